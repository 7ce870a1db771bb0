"""What a value is held against: small typed operators, never a piece of code."""

from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    model_validator,
)

MOST_VALUES = 500
LONGEST_TEXT = 255
MOST_DAYS = 3_650


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("a text cannot contain a NUL character")
    return text


def _written_as_day(value: object) -> object:
    if not isinstance(value, date) and not (isinstance(value, str) and len(value) == len("2026-01-31")):
        raise ValueError("give a day as YYYY-MM-DD")
    return value


Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT), AfterValidator(_storable)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT), AfterValidator(_storable)]
Number = Annotated[float, Field(allow_inf_nan=False, ge=-1e15, le=1e15)]
Days = Annotated[int, Field(ge=1, le=MOST_DAYS)]
Day = Annotated[date, BeforeValidator(_written_as_day)]
Value = StrictBool | Number | Text


class Strict(BaseModel):
    """Fields nobody knows are refused; what was read is never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Exists(Strict):
    """There is a value."""

    op: Literal["exists"]


class Missing(Strict):
    """There is none."""

    op: Literal["missing"]


class Is(Strict):
    """Equal to a text, a number or true and false."""

    op: Literal["is"]
    value: Value


class IsNot(Strict):
    """Anything else, nothing included: the exact opposite of `is`."""

    op: Literal["is_not"]
    value: Value


class OneOf(Strict):
    """Equal to one of several."""

    op: Literal["one_of"]
    values: tuple[Value, ...] = Field(min_length=1, max_length=MOST_VALUES)


class NoneOf(Strict):
    """The exact opposite of `one_of`."""

    op: Literal["none_of"]
    values: tuple[Value, ...] = Field(min_length=1, max_length=MOST_VALUES)


class Contains(Strict):
    """Contains a text, whatever the case of its letters."""

    op: Literal["contains"]
    value: Word


class StartsWith(Strict):
    """Starts with a text, whatever the case of its letters."""

    op: Literal["starts_with"]
    value: Word


class AtLeast(Strict):
    """A number or more."""

    op: Literal["at_least"]
    value: Number


class AtMost(Strict):
    """A number or less."""

    op: Literal["at_most"]
    value: Number


class MoreThan(Strict):
    """More than this number."""

    op: Literal["more_than"]
    value: Number


class LessThan(Strict):
    """Less than this number."""

    op: Literal["less_than"]
    value: Number


class Equals(Strict):
    """Exactly this number."""

    op: Literal["equals"]
    value: Number


class Between(Strict):
    """From one number to another, both included."""

    op: Literal["between"]
    low: Number
    high: Number

    @model_validator(mode="after")
    def _in_order(self) -> "Between":
        if self.low > self.high:
            raise ValueError("`low` is more than `high`")
        return self


class Before(Strict):
    """Before a day begins (UTC)."""

    op: Literal["before"]
    day: Day


class After(Strict):
    """After a day has ended (UTC)."""

    op: Literal["after"]
    day: Day


class InLast(Strict):
    """Within so many days before now."""

    op: Literal["in_last"]
    days: Days


class NotInLast(Strict):
    """Longer ago than so many days."""

    op: Literal["not_in_last"]
    days: Days


class InNext(Strict):
    """Within so many days after now."""

    op: Literal["in_next"]
    days: Days


Presence = Exists | Missing
Numeric = AtLeast | AtMost | MoreThan | LessThan | Equals | Between
Temporal = Before | After | InLast | NotInLast | InNext
Textual = Is | IsNot | OneOf | NoneOf | Contains | StartsWith

NumberTest = Annotated[Numeric | Presence, Field(discriminator="op")]
TimeTest = Annotated[Temporal | Presence, Field(discriminator="op")]
Test = Annotated[Presence | Textual | Numeric | Temporal, Field(discriminator="op")]
AnyTest = Presence | Textual | Numeric | Temporal


class Ever(Strict):
    """Since the log began."""

    type: Literal["ever"]


class Within(Strict):
    """Within so many days before now."""

    type: Literal["within"]
    days: Days


class During(Strict):
    """Between two days (UTC): the first is included, the last is not."""

    type: Literal["during"]
    since: Day
    until: Day

    @model_validator(mode="after")
    def _in_order(self) -> "During":
        if self.since >= self.until:
            raise ValueError("`until` must lie after `since`")
        return self


Window = Annotated[Ever | Within | During, Field(discriminator="type")]
AnyWindow = Ever | Within | During
EVER = Ever(type="ever")
