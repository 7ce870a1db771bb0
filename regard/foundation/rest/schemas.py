"""The schema every request and answer is made of: a field nobody knows is refused."""

from ninja import Schema as NinjaSchema
from pydantic import ConfigDict


class Schema(NinjaSchema):
    """A strict schema: unknown fields are refused rather than ignored."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)
