"""What opinions gather to: pain points, requests and praise, each number with its n and interval.

A *pain point* is a topic that hurts. How much is a product of three: how many of those who spoke it hurts (prevalence), how
badly (severity, 0 to 1), and, where that is known, what it moves. People count, not opinions: whoever says a thing
five times counts once, with the mean of what they felt. A *request* asks for something: who wants it, what they are worth together,
and who was told. *Praise* is what to keep.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from regard.analytics.metrics.estimates import NOTHING, Numbers, Z, mean, share
from regard.analytics.topics.neighbours import Ints
from regard.analytics.topics.opinions import Floats, Marks, Opinions

LEAST = 5  # people whom a topic must hurt, or please, before it is called so
QUOTED = 5


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
    hurts are worth together, known of `worth_of` of them. `opinions` are the most telling.
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
    opinions: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """A topic in which people ask for something: how many, their share of all who spoke, their worth, and who was told."""

    topic: str
    people: int
    prevalence: Numbers
    worth: float
    worth_of: int
    told: int
    untold: tuple[str, ...]  # customers
    opinions: tuple[str, ...]


@dataclass(frozen=True)
class Praised:
    """A topic that pleases: how many, their share of all who spoke and of those who spoke of it, how much (0 to 1)."""

    topic: str
    people: int
    prevalence: Numbers
    pleased: Numbers
    joy: Numbers
    opinions: tuple[str, ...]


def pain_points(
    opinions: Opinions, *, moved: Mapping[str, Moved] | None = None, least: int = LEAST
) -> tuple[Pain, ...]:
    """Topics that hurt, by how much, the worst first.

    Where what they move is known of some, those come before the others.

    Args:
        moved: by topic; a topic whose interval includes no harm is ranked as if nothing were known.
        least: people whom a topic must hurt.
    """
    found = []
    for topic, name in enumerate(opinions.topics):
        rows, people = _of(opinions, topic, opinions.hurts)
        if len(people) < least:
            continue
        speakers = len(np.unique(opinions.customer[opinions.topic == topic]))
        severity = _felt(opinions, rows, sign=-1)
        if severity.value is None or severity.value <= 0:
            continue
        prevalence = share(len(people), len(opinions.customers))
        moves = (moved or {}).get(name)
        counted = moves if moves is not None and moves.low > 0 else None
        worth, worth_of = opinions.worth(people)
        found.append(
            Pain(
                name,
                len(people),
                prevalence,
                share(len(people), speakers),
                severity,
                moves,
                *_product(prevalence, severity, counted),
                worth,
                worth_of,
                opinions.most_telling(rows, most=QUOTED),
            )
        )
    return tuple(sorted(found, key=lambda one: (not _counts(one.moved), -one.score, one.topic)))


def requests(
    opinions: Opinions, *, told: Mapping[str, Collection[str]] | None = None, least: int = 1
) -> tuple[Wanted, ...]:
    """What people ask for, by how many of them do and what they are worth.

    Args:
        told: customers who were told of each topic.
    """
    found = []
    for topic, name in enumerate(opinions.topics):
        rows, people = _of(opinions, topic, opinions.wants)
        if len(people) < max(least, 1):
            continue
        heard = set((told or {}).get(name, ()))
        who = [opinions.customers[one] for one in people.tolist()]
        untold = tuple(one for one in who if one not in heard)
        prevalence = share(len(people), len(opinions.customers))
        quoted = opinions.most_telling(rows, most=QUOTED)
        found.append(
            Wanted(name, len(people), prevalence, *opinions.worth(people), len(who) - len(untold), untold, quoted)
        )
    return tuple(sorted(found, key=lambda one: (-one.people, -one.worth, one.topic)))


def praise(opinions: Opinions, *, least: int = LEAST) -> tuple[Praised, ...]:
    """What people praise, by how many of them do."""
    found = []
    for topic, name in enumerate(opinions.topics):
        rows, people = _of(opinions, topic, opinions.pleases)
        if len(people) < least:
            continue
        speakers = len(np.unique(opinions.customer[opinions.topic == topic]))
        prevalence = share(len(people), len(opinions.customers))
        quoted = opinions.most_telling(rows, most=QUOTED, low_first=False)
        joy = _felt(opinions, rows, sign=1)
        found.append(Praised(name, len(people), prevalence, share(len(people), speakers), joy, quoted))
    return tuple(sorted(found, key=lambda one: (-one.people, one.topic)))


def _of(opinions: Opinions, topic: int, marks: Marks) -> tuple[Ints, Ints]:
    rows = np.flatnonzero((opinions.topic == topic) & marks)
    return rows, np.unique(opinions.customer[rows])


def _felt(opinions: Opinions, rows: Ints, *, sign: int) -> Numbers:
    """The mean of what people felt, each person's opinions first: unsure ones are left out."""
    rows = rows[np.isfinite(opinions.sentiment[rows])]
    if not len(rows):
        return NOTHING
    _, who = np.unique(opinions.customer[rows], return_inverse=True)
    each: Floats = sign * np.bincount(who, weights=opinions.sentiment[rows]) / np.bincount(who)
    return mean(float(each.sum()), float((each**2).sum()), len(each))


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
