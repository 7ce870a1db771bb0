"""What can be asked about journeys over REST: parameters, and what they mean to the door."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from regard.foundation.rest.api import ScopeQuery, lake

NO_NUL = r"^[^\x00]*$"
MATCHER = "As `Order Completed` (a kind), `touchpoint:Checkout`, several with ` & `, alternatives with `|`."
BY = "Group by kind, touchpoint, stage, channel, actor, week, month, year or trait.NAME."
Over = Literal["kind", "touchpoint", "stage", "channel", "actor"]


class FunnelQuery(ScopeQuery):
    """A funnel."""

    steps: str = Field(
        max_length=2_000, pattern=NO_NUL, description="Two steps or more, with ` > ` between. " + MATCHER
    )
    window_days: float = Field(30, gt=0, le=36_500, description="Days from the first step for all others.")
    order: Literal["ordered", "any"] = Field("ordered", description="Whether the steps must come in this order.")
    excluded: str | None = Field(
        None, max_length=500, pattern=NO_NUL, description="What may not happen between two steps. " + MATCHER
    )
    by: str | None = Field(None, max_length=120, pattern=NO_NUL, description=BY)

    def asked(self) -> dict[str, Any]:
        """As the door takes it."""
        return {
            "lake": lake(),
            "scope": self.scope(),
            "steps": self.steps,
            "window_days": self.window_days,
            "order": self.order,
            "excluded": () if self.excluded is None else (self.excluded,),
            "by": self.by,
        }


class PathQuery(ScopeQuery):
    """Paths."""

    over: Over = Field("touchpoint", description="What the steps of a path are.")
    steps: int = Field(5, ge=2, le=10, description="How many steps.")
    anchor: str | None = Field(None, max_length=255, pattern=NO_NUL, description="The node they lead from or to.")
    direction: Literal["from", "to"] = Field("from", description="On from the anchor, or up to it.")
    gap_days: float | None = Field(None, gt=0, le=36_500, description="A path ends where nothing came for so long.")
    with_repeats: bool = Field(False, description="Whether doing the same again is a step.")

    def asked(self) -> dict[str, Any]:
        """As the door takes it."""
        named = {name: getattr(self, name) for name in PathQuery.__annotations__}
        return {"lake": lake(), "scope": self.scope(), **named}


class FlowQuery(ScopeQuery):
    """The flow."""

    over: Over = Field("touchpoint", description="What the nodes are.")
    silent_days: float = Field(30, gt=0, le=36_500, description="Who was silent for so long has ended.")


class SessionQuery(ScopeQuery):
    """Sessions."""

    gap_minutes: float = Field(30, gt=0, le=1_000_000, description="A session ends where nothing came for so long.")
    by: str | None = Field(None, max_length=120, pattern=NO_NUL, description=BY)


class RetentionQuery(ScopeQuery):
    """A triangle."""

    grain: Literal["day", "week", "month", "quarter"] = Field("month", description="The period of a cohort.")
    style: Literal["classic", "rolling", "bracket"] = Field(
        "classic", description="There in that very period, in it or later, or within ranges of days."
    )
    periods: int = Field(12, ge=1, le=400, description="How many periods after the first.")
    brackets: str = Field(
        "7,30,90", max_length=100, pattern=r"^\d{1,4}(,\d{1,4}){0,19}$", description="Where ranges end."
    )
    begins: str | None = Field(None, max_length=500, pattern=NO_NUL, description="What counts as beginning. " + MATCHER)
    returns: str | None = Field(None, max_length=500, pattern=NO_NUL, description="What counts as coming back.")

    def asked(self) -> dict[str, Any]:
        """As the door takes it."""
        named = {name: getattr(self, name) for name in ("grain", "style", "periods", "begins", "returns")}
        brackets = tuple(int(day) for day in self.brackets.split(","))
        return {"lake": lake(), "scope": self.scope(), "brackets": brackets, **named}


class GoalQuery(ScopeQuery):
    """A goal."""

    start: str = Field(max_length=500, pattern=NO_NUL, description="Where one starts. " + MATCHER)
    goal: str = Field(max_length=500, pattern=NO_NUL, description="Where one wants to come. " + MATCHER)
    by: str | None = Field(None, max_length=120, pattern=NO_NUL, description=BY)


class CreditQuery(ScopeQuery):
    """Credits for a goal."""

    goal: str = Field(max_length=500, pattern=NO_NUL, description="What counts as a conversion. " + MATCHER)
    over: Over = Field("channel", description="What is credited.")
    lookback_days: float = Field(30, gt=0, le=36_500, description="How long before it a touch may lie.")


class Page(ScopeQuery):
    """Where in a list of customers."""

    cursor: str | None = Field(None, max_length=40, pattern=NO_NUL)
    limit: int = Field(50, ge=1, le=200)


class FunnelCustomersQuery(FunnelQuery, Page):
    """One number of a funnel."""

    step: int = Field(ge=1, le=20, description="A step, from 1.")
    outcome: Literal["reached", "dropped"] = Field("reached", description="Who came to it, or came no further.")
    group: str | None = Field(None, max_length=255, pattern=NO_NUL, description="Of one group only.")


class PathCustomersQuery(PathQuery, Page):
    """One path or a part of it."""

    passed: str = Field(
        max_length=2_000,
        pattern=NO_NUL,
        description="The nodes with ` > ` between, from the first step on; `*` is any node, nothing no step at all.",
    )

    def nodes(self) -> list[str | None]:
        """As the door takes it."""
        return [None if name.strip() == "*" else name.strip() for name in self.passed.split(">")]


class FlowCustomersQuery(FlowQuery, Page):
    """One number of a flow."""

    node: str = Field(max_length=255, pattern=NO_NUL, description="A node.")
    what: Literal["visited", "began", "ended", "looped"] = Field("visited", description="What they did there.")


class SessionCustomersQuery(SessionQuery, Page):
    """Whose sessions."""

    group: str | None = Field(None, max_length=255, pattern=NO_NUL, description="Of one group only.")


class RetentionCustomersQuery(RetentionQuery, Page):
    """One cell of a triangle."""

    cohort: date = Field(description="The first day of the cohort's period.")
    column: int = Field(ge=0, le=400, description="The column, from 1; 0 is the whole cohort.")


class GoalCustomersQuery(GoalQuery, Page):
    """Who came to a goal or did not."""

    outcome: Literal["reached", "not_reached"] = Field("reached", description="Who came to it, or did not yet.")


class CreditCustomersQuery(CreditQuery, Page):
    """Who converted after a touch."""

    node: str = Field(max_length=255, pattern=NO_NUL, description="The node of the touch.")
