"""The people behind an improvement: who met what it makes better, and who of them was told, each once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import ibis
import ibis.expr.types as ir
from django.db import transaction
from django.utils import timezone

from regard.analytics.metrics.scores import position, scored
from regard.analytics.schema.families import SCORES
from regard.analytics.schema.interactions import CHANNELS
from regard.analytics.scope import Scope
from regard.decide.improvements.models import Improvement, Step, Told
from regard.decide.improvements.operations import get_improvement, scope_of
from regard.decide.improvements.refused import ImprovementRefused
from regard.decide.improvements.words import people_of
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake, encounter_table, part_of_log, with_members
from regard.record.collection.api import IntakeRequest, put_requests
from regard.record.customers.api import (
    list_addresses,
    list_current_ids,
    list_names,
    list_strongest_identifiers,
)
from regard.record.tracking.api import track_call
from regard.understand.voice.api import opinion_token

LOOKED_BACK = timedelta(days=365)
MOST_AT_ONCE = 50_000
LOW = 0.5  # where a score lies at most on its scale to count as asking for something better
SCORED = ("nps", "enps", "csat", "ces", "stars")  # metrics that one answer each is given to
SOURCE = "improvements"


@dataclass(frozen=True)
class PersonRow:
    """Somebody behind an improvement: how often, when last, and when they were told."""

    customer_id: str
    name: str | None
    times: int
    last_at: datetime
    told_at: datetime | None
    told_by: str
    channel: str
    addresses: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class People:
    """Some of the people behind an improvement, those not told yet first; how many there are, and how many were told."""

    rows: list[PersonRow]
    n: int
    told: int
    meaning: str


def list_people(*, lake: Lake, number: int, offset: int = 0, limit: int = 50) -> People:
    """The people behind an improvement in the year before it shipped, or the last year. Raises NoImprovement."""
    improvement = get_improvement(number)
    found = _behind(lake, improvement)
    told = _told(improvement)
    order = sorted(found, key=lambda one: (one in told, -found[one][0], one))
    page = order[offset : offset + limit]
    return People(_rows(lake, found, told, page), len(found), sum(one in told for one in found), _meaning(improvement))


@transaction.atomic
def tell(
    *, lake: Lake, number: int, channel: str, customer_ids: Sequence[str] | None = None, by: str = ""
) -> list[PersonRow]:
    """Note that people are told now of what was done: all who were not yet, or some. Returns exactly those.

    Whoever was told before is left out, however often and by however many this is asked: what it returns is the list to
    write to. Raises NoImprovement, ImprovementRefused.
    """
    improvement = get_improvement(number, lock=True)
    if improvement.state != "shipped":
        raise ImprovementRefused("Nobody is told before it has shipped.")
    if channel not in CHANNELS:
        raise ImprovementRefused(f"{channel[:40]!r} is no channel. Channels are {', '.join(CHANNELS)}.")
    found, told = _behind(lake, improvement), _told(improvement)
    wanted = list(found) if customer_ids is None else list(dict.fromkeys(customer_ids))
    strangers = [one for one in wanted if one not in found]
    if strangers:
        raise ImprovementRefused(f"{strangers[0][:40]!r} is not behind this improvement.")
    fresh = [one for one in wanted if one not in told][:MOST_AT_ONCE]
    now = timezone.now()
    Told.objects.bulk_create(
        [Told(improvement=improvement, customer_id=one, at=now, by=by, channel=channel) for one in fresh]
    )
    _record(improvement, fresh, channel, now)
    if fresh:
        text = f"{len(fresh):,} told by {channel}"
        Step.objects.create(improvement=improvement, kind="told", at=now, by=by, text=text)
        note(verb="told", subject=f"improvement:{number}", detail={"people": len(fresh), "channel": channel})
    return _rows(lake, found, _told(improvement), fresh)


def told_of_topics() -> dict[str, set[str]]:
    """By topic, the customers who were told of an improvement of it."""
    found: dict[str, set[str]] = {}
    rows = Told.objects.filter(improvement__kind="topic").values_list("improvement__subject", "customer_id")
    told = list(rows)
    current = list_current_ids(customer_ids={customer_id for _, customer_id in told})
    for topic, customer_id in told:
        found.setdefault(topic, set()).add(current.get(customer_id, customer_id))
    return found


def _behind(lake: Lake, improvement: Improvement) -> dict[str, tuple[int, datetime]]:
    """Customer ids with how often and when last."""
    until = improvement.shipped_date if improvement.state == "shipped" else None
    ends = (until + timedelta(days=1)) if until else timezone.now().date() + timedelta(days=1)
    read = opinion_token(lake=lake) if improvement.kind == "topic" else ""
    found = lake.remember(
        ("improvement people", improvement.kind, improvement.subject, str(improvement.scope), ends, read),
        lambda: _look(lake, improvement, ends),
    )
    current, now = list_current_ids(customer_ids=found), dict[str, tuple[int, datetime]]()
    for customer_id, (times, last_at) in found.items():  # what is remembered may be of before two were merged
        own = current.get(customer_id, customer_id)
        before = now.get(own, (0, last_at))
        now[own] = before[0] + times, max(before[1], last_at)
    return now


def _look(lake: Lake, improvement: Improvement, ends: date) -> dict[str, tuple[int, datetime]]:
    period = Scope(since=ends - LOOKED_BACK, until=ends)
    if improvement.kind == "topic":
        asked = scope_of(improvement.scope).over(since=period.since, until=period.until)
        return people_of(lake=lake, topic=improvement.subject, period=asked, most=MOST_AT_ONCE)
    rows = _frictions(lake, improvement, period) if improvement.kind == "friction" else _low(lake, improvement, period)
    if rows is None:
        return {}
    grouped = rows.group_by("customer_id").agg(times=rows.count(), last_at=rows.time.max())
    found = grouped.order_by([ibis.desc("times"), "customer_id"]).limit(MOST_AT_ONCE).to_pyarrow().to_pylist()
    return {row["customer_id"]: (row["times"], row["last_at"]) for row in found}


def _frictions(lake: Lake, improvement: Improvement, period: Scope) -> ir.Table:
    touchpoint, _, friction = improvement.subject.rpartition(":")
    met = period.in_period(encounter_table(lake=lake))
    return met.filter((met.touchpoint == touchpoint) & (met.friction == friction) & met.exposed)


def _low(lake: Lake, improvement: Improvement, period: Scope) -> ir.Table | None:
    """Who scored low, where the metric is one of scores; nobody can be named behind any other."""
    if improvement.subject not in SCORED:
        return None
    asked = with_members(lake=lake, scope=scope_of(improvement.scope))
    log = period.in_period(part_of_log(lake=lake, families=(SCORES,)))
    told = scored(asked.at_places(asked.of_segment(log)))
    told = told.filter((told.metric == improvement.subject) & (told.actor == "customer"))
    return told.filter(position(told) <= LOW)


def _told(improvement: Improvement) -> dict[str, Told]:
    """Who was told, under the customer id each has now."""
    rows = {one.customer_id: one for one in improvement.told.all()}
    current = list_current_ids(customer_ids=rows)
    return {current.get(customer_id, customer_id): one for customer_id, one in rows.items()}


def _rows(
    lake: Lake, found: dict[str, tuple[int, datetime]], told: dict[str, Told], page: Sequence[str]
) -> list[PersonRow]:
    names, addresses = list_names(lake=lake, customer_ids=list(page)), list_addresses(customer_ids=page)
    rows = []
    for one in page:
        by = told.get(one)
        rows.append(
            PersonRow(
                one,
                names.get(one),
                *found[one],
                by.at if by else None,
                by.by if by else "",
                by.channel if by else "",
                tuple(addresses.get(one, ())),
            )
        )
    return rows


def _record(improvement: Improvement, customer_ids: Sequence[str], channel: str, now: datetime) -> None:
    """Each is an interaction of the customer's."""
    known = list_strongest_identifiers(customer_ids=customer_ids)
    properties = {"improvement_id": str(improvement.pk), "name": improvement.name, "channel": channel}
    requests = [
        IntakeRequest(
            str(uuid.uuid4()),
            SOURCE,
            "track",
            now,
            None,
            None,
            track_call(
                event="Improvement Told",
                identifier=known[one],
                message_id=f"improvement-{improvement.pk}-{one}",
                at=now,
                properties=properties,
            ),
        )
        for one in customer_ids
        if one in known
    ]
    if requests:
        put_requests(requests=requests)


def _meaning(improvement: Improvement) -> str:
    when = "in the year before it shipped" if improvement.state == "shipped" else "in the last year"
    if improvement.kind == "friction":
        return f"Customers who met it {when}."
    if improvement.kind == "topic":
        return f"Customers whom it hurt, or who asked for something in it, in what they wrote {when}."
    if improvement.subject in SCORED:
        return f"Customers who scored in the lower half {when}."
    return "Nobody can be named behind this number."
