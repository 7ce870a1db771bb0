"""Figures of cases: how many, how soon, and how many customers were won back, with intervals and without ranking."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.utils import timezone

from regard.analytics.metrics.estimates import Numbers, benjamini_hochberg, change, median, share
from regard.engage.cases.models import OPEN_STATES, Case

LEAST_TO_DIFFER = 10  # answers on each side below which no difference is spoken of
CHANCE = 0.05


@dataclass(frozen=True)
class Group:
    """Cases of one owner, cause or root cause.

    `differs` is higher or lower where its share recovered is told from that of all others by more than chance, all groups
    together held to 5 %; empty elsewhere.
    """

    name: str
    cases: int
    open: int
    overdue: int
    contact: Numbers
    recovered: Numbers
    differs: str


@dataclass(frozen=True)
class Figures:
    """All cases opened in a period, without those that were dismissed.

    `contact` is the median of minutes until first contact on each case's clock, `in_time` the share contacted by their
    deadline of those where it is over, `recovered` the share whose next score was not low, of those who gave one.
    """

    cases: int
    open: int
    overdue: int
    unproven: int
    closed: int
    dismissed: int
    contact: Numbers
    in_time: Numbers
    recovered: Numbers
    unanswered: int
    closed_share: Numbers
    by_owner: list[Group]
    by_cause: list[Group]
    by_root_cause: list[Group]


def figures_of(*, since: date | None = None, until: date | None = None) -> Figures:
    """The figures of cases opened from a day on, until another (exclusive)."""
    found = Case.objects.all()
    if since is not None:
        found = found.filter(opened_at__gte=datetime.combine(since, time(), UTC))
    if until is not None:
        found = found.filter(opened_at__lt=datetime.combine(until, time(), UTC))
    everything = list(found.order_by("pk"))
    cases, now = [case for case in everything if case.state != "dismissed"], timezone.now()
    over = [case for case in cases if case.due_at <= now or case.contacted_at is not None]
    answered = [case for case in cases if case.next_score]
    return Figures(
        cases=len(cases),
        open=_running(cases),
        overdue=_overdue(cases, now),
        unproven=sum(case.state == "unproven" for case in cases),
        closed=sum(case.state == "closed" for case in cases),
        dismissed=len(everything) - len(cases),
        contact=_contact(cases),
        in_time=share(sum(bool(case.contacted_at and case.contacted_at <= case.due_at) for case in over), len(over)),
        recovered=_recovered(cases),
        unanswered=len(cases) - len(answered),
        closed_share=share(sum(case.state == "closed" for case in cases), len(cases)),
        by_owner=_groups(cases, lambda case: case.owner, now),
        by_cause=_groups(cases, lambda case: case.cause, now),
        by_root_cause=_groups(cases, lambda case: case.root_cause, now),
    )


def _groups(cases: list[Case], name_of: Callable[[Case], str], now: datetime) -> list[Group]:
    """By name, never by how well they do: with few cases that would rank chance."""
    by_name: dict[str, list[Case]] = {}
    for case in cases:
        by_name.setdefault(name_of(case), []).append(case)
    names = sorted(by_name)
    differences = {}
    for name in names:
        rest = [case for case in cases if name_of(case) != name]
        own, others = _recovered(by_name[name]), _recovered(rest)
        if min(own.n, others.n) >= LEAST_TO_DIFFER:
            differences[name] = change(own, others)
    told = [(name, one) for name, one in differences.items() if one is not None]
    held = benjamini_hochberg([one.p for _, one in told])
    words = {name: one.word for (name, one), chance in zip(told, held, strict=True) if chance < CHANCE}
    return [
        Group(
            name,
            len(by_name[name]),
            _running(by_name[name]),
            _overdue(by_name[name], now),
            _contact(by_name[name]),
            _recovered(by_name[name]),
            words.get(name, ""),
        )
        for name in names
    ]


def _running(cases: list[Case]) -> int:
    return sum(case.state in OPEN_STATES for case in cases)


def _overdue(cases: list[Case], now: datetime) -> int:
    return sum(case.state == "open" and case.contacted_at is None and case.due_at < now for case in cases)


def _contact(cases: list[Case]) -> Numbers:
    return median([case.contact_minutes for case in cases if case.contact_minutes is not None])


def _recovered(cases: list[Case]) -> Numbers:
    told = [case.next_score for case in cases if case.next_score]
    return share(sum(not one["is_low"] for one in told), len(told))
