"""The schema every request and answer is made of: a field nobody knows is refused."""

import re
from datetime import date
from typing import Annotated

from ninja import Schema as NinjaSchema
from pydantic import BeforeValidator, ConfigDict


def _written_as_day(value: object) -> object:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("give a day as YYYY-MM-DD")
    return value


# A day and nothing that could be taken for one, such as a number of seconds.
Day = Annotated[date, BeforeValidator(_written_as_day)]


class Schema(NinjaSchema):
    """A strict schema: unknown fields are refused rather than ignored."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class NumbersOut(Schema):
    """A value with its sample size and 95 % interval; None where it cannot be told."""

    value: float | None
    n: int
    low: float | None
    high: float | None
