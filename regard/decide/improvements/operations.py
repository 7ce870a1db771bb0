"""Begin improvements, change them, write things down."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from regard.analytics.drivers.frictions import FRICTIONS
from regard.analytics.errors import RegardError
from regard.analytics.metrics.measure import find_metric
from regard.analytics.scope import Scope
from regard.analytics.watching.readings import Grain
from regard.decide.improvements.models import Improvement, Step
from regard.decide.improvements.refused import ImprovementRefused
from regard.decide.improvements.words import topic_named
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake

STATES = {
    "idea": "somebody should",
    "planned": "it will be done",
    "shipped": "customers have it",
    "dropped": "it will not be done",
}
KINDS = ("friction", "metric", "topic")
LONGEST_TEXT = 4_000
NO_COMPARISON: dict[str, Any] = {}
PLACES = ("channels", "stage", "touchpoint", "segment")


class NoImprovement(RegardError):
    """There is no such improvement."""

    code = "improvement_unknown"
    status = 404


@transaction.atomic
def create_improvement(
    *,
    name: str,
    kind: str,
    subject: str,
    lake: Lake | None = None,
    scope: Mapping[str, Any] | None = None,
    comparison: Mapping[str, Any] | None = None,
    owner: str = "",
    by: str = "",
    **given: Any,
) -> int:
    """Begin an improvement; return its number. Raises ImprovementRefused, UnknownMetric, ScopeError.

    `kind` is friction (`subject` is its key, "Delivery:late"), metric (its name, with a `scope`) or topic (its id, in `lake`).
    `comparison` is the part of the log that it does not touch, {} for none; left out, it is what `series` finds. `given` is
    as for `change_improvement`.
    """
    made = Improvement(
        name=_name(name),
        kind=kind,
        subject=_subject(kind, subject, lake),
        scope=written(scope or {}),
        comparison=None if comparison is None else written(comparison),
        owner=_line(owner, 254, "An owner"),
        opened_at=timezone.now(),
        opened_by=by,
    )
    _set(made, given)
    made.save()
    Step.objects.create(improvement=made, kind="opened", at=made.opened_at, by=by)
    note(verb="created", subject=f"improvement:{made.pk}", detail={"kind": kind, "about": made.subject})
    return int(made.pk)


@transaction.atomic
def change_improvement(*, number: int, by: str = "", **given: Any) -> None:
    """Change what is given of: name, owner, comparison, grain, state, planned_date, shipped_date, cost, currency, worthwhile.

    Something shipped needs a `shipped_date` that is not ahead. Raises NoImprovement, ImprovementRefused.
    """
    found = get_improvement(number, lock=True)
    before = {name: getattr(found, name) for name in given}
    _set(found, given)
    found.save()
    changed = [name for name in given if getattr(found, name) != before[name]]
    if changed:
        words = ", ".join(f"{name.replace('_', ' ')} {_shown(getattr(found, name))}" for name in changed)
        Step.objects.create(improvement=found, kind="changed", at=timezone.now(), by=by, text=words[:LONGEST_TEXT])
        note(verb="changed", subject=f"improvement:{number}", detail={"changed": changed})


@transaction.atomic
def note_improvement(*, number: int, text: str, by: str = "") -> None:
    """Write something down. Raises NoImprovement, ImprovementRefused."""
    found, text = get_improvement(number, lock=True), text.strip()
    if not 1 <= len(text) <= LONGEST_TEXT or "\x00" in text:
        raise ImprovementRefused(f"Write a text of 1 to {LONGEST_TEXT:,} characters.")
    Step.objects.create(improvement=found, kind="noted", at=timezone.now(), by=by, text=text)
    note(verb="noted", subject=f"improvement:{number}")


def get_improvement(number: int, *, lock: bool = False) -> Improvement:
    """The improvement of that number. Raises NoImprovement."""
    rows = Improvement.objects.select_for_update() if lock else Improvement.objects.all()
    found = rows.filter(pk=number).first()
    if found is None:
        raise NoImprovement(f"There is no improvement {number}. `regard improvements list` shows all.")
    return found


def written(place: Mapping[str, Any]) -> dict[str, Any]:
    """A place of the log as it is kept: only what was said. Raises ScopeError where it cannot be."""
    kept = {name: place[name] for name in PLACES if place.get(name)}
    scope_of(kept)
    return kept


def scope_of(place: Mapping[str, Any]) -> Scope:
    """What is kept of a place, as a scope."""
    return Scope(
        channels=tuple(place.get("channels") or ()),
        stage=place.get("stage"),
        touchpoint=place.get("touchpoint"),
        segment=place.get("segment"),
    )


def _set(found: Improvement, given: Mapping[str, Any]) -> None:
    for name, value in given.items():
        check = _CHECKS.get(name)
        if check is None:
            raise ImprovementRefused(f"An improvement has no {name[:40]!r}.")
        if value is None and name not in _MAY_BE_NONE:
            raise ImprovementRefused(f"The {name} of an improvement cannot be nothing.")
        setattr(found, name, check(value))
    if found.state == "shipped" and found.shipped_date is None:
        raise ImprovementRefused("Say on which day it shipped: without it nothing can be told of what it did.")
    if found.shipped_date is not None and found.shipped_date > timezone.now().date() + timedelta(days=1):
        raise ImprovementRefused(f"{found.shipped_date} lies ahead. Give it as the planned date until it has shipped.")
    if (found.cost is None) != (not found.currency):
        raise ImprovementRefused("A cost needs a currency, and a currency a cost.")


def _name(name: str) -> str:
    told = _line(name, 120, "A name")
    if not told:
        raise ImprovementRefused("An improvement needs a name of at most 120 characters.")
    return told


def _line(text: str, most: int, what: str) -> str:
    told = " ".join(text.split())
    if len(told) > most or "\x00" in told:
        raise ImprovementRefused(f"{what} is at most {most} characters long.")
    return told


def _subject(kind: str, subject: str, lake: Lake | None) -> str:
    if kind == "topic" and lake is not None:
        topic_named(lake=lake, topic=subject)
        return subject
    if kind == "metric":
        return find_metric(subject).name
    if kind != "friction":
        raise ImprovementRefused(f"{kind[:40]!r} is nothing to improve. Give one of {', '.join(KINDS)}.")
    touchpoint, _, friction = subject.rpartition(":")
    if not touchpoint or friction not in FRICTIONS or len(subject) > 300 or "\x00" in subject:
        known = ", ".join(FRICTIONS)
        raise ImprovementRefused(f"{subject[:80]!r} is no friction. Write Touchpoint:friction with one of {known}.")
    return subject


def _state(state: str) -> str:
    if state not in STATES:
        raise ImprovementRefused(f"{state[:40]!r} is no state. Give one of {', '.join(STATES)}.")
    return state


def _grain(grain: str) -> str:
    if grain not in tuple(Grain):
        raise ImprovementRefused(f"{grain[:40]!r} is no grain. Give day or week.")
    return grain


def _cost(cost: Decimal | None) -> Decimal | None:
    if cost is not None and not 0 <= cost < Decimal("1e12"):
        raise ImprovementRefused("A cost is not negative, and less than 1,000,000,000,000.")
    return cost


def _currency(currency: str) -> str:
    if currency and not re.fullmatch(r"[A-Z]{3}", currency):
        raise ImprovementRefused(f"{currency[:10]!r} is no currency. Write three letters, such as EUR.")
    return currency


def _worthwhile(amount: float | None) -> float | None:
    if amount is not None and not 0 < amount < 1e12:
        raise ImprovementRefused("A change that would be worth it is larger than 0.")
    return amount


def _day(day: date | None) -> date | None:
    return day


def _shown(value: Any) -> str:
    return "none" if value in (None, "") else str(value)


_MAY_BE_NONE = ("comparison", "planned_date", "shipped_date", "cost", "worthwhile")
_CHECKS: dict[str, Callable[[Any], Any]] = {
    "name": _name,
    "owner": lambda owner: _line(owner, 254, "An owner"),
    "comparison": lambda place: None if place is None else written(place),
    "state": _state,
    "grain": _grain,
    "planned_date": _day,
    "shipped_date": _day,
    "cost": _cost,
    "currency": _currency,
    "worthwhile": _worthwhile,
}
