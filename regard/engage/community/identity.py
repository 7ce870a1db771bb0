"""Who somebody is: by a link sent to their mailbox, or by the word of the company's own site, signed.

A link shows what it would do and does it on a POST. Whatever address is asked for, the answer is the same. One mailbox is one
member, however it is written.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import jwt
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone

from regard.engage.community.boards import get_board, secret_of
from regard.engage.community.errors import CommunityRefused, NotKnown
from regard.engage.community.mail import send_link
from regard.engage.community.models import Board, Member, SignIn
from regard.engage.community.persons import Who
from regard.engage.community.words import clean_line

SEAL = "regard.community.member"
GOOD_FOR = timedelta(minutes=30)
HOUR = timedelta(hours=1)
MOST_LINKS = 5  # to one mailbox in an hour
MOST_ON_BOARD = 500  # in an hour
SIGNED_IN = timedelta(days=30)
LONGEST_TOKEN = timedelta(hours=1)
LONGEST_NAME = 60
ONE_MAILBOX = ("gmail.com", "googlemail.com")  # where dots say nothing


@dataclass(frozen=True)
class Known:
    """Somebody who signed in."""

    member_id: int
    who: Who
    name: str


def mailbox_of(email: str) -> str:
    """What tells one mailbox from another.

    >>> mailbox_of("Ada.L+board@Gmail.com")
    'adal@gmail.com'
    """
    local, _, domain = email.strip().lower().rpartition("@")
    local = local.partition("+")[0]
    if domain in ONE_MAILBOX:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def ask_link(*, slug: str, email: str, query: str = "", now: datetime | None = None) -> None:
    """Send a link to an address, unless too many were sent; nothing tells which. `query` says what they were about to do.

    Raises NoBoard, CommunityRefused, MailNotTaken.
    """
    board, now = get_board(slug), now or timezone.now()
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise CommunityRefused("This is no e-mail address. Write it like ada@example.org.") from None
    if len(address) > 254:
        raise CommunityRefused("This is no e-mail address. Write it like ada@example.org.")
    token = secrets.token_urlsafe(32)
    known = Member.objects.filter(mailbox=mailbox_of(address)).first()
    address = known.value if known else address  # the mailbox that was shown to be theirs, however it is written now
    if not _may_be_sent(board, address, now):
        return
    SignIn.objects.create(board=board, value=address, mailbox=mailbox_of(address), digest=_digest(token), sent_at=now)
    send_link(to=address, board=board.name, link=f"{board.address}/b/{board.slug}/in/{token}{query}")


def peek_link(*, slug: str, token: str, now: datetime | None = None) -> str:
    """The address a link is for, as it is shown before it is confirmed. Changes nothing. Raises NotKnown."""
    return _shortened(_link(slug, token, now or timezone.now()).value)


@transaction.atomic
def take_link(*, slug: str, token: str, now: datetime | None = None) -> Known:
    """Sign in by a link, once. Raises NotKnown."""
    now = now or timezone.now()
    found = _link(slug, token, now, lock=True)
    found.used_at = now
    found.save(update_fields=["used_at"])
    return _known(_member(("email", found.value), "", now))


def read_token(*, slug: str, token: str, now: datetime | None = None) -> tuple[Who, str]:
    """Who the company's site says this is, and their name. Raises NoBoard, NotKnown.

    A JWT signed by HS256 with the board's secret: `sub` is the user id, `aud` the board's short name, `exp` within an hour;
    `name` may be there.
    """
    board, now = get_board(slug), now or timezone.now()
    try:
        told = jwt.decode(
            token[:4_000],
            secret_of(board),
            algorithms=["HS256"],
            audience=slug,
            options={"require": ["sub", "exp", "aud"], "verify_exp": False, "verify_iat": False, "verify_nbf": False},
        )
        ends = datetime.fromtimestamp(int(told["exp"]), now.tzinfo)
    except (jwt.InvalidTokenError, ValueError, TypeError, OverflowError, OSError):
        raise NotKnown("Your sign-in could not be read. Go back and follow the link again.") from None
    if not now < ends <= now + LONGEST_TOKEN:
        raise NotKnown("Your sign-in is too old, or good for longer than an hour. Go back and follow the link again.")
    sub, name = told["sub"].strip(), told.get("name")
    if not sub or len(sub) > 255 or "\x00" in sub:
        raise NotKnown("Your sign-in names nobody. Go back and follow the link again.")
    return ("user_id", sub), clean_line(name)[:LONGEST_NAME] if isinstance(name, str) else ""


@transaction.atomic
def take_token(*, slug: str, token: str, now: datetime | None = None) -> Known:
    """Sign in by the word of the company's site. Raises NoBoard, NotKnown."""
    now = now or timezone.now()
    who, name = read_token(slug=slug, token=token, now=now)
    return _known(_member(who, name, now))


def seal(*, board: Board, known: Known) -> str:
    """What a browser keeps to be known again on a board: sealed, and silent about who it is."""
    return signing.dumps([board.pk, known.member_id], salt=SEAL)


def find_known(*, board: Board, sealed: str) -> Known | None:
    """Who a browser belongs to on a board; None where nobody does any more. Another board's says nothing here."""
    try:
        board_id, member_id = signing.loads(sealed[:500], salt=SEAL, max_age=SIGNED_IN)
        found = Member.objects.filter(pk=int(member_id)).first() if board_id == board.pk else None
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return _known(found) if found else None


def rename_member(*, known: Known, name: str) -> None:
    """Choose the name that others see."""
    Member.objects.filter(pk=known.member_id).update(name=clean_line(name)[:LONGEST_NAME])


def forget_links(*, now: datetime | None = None) -> int:
    """Forget the links of more than a day ago; return how many."""
    gone, _ = SignIn.objects.filter(sent_at__lt=(now or timezone.now()) - timedelta(days=1)).delete()
    return gone


def _may_be_sent(board: Board, address: str, now: datetime) -> bool:
    lately = SignIn.objects.filter(sent_at__gt=now - HOUR)
    if lately.filter(mailbox=mailbox_of(address)).count() >= MOST_LINKS:
        return False
    if lately.filter(board=board).count() >= MOST_ON_BOARD:
        return False
    return not board.is_private or address.rpartition("@")[2] in board.domains.split(",")


def _link(slug: str, token: str, now: datetime, *, lock: bool = False) -> SignIn:
    rows = SignIn.objects.select_for_update() if lock else SignIn.objects.all()
    found = rows.filter(digest=_digest(token), board__slug=slug, used_at=None, sent_at__gt=now - GOOD_FOR).first()
    if found is None:
        raise NotKnown("This link was used already, is older than half an hour, or is not whole. Ask for a new one.")
    return found


def _member(who: Who, name: str, now: datetime) -> Member:
    """The member somebody is. Raises NotKnown where the mailbox was shown to be somebody's under another address meanwhile."""
    found = Member.objects.filter(kind=who[0], value=who[1]).first()
    if found is None:
        mailbox = mailbox_of(who[1]) if who[0] == "email" else ""
        try:
            with transaction.atomic():
                return Member.objects.create(kind=who[0], value=who[1], mailbox=mailbox, name=name, joined_at=now)
        except IntegrityError:  # the same person, at the same moment, elsewhere
            found = Member.objects.filter(kind=who[0], value=who[1]).first()
    if found is None:
        raise NotKnown("Ask for a new link.")
    if name and not found.name:
        found.name = name
        found.save(update_fields=["name"])
    return found


def _known(member: Member) -> Known:
    return Known(int(member.pk), (member.kind, member.value), member.name)


def _shortened(email: str) -> str:
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}…@{domain}"


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
