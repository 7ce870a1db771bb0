"""Ideas: posted by people or by staff, and talked about."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from regard.engage.community.boards import get_board, lock_board
from regard.engage.community.errors import CommunityRefused, NoIdea, NotKnown, TooMuch
from regard.engage.community.models import Board, Comment, Idea, Member, Report, Step, Vote, Wording
from regard.engage.community.persons import Who, customers_of, supporters_of
from regard.engage.community.recording import record
from regard.engage.community.words import checked_text, checked_title
from regard.foundation.audit.api import note

DAY = timedelta(days=1)
MOST_A_DAY = {Wording: 10, Comment: 40, Vote: 300}  # of one person
CLOSED = ("done", "declined")


def get_idea(idea_id: int, *, lock: bool = False) -> Idea:
    """An idea. With `lock`, nobody changes its board's votes and merges meanwhile. Raises NoIdea."""
    found = Idea.objects.select_related("board", "wording", "top").filter(pk=idea_id).first()
    if found is None:
        raise NoIdea(f"There is no idea {idea_id}.")
    if lock:
        lock_board(found.board_id)
        return get_idea(idea_id)
    return found


def title_of(idea: Idea) -> str:
    """As staff put it, or in its author's words; empty where those were erased."""
    return idea.title or (idea.wording.title if hasattr(idea, "wording") else "")


def body_of(idea: Idea) -> str:
    """The same of what stands below the title."""
    return idea.body or (idea.wording.body if hasattr(idea, "wording") else "")


@transaction.atomic
def post_idea(
    *, slug: str, who: Who | None, title: str, body: str = "", by: str = "", now: datetime | None = None
) -> int:
    """Post an idea, of a person (who wants it, then) or of staff; return its number.

    Raises NoBoard, CommunityRefused, NotKnown, TooMuch.
    """
    board, now = get_board(slug), now or timezone.now()
    lock_board(board.pk)
    said, text = checked_title(title), checked_text(body)
    if who is not None:
        admit(board=board, who=who)
        _within_limits(Wording, who, now)
    idea = Idea.objects.create(
        board=board,
        title=said if who is None else "",
        body=text if who is None else "",
        is_waiting=board.is_reviewed and who is not None,
        posted_at=now,
        posted_by=by,
    )
    Idea.objects.filter(pk=idea.pk).update(top=idea)
    idea.refresh_from_db()
    Step.objects.create(idea=idea, kind="posted", at=now, by=by)
    if who is None:
        note(verb="posted", subject=f"idea:{idea.pk}", detail={"board": slug})
        return int(idea.pk)
    Wording.objects.create(idea=idea, kind=who[0], value=who[1], title=said, body=text)
    words = f"{said}\n{text}".strip()
    record(event="Idea Posted", who=who, message_id=f"idea-{idea.pk}", at=now, idea=idea, title=said, text=words)
    vote(idea_id=idea.pk, who=who, now=now, is_author=True)
    return int(idea.pk)


@transaction.atomic
def vote(
    *, idea_id: int, who: Who, is_wanted: bool = True, now: datetime | None = None, is_author: bool = False
) -> int:
    """Want an idea, or want it no more; return how many want it. Doing it again changes nothing.

    A vote for an idea that was merged counts where that was merged into. Raises NoIdea, CommunityRefused, NotKnown, TooMuch.
    """
    now = now or timezone.now()
    idea = shown(get_idea(idea_id, lock=True), who)
    admit(board=idea.board, who=who)
    top = get_idea(idea.top_id or idea.pk)
    if top.is_locked or top.status in CLOSED:
        raise CommunityRefused("This idea takes no more votes: it is closed.")
    mine = _votes_of(top, who)
    if is_wanted and not mine:
        _within_limits(Vote, who, now)
        made = Vote.objects.create(idea=top, kind=who[0], value=who[1], at=now)
        if not is_author:
            record(event="Idea Voted", who=who, message_id=f"vote-{made.pk}", at=now, idea=top, title=title_of(top))
    if not is_wanted and mine:
        for one in mine:
            record(event="Idea Vote Withdrawn", who=who, message_id=f"unvote-{one.pk}", at=now, idea=top)
        Vote.objects.filter(pk__in=[one.pk for one in mine]).delete()
    return recount(top)


@transaction.atomic
def comment(*, idea_id: int, who: Who, text: str, now: datetime | None = None) -> int:
    """Say something of an idea; return the comment's number. Raises NoIdea, CommunityRefused, NotKnown, TooMuch."""
    now = now or timezone.now()
    idea = shown(get_idea(idea_id, lock=True), who)
    admit(board=idea.board, who=who)
    if get_idea(idea.top_id or idea.pk).is_locked:
        raise CommunityRefused("This idea takes no more comments: it is closed.")
    said = checked_text(text, least=2)
    _within_limits(Comment, who, now)
    made = Comment.objects.create(idea=idea, kind=who[0], value=who[1], text=said, at=now)
    record(event="Idea Commented", who=who, message_id=f"comment-{made.pk}", at=now, idea=idea, text=said)
    return int(made.pk)


@transaction.atomic
def report(*, idea_id: int, who: Who, comment_id: int | None = None, now: datetime | None = None) -> None:
    """Tell staff that an idea or a comment should not be there; once each. Raises NoIdea, NotKnown, CommunityRefused."""
    idea = shown(get_idea(idea_id), who)
    admit(board=idea.board, who=who)
    about = Comment.objects.filter(pk=comment_id, idea__top_id=idea.top_id).first() if comment_id else None
    if comment_id and about is None:
        raise CommunityRefused("There is no such comment here.")
    Report.objects.get_or_create(
        idea=idea, comment=about, kind=who[0], value=who[1], defaults={"at": now or timezone.now()}
    )


def recount(top: Idea) -> int:
    """Count anew who wants an idea, with all that is merged into it."""
    people = len(supporters_of(tops=[top.pk])[top.pk])
    Idea.objects.filter(pk=top.pk).update(people=people, changed_at=timezone.now())
    return people


def shown(idea: Idea, who: Who | None) -> Idea:
    """The idea, where this person may see it: what waits is seen by its author. Raises NoIdea."""
    is_author = who is not None and hasattr(idea, "wording") and (idea.wording.kind, idea.wording.value) == who
    if not idea.is_shown or (idea.is_waiting and not is_author) or not title_of(idea):
        raise NoIdea("There is no such idea here.")
    return idea


def admit(*, board: Board, who: Who) -> Member:
    """Whether this person may say something here. Raises NotKnown, CommunityRefused."""
    member = Member.objects.filter(kind=who[0], value=who[1]).first()
    if member is None:
        raise NotKnown("Sign in first.")
    if member.is_banned:
        raise CommunityRefused("You cannot write or vote here any more.")
    if not board.is_open:
        raise CommunityRefused("This board takes nothing new at the moment.")
    return member


def _votes_of(top: Idea, who: Who) -> list[Vote]:
    """The votes that one person has given, by whichever of their identifiers, to an idea and what is merged into it."""
    found = list(Vote.objects.filter(idea__top=top))
    customers = customers_of({who, *((one.kind, one.value) for one in found)})
    return [one for one in found if customers[one.kind, one.value] == customers[who]]


def _within_limits(model: type[Wording] | type[Comment] | type[Vote], who: Who, now: datetime) -> None:
    when = {"idea__posted_at__gt": now - DAY} if model is Wording else {"at__gt": now - DAY}
    if model.objects.filter(kind=who[0], value=who[1], **when).count() >= MOST_A_DAY[model]:
        raise TooMuch("That is much for one day. Come back tomorrow.")
