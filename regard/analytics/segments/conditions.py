"""A segment's condition as a tree of typed nodes. docs/guides/segments.md shows each of them."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from regard.analytics.segments.comparisons import (
    EVER,
    AnyTest,
    Exists,
    NumberTest,
    Numeric,
    Presence,
    Strict,
    Test,
    TimeTest,
    Window,
    Word,
)
from regard.analytics.traits import LONGEST_NAME, NAME

MOST_IN_A_GROUP = 50


def _readable(name: str) -> str:
    if not re.fullmatch(NAME, name):
        raise ValueError(
            "a name is made of letters, digits, spaces and / - _, with a dot before each name inside another"
        )
    return name


Name = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_NAME), AfterValidator(_readable)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Take = Literal["last", "first", "total", "mean", "lowest", "highest"]
StageName = Literal["awareness", "consideration", "purchase", "delivery", "use", "service", "loyalty", "departure"]


class AllOf(Strict):
    """Every one of its conditions holds."""

    type: Literal["all"]
    conditions: tuple["Condition", ...] = Field(min_length=1, max_length=MOST_IN_A_GROUP)


class AnyOf(Strict):
    """At least one of its conditions holds."""

    type: Literal["any"]
    conditions: tuple["Condition", ...] = Field(min_length=1, max_length=MOST_IN_A_GROUP)


class Not(Strict):
    """Its condition does not hold."""

    type: Literal["not"]
    condition: "Condition"


class TraitIs(Strict):
    """What the profile says now."""

    type: Literal["trait"]
    name: Name
    test: Test


class PropertyIs(Strict):
    """What an interaction says among its properties."""

    name: Name
    test: Test


class Times(Strict):
    """How often."""

    op: Literal["at_least", "at_most", "exactly"] = "at_least"
    n: int = Field(1, ge=0, le=1_000_000)


ONCE = Times(n=1)
Where = Annotated[tuple[PropertyIs, ...], Field(max_length=10)]


class Performed(Strict):
    """How often something of a kind happened. `at_most 0` is: never."""

    type: Literal["performed"]
    kind: Word
    where: Where = ()
    window: Window = EVER
    times: Times = ONCE


class ScoreIs(Strict):
    """What scores of one metric say, on their own scale: the last, say, or the mean."""

    type: Literal["score"]
    metric: Word
    take: Take = "last"
    window: Window = EVER
    test: NumberTest


class ValueIs(Strict):
    """What the money of one kind says: its total, say, or its mean."""

    type: Literal["value"]
    kind: Word = "Order Completed"
    where: Where = ()
    take: Take = "total"
    window: Window = EVER
    test: NumberTest


class PropertyTaken(Strict):
    """What one property of one kind says: the last, say, or the highest."""

    type: Literal["property"]
    kind: Word
    name: Name
    where: Where = ()
    take: Take = "last"
    window: Window = EVER
    test: Test

    @model_validator(mode="after")
    def _of_numbers(self) -> "PropertyTaken":
        if self.take not in ("last", "first") and not isinstance(self.test, Numeric | Presence):
            raise ValueError(f"the {self.take} is a number: hold it against numbers")
        return self


class Seen(Strict):
    """When the customer did something of their own accord for the first or the last time."""

    type: Literal["seen"]
    which: Literal["first", "last"]
    test: TimeTest


class StageIs(Strict):
    """Where in the relationship the customer is now."""

    type: Literal["stage"]
    one_of: tuple[StageName, ...] = Field(min_length=1, max_length=8)


class InAccount(Strict):
    """Member of an account (a company) of which a trait says something; without a trait, its id does."""

    type: Literal["account"]
    trait: Name | None = None
    test: Test = Exists(op="exists")


class InSegment(Strict):
    """In another segment."""

    type: Literal["segment"]
    slug: Slug


class Bucket(Strict):
    """A share of all customers, drawn by lot and the same each time: from `low` to `high` per cent."""

    type: Literal["bucket"]
    salt: Word
    low: float = Field(ge=0, le=100)
    high: float = Field(ge=0, le=100)

    @model_validator(mode="after")
    def _in_order(self) -> "Bucket":
        if self.low >= self.high:
            raise ValueError("`low` must be less than `high`")
        return self


Leaf = TraitIs | Performed | ScoreIs | ValueIs | PropertyTaken | Seen | StageIs | InAccount | InSegment | Bucket
Condition = Annotated[AllOf | AnyOf | Not | Leaf, Field(discriminator="type")]
AnyCondition = AllOf | AnyOf | Not | Leaf

for group in (AllOf, AnyOf, Not):
    group.model_rebuild()

__all__ = ["AnyCondition", "AnyTest", "Condition"]
