"""The ground an estimate stands on: one version of the log, and the part of it that is asked about."""

from dataclasses import dataclass
from datetime import date, datetime

import ibis.expr.types as ir
import numpy as np

from regard.analytics.drivers.encountered import Encounters
from regard.analytics.drivers.history import DAY, Floats, History, Ints, features, history, one_hot
from regard.analytics.drivers.knowledge import season_indicators, trait_indicators
from regard.analytics.drivers.outcomes import Outcome, Worth, outcomes_of, usual_outcome, worth_of_return
from regard.analytics.scope import Scope


@dataclass(frozen=True)
class Ground:
    """What every question about one version of the log rests on: histories, traits, outcomes, the last moment."""

    past: History
    traits: Floats
    outcomes: dict[str, Outcome]
    usual: str
    worth: Worth | None
    as_of: datetime


def ground(log: ir.Table, *, as_of: datetime) -> Ground:
    """Read the log once. The last `HORIZON_DAYS` are left out of what a returning customer is worth."""
    past = history(log)
    worth = worth_of_return(log, past, int(as_of.timestamp()) + 1)
    known = outcomes_of(log, currency=worth.currency if worth else None)
    return Ground(past, trait_indicators(log, past.customers), known, usual_outcome(past), worth, as_of)


@dataclass(frozen=True)
class World:
    """Everything that the estimates of one question share."""

    past: History
    traits: Floats
    last_second: int
    since: int | None
    until: int
    active: int  # customers with anything in the scope's period


def world_of(on: Ground, scope: Scope, of_segment: ir.Table) -> World:
    """The ground within a scope, whose segment's rows are `of_segment`."""
    end = int(on.as_of.timestamp()) + 1
    until = min(_second(scope.until), end) if scope.until else end
    since = _second(scope.since) if scope.since else None
    active = scope.in_period(of_segment).customer_id.nunique().to_pyarrow().as_py()
    return World(on.past, on.traits, end, since, until, int(active))


def _second(day: date) -> int:
    return (day - date(1970, 1, 1)).days * DAY


def known_before(found: Encounters, world: World, second: Ints) -> Floats:
    """The features of each encounter as they were at that second."""
    context = [
        np.log1p(np.maximum(0.0, found.value)),
        *one_hot(found.channel),
        *season_indicators(second),
        *world.traits[found.customer].T,
    ]
    return features(world.past, found.customer, second, context)
