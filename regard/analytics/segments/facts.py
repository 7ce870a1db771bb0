"""What a condition needs to know of a customer, apart from what it is held against.

Conditions that need the same fact share it: "ordered at least twice in 90 days" and "at least five times" are one count.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from regard.analytics.segments import conditions as n
from regard.analytics.segments.comparisons import AnyTest, AnyWindow
from regard.analytics.segments.reading import walk

PROFILE = "Profile Updated"
MEMBERSHIP = "Account Joined"


@dataclass(frozen=True)
class Count:
    """How many rows of a kind."""

    kind: str
    where: tuple[n.PropertyIs, ...]
    window: AnyWindow


@dataclass(frozen=True)
class Taken:
    """One number or text out of many rows: the last score, say, or the total value.

    `subject` is the metric of scores and the kind of everything else; `name` is the property.
    """

    source: str  # score | value | property
    subject: str
    name: str | None
    where: tuple[n.PropertyIs, ...]
    take: str
    window: AnyWindow


@dataclass(frozen=True)
class SeenAt:
    """When the customer was first or last seen."""

    which: str


@dataclass(frozen=True)
class Stage:
    """Where in the relationship the customer is."""


@dataclass(frozen=True)
class Told:
    """The value of a trait."""

    name: str


@dataclass(frozen=True)
class Member:
    """Whether the customer belongs to an account of which a trait says something."""

    trait: str | None
    test: AnyTest


Fact = Count | Taken | SeenAt | Stage | Told | Member


def fact_of(leaf: n.AnyCondition) -> Fact | None:
    """The fact one condition needs, None where it needs none."""
    needed: dict[type, Callable[[Any], Fact]] = {
        n.Performed: lambda one: Count(one.kind, one.where, one.window),
        n.ScoreIs: lambda one: Taken("score", one.metric, None, (), one.take, one.window),
        n.ValueIs: lambda one: Taken("value", one.kind, None, one.where, one.take, one.window),
        n.PropertyTaken: lambda one: Taken("property", one.kind, one.name, one.where, one.take, one.window),
        n.Seen: lambda one: SeenAt(one.which),
        n.StageIs: lambda one: Stage(),
        n.TraitIs: lambda one: Told(one.name),
        n.InAccount: lambda one: Member(one.trait, one.test),
    }
    return needed[type(leaf)](leaf) if type(leaf) in needed else None


def facts_of(conditions: list[n.AnyCondition]) -> dict[Fact, str]:
    """Every fact that the conditions need, once, each with the name of its column."""
    found: dict[Fact, str] = {}
    for condition in conditions:
        for _, inner in walk(condition):
            fact = fact_of(inner)
            if fact is not None and fact not in found:
                found[fact] = f"f{len(found)}"
    return found


def needs_properties(fact: Fact) -> bool:
    """Whether the fact is read out of properties."""
    return isinstance(fact, Told | Member) or (
        isinstance(fact, Count | Taken) and bool(fact.where or (isinstance(fact, Taken) and fact.source == "property"))
    )


def kind_of(fact: Fact) -> str | None:
    """The kind of the rows a fact looks at, None where it is not one kind."""
    if isinstance(fact, Count):
        return fact.kind
    if isinstance(fact, Taken):
        return None if fact.source == "score" else fact.subject
    if isinstance(fact, Told):
        return PROFILE
    return MEMBERSHIP if isinstance(fact, Member) else None
