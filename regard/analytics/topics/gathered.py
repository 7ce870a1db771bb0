"""What opinions gather to: pain points, requests and praise, each number with its n and interval. The one definition of them.

A *pain point* hurts five people or more, and of those who name it with feeling more are hurt than pleased, beyond doubt. How much
it hurts is a product of three: how many of those who spoke (prevalence), how badly (severity, 0 to 1), and, where that is known,
what it moves. *Praise* is the reverse. A *request* is a topic in which five people or more ask for something, and a third of those who name
it. People count, not opinions: whoever says a thing five times counts once, with the mean of what they felt.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

import ibis
import ibis.expr.types as ir

from regard.analytics.metrics.estimates import NOTHING, Numbers, Z, mean, share
from regard.analytics.metrics.metric import answered
from regard.analytics.metrics.sums import rounded, total_of
from regard.analytics.topics.opinions import HURTING, NEGATIVE, PLEASING, POSITIVE, WANTING

LEAST = 5  # people whom a topic must hurt, or please, or who must ask
REQUEST_SHARE = 1 / 3  # of those who name a topic ask for something in a request
HALF = 50.0  # per cent


@dataclass(frozen=True)
class Side:
    """Those on one side: how many people, sums over those with a known feeling of each one's mean, and what they are worth."""

    people: int = 0
    felt_people: int = 0
    felt: float = 0.0
    squares: float = 0.0
    worth: float = 0.0
    worth_of: int = 0  # of how many that is known


NOBODY = Side()


@dataclass(frozen=True)
class Gathered:
    """Who spoke of a topic, whom it hurts, who asks for something in it, whom it pleases."""

    topic: str
    speakers: int
    hurt: Side = NOBODY
    asked: Side = NOBODY
    pleased: Side = NOBODY


@dataclass(frozen=True)
class Moved:
    """What a topic moves, as an amount of harm above 0, with its interval: an effect or an association of `decide`."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Pain:
    """A topic that hurts.

    `prevalence` is the share of all who spoke whom it hurts (in per cent), `hurting` of those who spoke of it; `severity` how badly,
    0 to 1; `score` prevalence x severity, x what it moves where `moved` says so, with its interval. `worth` is what those it
    hurts are worth together, known of `worth_of` of them.
    """

    topic: str
    people: int
    prevalence: Numbers
    hurting: Numbers
    severity: Numbers
    moved: Moved | None
    score: float
    low: float
    high: float
    worth: float
    worth_of: int


@dataclass(frozen=True)
class Request:
    """A topic in which people ask for something: how many, their share of all who spoke and of those who name it, their worth."""

    topic: str
    people: int
    prevalence: Numbers
    asking: Numbers
    worth: float
    worth_of: int


@dataclass(frozen=True)
class Praised:
    """A topic that pleases: how many, their share of all who spoke and of those who spoke of it, how much (0 to 1)."""

    topic: str
    people: int
    prevalence: Numbers
    pleased: Numbers
    joy: Numbers


def gather(rows: ir.Table, *, worth: ir.Table | None = None) -> dict[str, Gathered]:
    """The sides of each topic.

    Args:
        rows: opinions with topic, customer_id, sentiment (-1 to 1, null where unsure) and intent.
        worth: customer_id and worth, one row each; without it nobody's is known.
    """
    told = rows.filter(rows.topic.notnull() & rows.customer_id.notnull())
    felt = told.sentiment.cast("float64")
    is_hurt, is_pleased, is_asked = hurts(told), pleases(told), told.intent.isin(WANTING).fill_null(False)
    each = told.mutate(felt=felt, hurt=is_hurt, pleased=is_pleased, asked=is_asked)
    each = each.group_by(["topic", "customer_id"]).agg(
        **{name: each[name].any() for name in ("hurt", "pleased", "asked")},
        hurt_felt=(-each.felt).mean(where=each.hurt),
        pleased_felt=each.felt.mean(where=each.pleased),
        asked_felt=ibis.null("float64"),
    )
    known = each.mutate(worth=ibis.null("float64"))
    if worth is not None:
        known = cast(ir.Table, each.left_join(worth, "customer_id").select(*each.columns, "worth"))
    sums: dict[str, Any] = {"speakers": known.count()}
    for side in ("hurt", "asked", "pleased"):
        is_in, feeling = known[side], known[f"{side}_felt"]
        sums[f"{side}.people"] = is_in.sum()
        sums[f"{side}.felt_people"] = feeling.count(where=is_in)
        sums[f"{side}.felt"] = total_of(ibis.ifelse(is_in, rounded(feeling), None))
        sums[f"{side}.squares"] = total_of(ibis.ifelse(is_in, rounded(feeling * feeling), None))
        sums[f"{side}.worth"] = known.worth.sum(where=is_in)
        sums[f"{side}.worth_of"] = known.worth.count(where=is_in)
    found = answered(known.group_by("topic").agg(**sums), rows).to_pylist()
    return {row["topic"]: _gathered(row) for row in found}


def hurts(rows: ir.Table) -> ir.BooleanValue:
    """Which opinions say that something hurts: felt so, or a complaint, a fault, a farewell that is not felt as good."""
    felt = rows.sentiment
    said = rows.intent.isin(HURTING).fill_null(False) & ~(felt > 0).fill_null(False)
    return cast(ir.BooleanValue, (felt <= NEGATIVE).fill_null(False) | said)


def pleases(rows: ir.Table) -> ir.BooleanValue:
    """Which opinions say that something pleases."""
    felt = rows.sentiment
    said = rows.intent.isin(PLEASING).fill_null(False) & ~(felt < 0).fill_null(False)
    return cast(ir.BooleanValue, (felt >= POSITIVE).fill_null(False) | said)


def _gathered(row: Mapping[str, Any]) -> Gathered:
    sides = [
        Side(**{name: row[f"{side}.{name}"] or 0 for name in Side.__dataclass_fields__})
        for side in ("hurt", "asked", "pleased")
    ]
    return Gathered(row["topic"], row["speakers"], *sides)


def pain_of(found: Gathered, *, spoke: int) -> Pain | None:
    """The topic as a pain point, None where it is none. `spoke` is how many people said anything."""
    hurt = found.hurt
    severity = _felt(hurt)
    if not _is_more(hurt, found.pleased) or severity.value is None or severity.value <= 0:
        return None
    prevalence, hurting = share(hurt.people, spoke), share(hurt.people, found.speakers)
    score = _product(prevalence, severity, None)
    return Pain(
        found.topic, hurt.people, prevalence, hurting, severity, None, *score, worth=hurt.worth, worth_of=hurt.worth_of
    )


def ranked(pains: Mapping[str, Pain], *, moved: Mapping[str, Moved] | None = None) -> tuple[Pain, ...]:
    """Pain points, the worst first. Those of which it is clear that they move something come before the others.

    A topic whose interval includes no harm is ranked as if nothing were known.
    """
    told = []
    for pain in pains.values():
        moves = (moved or {}).get(pain.topic)
        value, low, high = _product(pain.prevalence, pain.severity, moves if _counts(moves) else None)
        told.append(replace(pain, moved=moves, score=value, low=low, high=high))
    return tuple(sorted(told, key=lambda one: (not _counts(one.moved), -one.score, one.topic)))


def request_of(found: Gathered, *, spoke: int) -> Request | None:
    """The topic as a request, None where it is none."""
    asked = found.asked
    if asked.people < max(LEAST, REQUEST_SHARE * found.speakers):
        return None
    prevalence, asking = share(asked.people, spoke), share(asked.people, found.speakers)
    return Request(found.topic, asked.people, prevalence, asking, asked.worth, asked.worth_of)


def praised_of(found: Gathered, *, spoke: int) -> Praised | None:
    """The topic as praise, None where it is none."""
    pleased = found.pleased
    if not _is_more(pleased, found.hurt):
        return None
    prevalence, of_them = share(pleased.people, spoke), share(pleased.people, found.speakers)
    return Praised(found.topic, pleased.people, prevalence, of_them, _felt(pleased))


def _is_more(one: Side, other: Side) -> bool:
    """Whether more people are on one side than on the other, beyond doubt."""
    low = share(one.people, one.people + other.people).low
    return one.people >= LEAST and low is not None and low > HALF


def _felt(side: Side) -> Numbers:
    return mean(side.felt, side.squares, side.felt_people) if side.felt_people else NOTHING


def _product(prevalence: Numbers, severity: Numbers, moved: Moved | None) -> tuple[float, float, float]:
    """The product and its interval, by the errors of the logarithms."""
    parts = [(prevalence.value, prevalence.low, prevalence.high), (severity.value, severity.low, severity.high)]
    parts += [(moved.value, moved.low, moved.high)] if moved else []
    value = math.prod(float(one or 0) for one, _, _ in parts) / 100
    error = math.sqrt(sum(_log_error(float(one or 0), low, high) ** 2 for one, low, high in parts))
    return value, value * math.exp(-Z * error), value * math.exp(Z * error)


def _log_error(value: float, low: float | None, high: float | None) -> float:
    if low is None or high is None or value <= 0:
        return 0.5
    return (high - low) / (2 * Z * value)


def _counts(moved: Moved | None) -> bool:
    return moved is not None and moved.low > 0
