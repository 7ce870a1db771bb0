"""Journeys in Python: `regard.open("data").journeys.funnel("Product Viewed > Order Completed")`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from regard.analytics.journeys.histories import Keys, id_of
from regard.analytics.journeys.map_definition import JourneyMap, read_map
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake
from regard.understand.journeys import api as journeys


@dataclass(frozen=True)
class Journeys:
    """What customers go through. Every method takes the log's filters beside its own options.

    Steps, starts and goals are written as `Order Completed` (a kind), `touchpoint:Checkout`, `stage:purchase`, several
    with ` & `, alternatives with `|`. Methods that end in `_customers` give the ids behind a number.
    """

    lake: Lake
    scope_of: Callable[[dict[str, Any]], Scope]

    def funnel(self, steps: str | Iterable[str], **asked: Any) -> journeys.Funnel:
        """Options: window_days, order ("ordered" or "any"), excluded, by."""
        return journeys.funnel_of(steps=steps, **self._asked(asked, "window_days", "order", "excluded", "by"))

    def funnel_customers(self, steps: str | Iterable[str], *, step: int, **asked: Any) -> list[str]:
        """Options of `funnel`, and outcome ("reached" or "dropped") and group."""
        named = ("window_days", "order", "excluded", "by", "outcome", "group")
        return _ids(journeys.funnel_customers(steps=steps, step=step, **self._asked(asked, *named)))

    def paths(self, **asked: Any) -> journeys.Paths:
        """Options: over, steps, anchor, direction ("from" or "to"), gap_days, with_repeats, limit."""
        named = ("over", "steps", "anchor", "direction", "gap_days", "with_repeats", "limit")
        return journeys.paths_of(**self._asked(asked, *named))

    def path_customers(self, passed: Iterable[str | None], **asked: Any) -> list[str]:
        """Who passed these nodes, from the first step on; None is any, "" no step. Options of `paths`."""
        named = ("over", "steps", "anchor", "direction", "gap_days", "with_repeats")
        return _ids(journeys.path_customers(passed=list(passed), **self._asked(asked, *named)))

    def flow(self, **asked: Any) -> journeys.Flow:
        """Options: over, silent_days, gap_days, limit."""
        return journeys.flow_of(**self._asked(asked, "over", "silent_days", "gap_days", "limit"))

    def flow_customers(self, node: str, *, what: str = "visited", **asked: Any) -> list[str]:
        """Who visited, began, ended or looped at a node."""
        return _ids(journeys.flow_customers(node=node, what=what, **self._asked(asked, "over", "silent_days")))

    def sessions(self, **asked: Any) -> journeys.SessionsFound:
        """Options: gap_minutes, by."""
        return journeys.sessions_of(**self._asked(asked, "gap_minutes", "by"))

    def retention(self, **asked: Any) -> journeys.Retention:
        """Options: grain, style ("classic", "rolling", "bracket"), periods, brackets, begins, returns."""
        return journeys.retention_of(**self._asked(asked, *RETENTION))

    def retention_customers(self, cohort: date | str, column: int, **asked: Any) -> list[str]:
        """Who is in one cell. Options of `retention`."""
        day = Scope.day("cohort", cohort)
        assert day is not None
        return _ids(journeys.retention_customers(cohort=day, column=column, **self._asked(asked, *RETENTION)))

    def goal(self, start: str, goal: str, **asked: Any) -> journeys.Goal:
        """How fast and by how many steps customers come from a start to a goal. Option: by."""
        return journeys.goal_of(start=start, goal=goal, **self._asked(asked, "by"))

    def goal_customers(self, start: str, goal: str, *, outcome: str = "reached", **asked: Any) -> list[str]:
        """Who reached the goal, or has not_reached it."""
        return _ids(journeys.goal_customers(start=start, goal=goal, outcome=outcome, **self._asked(asked)))

    def credits(self, goal: str, **asked: Any) -> journeys.Credits:
        """To which nodes conversions are credited. Options: over, lookback_days."""
        return journeys.credits_of(goal=goal, **self._asked(asked, "over", "lookback_days"))

    def credit_customers(self, goal: str, node: str, **asked: Any) -> list[str]:
        """Who converted after a touch at a node. Options of `credits`."""
        return _ids(journeys.credit_customers(goal=goal, node=node, **self._asked(asked, "over", "lookback_days")))

    def map(self, journey_map: str | Path | JourneyMap, **asked: Any) -> journeys.FilledMap:
        """A journey map, or the file it is written in, filled from the log. Option: limit (of the ways listed)."""
        return journeys.fill_map(journey_map=_map(journey_map), **self._asked(asked, "limit"))

    def deviating_customers(
        self, journey_map: str | Path | JourneyMap, start: int, end: int, **asked: Any
    ) -> list[str]:
        """Who went from one step of a map (by number from 0; -1 is the start) to another."""
        return self.map_customers(journey_map, "deviating", step=start, to=end, **asked)

    def map_customers(self, journey_map: str | Path | JourneyMap, whom: Any, **asked: Any) -> list[str]:
        """Who is fitting or not_fitting, visited, ended or looped at a step, went_on or stayed. Options: step, to."""
        return _ids(
            journeys.map_customers(journey_map=_map(journey_map), whom=whom, **self._asked(asked, "step", "to"))
        )

    def _asked(self, asked: dict[str, Any], *options: str) -> dict[str, Any]:
        own = {name: value for name, value in asked.items() if name in options}
        filters = {name: value for name, value in asked.items() if name not in options}
        return {"lake": self.lake, "scope": self.scope_of(filters), **own}


RETENTION = ("grain", "style", "periods", "brackets", "begins", "returns")


def _map(given: str | Path | JourneyMap) -> JourneyMap:
    return given if isinstance(given, JourneyMap) else read_map(Path(given).read_bytes())


def _ids(customers: Keys) -> list[str]:
    return [id_of(key) for key in customers.tolist()]
