"""What the public sees of a board."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from regard.engage.community.ideas import CLOSED, body_of, get_idea, shown, title_of
from regard.engage.community.identity import Known
from regard.engage.community.models import STATUSES, Board, Comment, Idea, Step, Vote
from regard.engage.community.moderating import names_of
from regard.engage.community.shapes import ShownIdea
from regard.engage.community.similar import alike

SORTS = ("votes", "rising", "new")
PAGE = 20
LATELY = timedelta(days=14)
MOST_IDEAS = 5_000


@dataclass(frozen=True)
class ShownPage:
    """Some ideas of a board, and whether there are more."""

    rows: list[ShownIdea]
    n: int
    page: int
    has_more: bool


@dataclass(frozen=True)
class ShownComment:
    """What somebody said; an empty author is somebody without a name, staff say that they are."""

    number: int
    author: str
    is_staff: bool
    is_official: bool
    text: str
    at: datetime
    of: str  # the title of the merged idea it was said of


@dataclass(frozen=True)
class ShownDetail:
    """One idea as the public sees it."""

    idea: ShownIdea
    author: str
    answer: ShownComment | None  # the newest official one
    comments: list[ShownComment]
    history: list[tuple[str, datetime]]
    merged: list[str]


def list_shown(
    *,
    board: Board,
    known: Known | None,
    sort: str = "votes",
    words: str = "",
    status: str = "",
    page: int = 1,
    now: datetime | None = None,
) -> ShownPage:
    """Ideas of a board: most wanted, wanted by most lately, or newest first; with words, the nearest first."""
    found = _visible(board)
    if status in STATUSES:
        found = found.filter(status=status)
    found = _sorted(found, sort, (now or timezone.now()) - LATELY)
    if words.strip():
        numbers = list(near(board=board, words=words, most=100))
        by_number = {one.pk: one for one in found.filter(pk__in=numbers)}
        ideas = [by_number[one] for one in numbers if one in by_number]
        return ShownPage(_shown(ideas, known), len(ideas), 1, False)
    total, start = found.count(), (page - 1) * PAGE
    ideas = [one for one in found[start : start + PAGE] if title_of(one)]
    return ShownPage(_shown(ideas, known), total, page, start + PAGE < total)


def near(*, board: Board, words: str, most: int = 5) -> Sequence[int]:
    """The ideas whose words are most like these, the nearest first; what is merged leads to what it is part of."""
    every = Idea.objects.filter(board=board, is_shown=True, is_waiting=False).select_related("wording")
    rows = list(every.order_by("-people", "-pk")[:MOST_IDEAS])
    texts = {one.pk: (title_of(one), body_of(one)) for one in rows}
    tops = {one.pk: one.top_id or one.pk for one in rows}
    return list(dict.fromkeys(tops[one] for one in alike(words[:500], texts, most=most * 2)))[:most]


def list_similar(*, board: Board, known: Known | None, words: str) -> list[ShownIdea]:
    """What is there already of what somebody is about to write."""
    numbers = near(board=board, words=words)
    found = {one.pk: one for one in _visible(board).filter(pk__in=numbers)}
    return _shown([found[one] for one in numbers if one in found], known)


def find_shown(*, board: Board, idea_id: int, known: Known | None) -> ShownDetail:
    """One idea; one that was merged is the one it is part of. Raises NoIdea."""
    asked = shown(get_idea(idea_id), known.who if known else None)
    top = shown(get_idea(asked.top_id or asked.pk), known.who if known else None)
    if top.board_id != board.pk:
        shown(Idea(is_shown=False), None)
    said = _comments(top)
    official = [one for one in said if one.is_official]
    steps = Step.objects.filter(idea=top, kind="status").order_by("pk").values_list("became", "at")
    family = Idea.objects.filter(top=top, is_shown=True).exclude(pk=top.pk).select_related("wording").order_by("pk")
    who = (top.wording.kind, top.wording.value) if hasattr(top, "wording") else None
    return ShownDetail(
        _shown([top], known)[0],
        names_of([who]).get(who, "") if who else "",
        official[-1] if official else None,
        [one for one in said if not official or one.number != official[-1].number],
        list(steps),
        [title_of(one) for one in family if title_of(one)],
    )


def _visible(board: Board) -> QuerySet[Idea]:
    return Idea.objects.filter(
        Q(title__gt="") | Q(wording__isnull=False), board=board, into=None, is_shown=True, is_waiting=False
    ).select_related("wording", "board")


def _sorted(found: QuerySet[Idea], sort: str, since: datetime) -> QuerySet[Idea]:
    if sort == "new":
        return found.order_by("-posted_at", "-pk")
    if sort == "rising":
        lately = Count("family__votes", filter=Q(family__votes__at__gt=since))
        return found.annotate(lately=lately).order_by("-lately", "-people", "-pk")
    return found.order_by("-people", "-posted_at", "-pk")


def _shown(ideas: Sequence[Idea], known: Known | None) -> list[ShownIdea]:
    numbers = [one.pk for one in ideas]
    said = Comment.objects.filter(idea__top__in=numbers, is_shown=True).values("idea__top").annotate(n=Count("pk"))
    comments = {row["idea__top"]: row["n"] for row in said}
    mine: set[int | None] = set()
    if known is not None:
        own = Vote.objects.filter(idea__top__in=numbers, kind=known.who[0], value=known.who[1])
        mine = set(own.values_list("idea__top_id", flat=True))
    return [
        ShownIdea(
            one.pk,
            title_of(one),
            body_of(one),
            one.status,
            one.people,
            comments.get(one.pk, 0),
            one.posted_at,
            one.pk in mine,
            one.is_waiting,
            one.is_locked,
            one.board.is_open and not one.is_locked and one.status not in CLOSED,
        )
        for one in ideas
    ]


def _comments(top: Idea) -> list[ShownComment]:
    found = Comment.objects.filter(idea__top=top, is_shown=True).select_related("idea__wording").order_by("at", "pk")
    rows = list(found)
    names = names_of((one.kind, one.value) for one in rows if one.kind)
    return [
        ShownComment(
            one.pk,
            names.get((one.kind, one.value), ""),
            not one.kind,
            one.is_official,
            one.text,
            one.at,
            title_of(one.idea) if one.idea_id != top.pk else "",
        )
        for one in rows
    ]
