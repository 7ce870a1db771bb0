"""Boards: made by staff, changed, and found again. Until one is made there is nothing to see."""

import re
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from regard.engage.community.errors import CommunityRefused, NoBoard
from regard.engage.community.models import Board
from regard.engage.community.recording import make_source
from regard.engage.community.shapes import BoardRow
from regard.engage.community.words import checked_text, clean_line
from regard.foundation.audit.api import note

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
TAKEN = ("u", "static")


@transaction.atomic
def make_board(
    *,
    slug: str,
    name: str,
    address: str,
    intro: str = "",
    is_private: bool = False,
    domains: str = "",
    is_reviewed: bool = False,
    by: str = "",
    now: datetime | None = None,
) -> BoardRow:
    """Make a board; it can be seen at `/b/SLUG` from now on. Raises CommunityRefused."""
    if not _SLUG.fullmatch(slug) or slug in TAKEN:
        raise CommunityRefused("A board's short name is of a-z, 0-9 and hyphens, such as ideas.")
    if Board.objects.filter(slug=slug).exists():
        raise CommunityRefused(f"There is a board {slug!r} already.")
    Board.objects.create(
        slug=slug,
        name=_checked_name(name),
        intro=checked_text(intro),
        address=_checked_address(address),
        is_private=is_private,
        domains=_checked_domains(domains),
        is_reviewed=is_reviewed,
        created_at=now or timezone.now(),
        created_by=by,
    )
    make_source()
    note(verb="created", subject=f"board:{slug}", detail={"private": is_private, "reviewed": is_reviewed})
    return board_row(slug=slug)


@transaction.atomic
def change_board(*, slug: str, **given: Any) -> BoardRow:
    """Change name, intro, address, is_open, is_private, domains or is_reviewed; None leaves as it is.

    Raises NoBoard, CommunityRefused.
    """
    board = get_board(slug)
    checks: dict[str, Callable[[str], str]] = {
        "name": _checked_name,
        "intro": checked_text,
        "address": _checked_address,
        "domains": _checked_domains,
    }
    kept = {name: each for name, each in given.items() if each is not None}
    changed = {name: checks[name](each) if name in checks else each for name, each in kept.items()}
    for name, each in changed.items():
        setattr(board, name, each)
    board.save()
    note(verb="changed", subject=f"board:{slug}", detail={"changed": sorted(changed)})
    return board_row(slug=slug)


def renew_secret(*, slug: str) -> str:
    """Make the secret anew that the company's site signs with; the old one is worth nothing any more. Raises NoBoard."""
    board = get_board(slug)
    board.secret_number += 1
    board.save(update_fields=["secret_number"])
    note(verb="secret_renewed", subject=f"board:{slug}")
    return secret_of(board)


def show_secret(*, slug: str) -> str:
    """The secret that the company's site signs identities with. Raises NoBoard."""
    note(verb="secret_shown", subject=f"board:{slug}")
    return secret_of(get_board(slug))


def secret_of(board: Board) -> str:
    """Made of the installation's own secret, so that nothing needs to be kept."""
    told = f"{board.pk}.{board.secret_number}"
    return salted_hmac("regard.community.identity", told, algorithm="sha256").hexdigest()


def get_board(slug: str) -> Board:
    """A board by its short name. Raises NoBoard."""
    found = Board.objects.filter(slug=slug.replace("\x00", "")[:60]).first()
    if found is None:
        raise NoBoard("There is no board of this name. `regard community boards` lists those there are.")
    return found


def lock_board(board_id: int) -> None:
    """Whoever changes votes or merges of a board waits for one another, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [zlib.crc32(b"community") - 2**31, board_id])


def board_row(*, slug: str) -> BoardRow:
    """One board. Raises NoBoard."""
    get_board(slug)
    return next(one for one in list_boards() if one.slug == slug)


def list_boards() -> list[BoardRow]:
    """The boards by name, with how much waits for staff."""
    own = Q(ideas__into=None)
    counted = Board.objects.annotate(
        ideas_n=Count("ideas", filter=own & Q(ideas__is_waiting=False), distinct=True),
        waiting_n=Count("ideas", filter=Q(ideas__is_waiting=True), distinct=True),
        reports_n=Count("ideas__reports", filter=Q(ideas__reports__settled_at=None), distinct=True),
    )
    names = ("slug", "name", "intro", "address", "is_open", "is_private", "domains", "is_reviewed", "created_at")
    return [
        BoardRow(
            **{name: getattr(one, name) for name in names},
            ideas=one.ideas_n,
            waiting=one.waiting_n + one.reports_n,
            link=f"{one.address}/b/{one.slug}",
        )
        for one in counted.order_by("name", "pk")
    ]


def _checked_name(name: str) -> str:
    said = clean_line(name)
    if not 2 <= len(said) <= 120:
        raise CommunityRefused("A board's name has 2 to 120 characters.")
    return said


def _checked_domains(domains: str) -> str:
    """What stands behind the @ of mailboxes, with commas."""
    named = [one.strip().lower().lstrip("@") for one in domains.split(",") if one.strip()]
    wrong = [one for one in named if not _DOMAIN.fullmatch(one)]
    if wrong or len(",".join(named)) > 500:
        raise CommunityRefused(
            f"{(wrong or ['This'])[0][:60]!r} is no domain. Give them like example.org, with commas."
        )
    return ",".join(named)


def _checked_address(address: str) -> str:
    parts = urlsplit(address.strip())
    plain = parts.scheme in ("https", "http") and parts.netloc and not parts.query and not parts.fragment
    if not plain or len(address) > 200 or any(one.isspace() for one in address.strip()):
        raise CommunityRefused("The address of this installation is like https://regard.example.org.")
    return address.strip().rstrip("/")
