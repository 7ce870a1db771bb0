"""How easy customers found it, over REST."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from regard.foundation.rest.api import NumbersOut, Schema, ScopeQuery, lake
from regard.understand.metrics.effort import find_effort

router = Router(tags=["metrics"])


class EffortOut(Schema):
    """The share that found it easy, in per cent. Intervals hold the error of the prediction."""

    scale: str | None = Field(description="Of the answers counted; those on other scales are left out.")
    everybody: NumbersOut = Field(description="All who did something in the scope; n is how many answered.")
    answered: NumbersOut
    silent: NumbersOut = Field(description="Predicted of those who did not answer, from what they went through.")
    told: float | None = Field(
        description="How much of the answers' spread is foreseen: R squared, on other customers."
    )
    weight: float | None = Field(description="The most that one answer counts for, in per cent of all.")
    covered: float | None = Field(description="The share of customers of whom enough like them answered.")
    notes: list[str]


@router.get("/effort", response=EffortOut)
def get_effort(request: HttpRequest, query: Query[ScopeQuery]) -> dict[str, Any]:
    """How easy customers found it, those who did not answer included."""
    found = find_effort(lake=lake(), scope=query.scope())
    return {"scale": found.scale, **found.effort.__dict__, "notes": list(found.effort.notes)}
