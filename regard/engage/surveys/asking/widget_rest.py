"""Widgets over REST: where a survey shows on a site."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field

from regard.engage.surveys.asking.widgets import WidgetSettings, list_widgets, make_widget, switch_widget
from regard.foundation.rest.api import Schema, who

router = Router(tags=["surveys"])
Identity = Path[Annotated[int, Field(ge=1, le=2**63 - 1)]]
Short = Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")]


class NewWidget(Schema):
    """Where and when a survey shows on a site that carries the script."""

    place: Literal["corner", "middle"] = Field("corner", description="`middle` keeps the page behind it still.")
    moment: Literal["time", "scroll", "exit", "event"] = "time"
    amount: int = Field(5, ge=0, le=3_600, description="Seconds on the page, or percent of it.")
    event: Short = Field("", description="The event of the site it shows after.")
    pages: list[Annotated[str, Field(max_length=200)]] = Field(
        default=[], max_length=20, description="Paths, with * for anything; none means all pages."
    )
    share: int = Field(100, ge=1, le=100, description="Percent of the visitors, the same ones each time.")
    every_days: int = Field(90, ge=1, le=3_650, description="Until the same visitor is asked again.")
    spares_cases: bool = Field(False, description="Ask nobody who has an open case.")
    touchpoint: Short = ""


class WidgetOut(NewWidget):
    """A widget and what came of it."""

    id: int
    survey_id: int
    slug: str
    is_on: bool
    sent: int = Field(description="Visitors it was shown to.")
    withheld: int


class WidgetList(Schema):
    """The widgets of a survey, the newest first."""

    rows: list[WidgetOut]


class WidgetSwitch(Schema):
    """Whether it shows."""

    is_on: bool


@router.get("/surveys/{survey_id}/widgets", response=WidgetList)
def get_survey_widgets(request: HttpRequest, survey_id: Identity) -> dict[str, Any]:
    """Where a survey shows on a site, and what came of it."""
    return {"rows": list_widgets(survey_id=survey_id)}


@router.post("/surveys/{survey_id}/widgets", response=WidgetList)
def post_survey_widget(request: HttpRequest, survey_id: Identity, wanted: NewWidget) -> dict[str, Any]:
    """Show a survey on a site from now on."""
    make_widget(survey_id=survey_id, wanted=WidgetSettings(**wanted.dict()), by=who(request=request))
    return {"rows": list_widgets(survey_id=survey_id)}


@router.put("/surveys/{survey_id}/widgets/{widget_id}", response=WidgetList)
def put_survey_widget(
    request: HttpRequest, survey_id: Identity, widget_id: Identity, wanted: WidgetSwitch
) -> dict[str, Any]:
    """Let a widget show, or show no more."""
    switch_widget(widget_id=widget_id, is_on=wanted.is_on)
    return {"rows": list_widgets(survey_id=survey_id)}
