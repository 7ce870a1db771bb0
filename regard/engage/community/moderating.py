"""What should not be there: hidden, closed, kept out; each by staff, and each in the audit log."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from regard.engage.community.errors import CommunityRefused
from regard.engage.community.ideas import body_of, get_idea, recount, title_of
from regard.engage.community.models import Comment, Idea, Member, Report, Step, Vote
from regard.engage.community.persons import Who
from regard.engage.community.shapes import QueueRow
from regard.engage.community.words import checked_text, checked_title
from regard.foundation.audit.api import note


@transaction.atomic
def change_idea(
    *,
    idea_id: int,
    title: str | None = None,
    body: str | None = None,
    is_shown: bool | None = None,
    is_locked: bool | None = None,
    is_waiting: bool | None = None,
    by: str = "",
    now: datetime | None = None,
) -> None:
    """Reword, hide, show, close, open, or let in an idea; None leaves as it is. Raises NoIdea, CommunityRefused."""
    idea, now = get_idea(idea_id, lock=True), now or timezone.now()
    changed: dict[str, object] = {}
    if title is not None:
        changed["title"] = checked_title(title) if title.strip() else ""
    if body is not None:
        changed["body"] = checked_text(body)
    flags = {"is_shown": is_shown, "is_locked": is_locked, "is_waiting": is_waiting}
    changed |= {name: flag for name, flag in flags.items() if flag is not None and flag != getattr(idea, name)}
    if not changed:
        return
    Idea.objects.filter(pk=idea_id).update(**changed, changed_at=now)
    Step.objects.create(idea=idea, kind="changed", at=now, by=by, text=", ".join(sorted(changed)))
    if "is_shown" in changed or "is_waiting" in changed:
        _settle_reports(Report.objects.filter(idea=idea, comment=None), by, now)
    note(verb="changed", subject=f"idea:{idea_id}", detail={"changed": sorted(changed)})


@transaction.atomic
def change_comment(*, comment_id: int, is_shown: bool, by: str = "", now: datetime | None = None) -> int:
    """Hide a comment, or show it; return its idea. Raises CommunityRefused."""
    found = Comment.objects.filter(pk=comment_id).first()
    if found is None:
        raise CommunityRefused(f"There is no comment {comment_id}.")
    Comment.objects.filter(pk=comment_id).update(is_shown=is_shown)
    _settle_reports(Report.objects.filter(comment=found), by, now or timezone.now())
    note(verb="shown" if is_shown else "hidden", subject=f"comment:{comment_id}", detail={"idea": found.idea_id})
    return int(found.idea_id)


@transaction.atomic
def settle_reports(*, idea_id: int, comment_id: int | None = None, by: str = "", now: datetime | None = None) -> None:
    """What was reported may stay. Raises NoIdea."""
    found = Report.objects.filter(idea__top_id=get_idea(idea_id).top_id)
    about = found.filter(comment=None) if comment_id is None else found.filter(comment_id=comment_id)
    _settle_reports(about, by, now or timezone.now())
    note(verb="reports_settled", subject=f"idea:{idea_id}", detail={"comment": comment_id})


@transaction.atomic
def ban_author(
    *, idea_id: int, comment_id: int | None = None, is_banned: bool = True, by: str = "", now: datetime | None = None
) -> None:
    """Keep the author of an idea or a comment out: they write and vote no more, and their votes do not count. Or let them in.

    Raises NoIdea, CommunityRefused.
    """
    who = _author_of(idea_id, comment_id)
    member = Member.objects.filter(kind=who[0], value=who[1]).first()
    if member is None:
        raise CommunityRefused("This author is not known any more.")
    Member.objects.filter(pk=member.pk).update(is_banned=is_banned)
    Comment.objects.filter(kind=who[0], value=who[1]).update(is_shown=not is_banned)
    voted = Vote.objects.filter(kind=who[0], value=who[1]).values_list("idea__top_id", flat=True)
    for top in sorted({one for one in voted if one is not None}):
        recount(get_idea(top, lock=True))
    note(
        verb="banned" if is_banned else "let_in",
        subject=f"member:{member.pk}",
        detail={"idea": idea_id, "comment": comment_id},
    )


def judge(*, idea_id: int, act: str, comment_id: int | None = None, by: str = "") -> None:
    """Do what moderation decided: hide, show, let_in, keep, lock, unlock, ban or unban. Raises NoIdea, CommunityRefused."""
    flags: dict[str, dict[str, Any]] = {
        "hide": {"is_shown": False},
        "show": {"is_shown": True},
        "let_in": {"is_waiting": False},
        "lock": {"is_locked": True},
        "unlock": {"is_locked": False},
    }
    if act in ("ban", "unban"):
        ban_author(idea_id=idea_id, comment_id=comment_id, is_banned=act == "ban", by=by)
    elif act == "keep":
        settle_reports(idea_id=idea_id, comment_id=comment_id, by=by)
    elif comment_id is None and act in flags:
        change_idea(idea_id=idea_id, by=by, **flags[act])
    elif act in ("hide", "show") and comment_id is not None:
        change_comment(comment_id=comment_id, is_shown=act == "show", by=by)
    else:
        raise CommunityRefused(f"{act[:20]!r} cannot be done to that.")


def list_queue(*, slug: str | None = None, limit: int = 100) -> list[QueueRow]:
    """What waits for staff: what is new on boards that are reviewed, and what people reported; the oldest first."""
    new = Idea.objects.filter(is_waiting=True).select_related("board", "wording")
    told = (
        Report.objects.filter(settled_at=None).select_related("idea__board", "idea__wording", "comment").order_by("at")
    )
    if slug is not None:
        new, told = new.filter(board__slug=slug), told.filter(idea__board__slug=slug)
    fresh = [_row(one, None, "new", 1, one.posted_at) for one in new.order_by("posted_at")[:limit]]
    grouped: dict[tuple[int, int | None], list[Report]] = {}
    for report in told[: limit * 10]:
        if report.comment_id and report.comment is None:
            continue  # erased with its author
        grouped.setdefault((report.idea_id, report.comment_id), []).append(report)
    reported = [_row(some[0].idea, some[0].comment, "reported", len(some), some[0].at) for some in grouped.values()]
    return sorted([*fresh, *reported], key=lambda row: row.at)[:limit]


def names_of(whos: Iterable[Who]) -> dict[Who, str]:
    """The names people chose to be seen by."""
    wanted = set(whos)
    found = Member.objects.filter(value__in={value for _, value in wanted}).values_list("kind", "value", "name")
    return {(kind, value): name for kind, value, name in found if (kind, value) in wanted and name}


def _row(idea: Idea, about: Comment | None, why: str, times: int, at: datetime) -> QueueRow:
    who = (about.kind, about.value) if about else _wording_of(idea)
    text = about.text if about else body_of(idea)
    is_shown = about.is_shown if about else idea.is_shown
    author = f"{who[0]}:{who[1]}" if who else ""
    return QueueRow(
        idea.pk, about.pk if about else None, idea.board.slug, title_of(idea), text, author, why, times, at, is_shown
    )


def _author_of(idea_id: int, comment_id: int | None) -> Who:
    idea = get_idea(idea_id, lock=True)
    if comment_id is None:
        who = _wording_of(idea)
    else:
        found = Comment.objects.filter(pk=comment_id, idea__top_id=idea.top_id).first()
        who = (found.kind, found.value) if found and found.kind else None
    if who is None:
        raise CommunityRefused("This was written by staff, or its author was erased.")
    return who


def _wording_of(idea: Idea) -> Who | None:
    return (idea.wording.kind, idea.wording.value) if hasattr(idea, "wording") else None


def _settle_reports(found: QuerySet[Report], by: str, now: datetime) -> None:
    found.filter(settled_at=None).update(settled_at=now, settled_by=by)
