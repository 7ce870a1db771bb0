"""Questions of staff: what is wanted most, by whom, and what each idea has been through."""

from collections.abc import Mapping, Sequence

from django.db.models import Count, Q

from regard.engage.community.asking import names_of_topics
from regard.engage.community.boards import get_board
from regard.engage.community.errors import CommunityRefused
from regard.engage.community.ideas import body_of, get_idea, title_of
from regard.engage.community.models import STATUSES, Comment, Idea, Notice, Request, Step, Topic
from regard.engage.community.moderating import names_of
from regard.engage.community.persons import Supporter, supporters_of
from regard.engage.community.shapes import (
    CommentRow,
    IdeaPage,
    IdeaRow,
    MergedRow,
    PersonRow,
    Ranking,
    StepRow,
)
from regard.engage.community.similar import alike
from regard.engage.community.telling import sentence_of
from regard.engage.community.worth import Worths, demand_of, worths_of
from regard.foundation.lake.api import Lake
from regard.record.customers.api import list_names

ORDERS = ("people", "value", "risk", "new")
MOST_ROWS = 200
MOST_IDEAS = 5_000


def rank_ideas(
    *,
    lake: Lake,
    slug: str,
    order: str = "people",
    status: str | None = None,
    words: str = "",
    offset: int = 0,
    limit: int = 50,
) -> Ranking:
    """Ideas of a board that are part of no other, those of most people first.

    By value, those whose people spend most in a year; by risk, those with most at stake on people who may leave; or the newest.
    Raises NoBoard, CommunityRefused.
    """
    if order not in ORDERS:
        raise CommunityRefused(f"Ideas have no order {order[:40]!r}. Use {', '.join(ORDERS)}.")
    if status is not None and status not in STATUSES:
        raise CommunityRefused(f"{status[:40]!r} is no status. They are {', '.join(STATUSES)}.")
    found = Idea.objects.filter(board=get_board(slug), into=None)
    found = found.filter(status=status) if status else found
    ideas = list(found.select_related("board", "wording").order_by("-people", "-posted_at")[:MOST_IDEAS])
    if words.strip():
        near = alike(words, {one.pk: (title_of(one), body_of(one)) for one in ideas}, most=MOST_ROWS)
        ideas = [one for one in ideas if one.pk in near]
    rows, worths = _rows(lake, ideas)
    rows.sort(key=lambda row: _rank(row, order), reverse=True)
    limit = max(1, min(limit, MOST_ROWS))
    return Ranking(rows[offset : offset + limit], len(rows), worths.currency, worths.risk)


def find_idea(*, lake: Lake, idea_id: int) -> IdeaPage:
    """One idea with all that was merged into it. Raises NoIdea."""
    idea = get_idea(idea_id)
    (row,), worths = _rows(lake, [idea])
    below = Idea.objects.filter(top=idea.top_id).exclude(pk=idea.pk) if idea.into_id is None else Idea.objects.none()
    merged = [
        MergedRow(one.pk, title_of(one), one.votes_n)
        for one in below.select_related("wording").annotate(votes_n=Count("votes")).order_by("pk")
    ]
    others = (
        Idea.objects.filter(board=idea.board_id, into=None).exclude(pk=idea.top_id or idea.pk).select_related("wording")
    )
    texts = {one.pk: (title_of(one), body_of(one)) for one in others.order_by("-people")[:MOST_IDEAS]}
    near = alike(f"{title_of(idea)}", texts)
    people = dict(Idea.objects.filter(pk__in=near).values_list("pk", "people"))
    return IdeaPage(
        row,
        worths.currency,
        worths.risk,
        _comments(idea),
        _steps(idea),
        merged,
        _topics(lake, idea),
        [(one, texts[one][0], people[one]) for one in near],
    )


def list_people(*, lake: Lake, idea_id: int, offset: int = 0, limit: int = 50) -> tuple[list[PersonRow], int]:
    """Who wants an idea, those who spend most first; and how many there are. Raises NoIdea."""
    top = get_idea(get_idea(idea_id).top_id or idea_id)
    found = supporters_of(tops=[top.pk])[top.pk]
    worths = worths_of(lake=lake, customer_ids=found)
    order = sorted(
        found.values(), key=lambda one: (-worths.spent.get(one.customer_id, 0.0), one.first_at, one.customer_id)
    )
    page = order[offset : offset + max(1, min(limit, MOST_ROWS))]
    ids = [one.customer_id for one in page]
    names = list_names(lake=lake, customer_ids=ids)
    told = {
        customer_id: (state, reason)
        for customer_id, state, reason in Notice.objects.filter(step__idea=top, customer_id__in=ids)
        .order_by("step_id")
        .values_list("customer_id", "state", "reason")
    }
    return [_person(one, names, worths, told) for one in page], len(found)


def _person(
    one: Supporter, names: Mapping[str, str | None], worths: Worths, told: Mapping[str, tuple[str, str]]
) -> PersonRow:
    state, reason = told.get(one.customer_id, ("", ""))
    chance = worths.chances.get(one.customer_id)
    return PersonRow(
        customer_id=one.customer_id,
        name=names.get(one.customer_id) or "",
        first_at=one.first_at,
        is_voter=one.is_voter,
        requests=len(one.requests),
        revenue=worths.spent.get(one.customer_id),
        chance=chance[0] if chance else None,
        told=state,
        reason=sentence_of(reason) if state else "",
    )


def _rows(lake: Lake, ideas: Sequence[Idea]) -> tuple[list[IdeaRow], Worths]:
    """Ideas with their demand; that of one that is part of another is the other's."""
    tops = {one.pk: one.top_id or one.pk for one in ideas}
    supporters = supporters_of(tops=set(tops.values()))
    worths = worths_of(lake=lake, customer_ids={one for some in supporters.values() for one in some})
    counted = Comment.objects.filter(idea__top__in=tops.values()).values("idea__top").annotate(n=Count("pk"))
    comments = {row["idea__top"]: row["n"] for row in counted}
    flags = ("status", "posted_at", "posted_by", "is_shown", "is_waiting", "is_locked")
    rows = [
        IdeaRow(
            number=one.pk,
            board=one.board.slug,
            title=title_of(one),
            body=body_of(one),
            into=one.top_id if one.into_id else None,
            comments=comments.get(tops[one.pk], 0),
            demand=demand_of(supporters[tops[one.pk]], worths),
            **{name: getattr(one, name) for name in flags},
        )
        for one in ideas
    ]
    return rows, worths


def _rank(row: IdeaRow, order: str) -> tuple[float, float, float]:
    demand = row.demand
    first = {
        "people": float(demand.people),
        "value": demand.revenue.value or 0.0,
        "risk": demand.stake.value or 0.0,
        "new": row.posted_at.timestamp(),
    }[order]
    return first, float(demand.people), row.posted_at.timestamp()


def _comments(idea: Idea) -> list[CommentRow]:
    found = list(Comment.objects.filter(idea__top=idea.top_id).order_by("at", "pk"))
    names = names_of((one.kind, one.value) for one in found if one.kind)
    return [
        CommentRow(
            number=one.pk,
            idea=one.idea_id,
            author=one.by if not one.kind else names.get((one.kind, one.value), f"{one.kind}:{one.value}"),
            is_official=one.is_official,
            is_shown=one.is_shown,
            text=one.text,
            at=one.at,
        )
        for one in found
    ]


def _steps(idea: Idea) -> list[StepRow]:
    waiting, sent = Q(notices__state__in=("waiting", "sending")), Q(notices__state="sent")
    untold = Q(notices__state__in=("withheld", "failed"))
    found = Step.objects.filter(idea=idea).annotate(
        sent=Count("notices", filter=sent),
        waiting=Count("notices", filter=waiting),
        untold=Count("notices", filter=untold),
    )
    names = ("kind", "at", "by", "text", "was", "became", "sent", "waiting", "untold")
    return [StepRow(number=one.pk, **{name: getattr(one, name) for name in names}) for one in found.order_by("pk")]


def _topics(lake: Lake, idea: Idea) -> list[tuple[str, str, int]]:
    linked = list(Topic.objects.filter(idea__top=idea.top_id).order_by("pk").values_list("topic", flat=True))
    if not linked:
        return []
    names = names_of_topics(lake=lake)
    asked = Request.objects.filter(idea__top=idea.top_id, topic__in=linked, is_counted=True)
    counts = {row["topic"]: row["n"] for row in asked.values("topic").annotate(n=Count("customer_id", distinct=True))}
    return [(one, names.get(one, one), counts.get(one, 0)) for one in linked]
