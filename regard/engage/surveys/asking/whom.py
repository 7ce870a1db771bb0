"""Whom a plan would ask now: after an event, on a day, or because it was long ago."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from regard.engage.surveys.asking.models import Asking, Plan
from regard.engage.surveys.asking.moments import last_moment
from regard.engage.surveys.asking.people import KIND_OF, Person, reaches
from regard.foundation.lake.api import Lake, NotWorkedOut, members_of
from regard.record.customers.api import list_addresses, list_current_ids

MOST_AT_ONCE = 1_000
LONGEST_WAIT = timedelta(days=3)  # what could not be asked for so long is not asked any more
TRY_AGAIN = timedelta(days=7)  # somebody whom a recurring plan could not ask
EVENTS = """
select id, customer_id, json_extract_string(properties, '$.order_id') as order_id,
    json_extract_string(properties, '$.ticket_id') as ticket_id, json_extract_string(properties, '$.call_id') as call_id
from interactions where kind = ? and time > ? and time <= ? order by time, id
"""


def find_due(*, lake: Lake, plan: Plan, now: datetime) -> list[Person]:
    """Those whom the plan asks now and has not asked of this occasion, nor lately; 1,000 at most."""
    found = {"event": _after_event, "calendar": _on_a_day, "recurring": _long_ago}[plan.trigger](lake, plan, now)
    return found[:MOST_AT_ONCE]


def members(*, lake: Lake, segment: str) -> set[str]:
    """The customers of a segment, as they are known now; nobody while it is not worked out."""
    try:
        found = members_of(lake=lake, slug=segment).to_pyarrow()["customer_id"].to_pylist()
    except NotWorkedOut:
        return set()
    current = list_current_ids(customer_ids=found)
    return {current.get(one, one) for one in found}


def _after_event(lake: Lake, plan: Plan, now: datetime) -> list[Person]:
    until = now - timedelta(hours=plan.after_hours)
    since = max(until - LONGEST_WAIT, plan.created_at - timedelta(hours=plan.after_hours))
    rows = lake.sql(EVENTS, [plan.event, since, until]).to_pylist()
    recent = Asking.objects.filter(plan=plan, asked_at__gt=now - LONGEST_WAIT * 2)
    asked = set(recent.values_list("occasion", flat=True))
    within = members(lake=lake, segment=plan.segment) if plan.segment else None
    lately = _asked_since(plan, now - timedelta(days=plan.gap_days))
    first: dict[str, dict[str, Any]] = {}
    for row in rows:
        customer_id = row["customer_id"]
        if row["id"] not in asked and customer_id not in lately and (within is None or customer_id in within):
            first.setdefault(customer_id, row)
    matters = ("order_id", "ticket_id", "call_id")
    told = {one: (row["id"], {name: row[name] for name in matters if row[name]}) for one, row in first.items()}
    return _reached(plan, told)


def _on_a_day(lake: Lake, plan: Plan, now: datetime) -> list[Person]:
    moment = last_moment(
        rhythm=plan.rhythm,
        on_date=plan.on_date,
        weekday=plan.weekday,
        month_day=plan.month_day,
        hour=plan.hour,
        zone=plan.zone,
        now=now,
    )
    if moment is None or moment < plan.created_at or now - moment > LONGEST_WAIT:
        return []
    occasion = f"day-{plan.pk}-{moment.date().isoformat()}"
    asked = set(Asking.objects.filter(plan=plan, occasion=occasion).values_list("customer_id", flat=True))
    asked |= _asked_since(plan, now - timedelta(days=plan.gap_days))
    todo = sorted(members(lake=lake, segment=plan.segment) - asked)[:MOST_AT_ONCE]
    return _reached(plan, {one: (occasion, {}) for one in todo})


def _long_ago(lake: Lake, plan: Plan, now: datetime) -> list[Person]:
    gap = timedelta(days=plan.gap_days)
    waits = _asked_since(plan, now - gap) | _tried_since(plan, now - min(gap, TRY_AGAIN))
    todo = sorted(members(lake=lake, segment=plan.segment) - waits)[:MOST_AT_ONCE]
    return _reached(plan, {one: (f"every-{plan.pk}-{now.date().isoformat()}", {}) for one in todo})


def _asked_since(plan: Plan, since: datetime) -> set[str]:
    """Customers who were asked since then, are about to be, or will never be."""
    found = Asking.objects.filter(plan=plan, asked_at__gt=since)
    found = found.filter(state__in=("sent", "waiting")) | found.filter(reason__in=("holdout", "no_address"))
    return set(found.values_list("customer_id", flat=True))


def _tried_since(plan: Plan, since: datetime) -> set[str]:
    return set(Asking.objects.filter(plan=plan, asked_at__gt=since).values_list("customer_id", flat=True))


def _reached(plan: Plan, told: dict[str, tuple[str, dict[str, Any]]]) -> list[Person]:
    """Customers with the first address of their own that the plan's channel reaches; each address once."""
    told = dict(islice(told.items(), MOST_AT_ONCE))
    found, kind, seen = list[Person](), KIND_OF[plan.channel], set[str]()
    addresses = list_addresses(customer_ids=told)
    for customer_id, (occasion, about) in told.items():
        own = [value for one, value in addresses.get(customer_id, []) if one == kind]
        value = next((one for one in own if reaches(plan.channel, one)), "")
        if not value or value not in seen:
            seen.add(value)
            found.append(Person(value, occasion, customer_id, about=about))
    return found
