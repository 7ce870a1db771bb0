"""Customers who answer, buy and are let down, on a day that has been."""

from datetime import datetime, timedelta
from typing import Any

from regard.engage.cases.api import change_rule
from regard.engage.cases.models import Rule
from regard.foundation.lake.api import Lake
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation, observations

SWITCHED_ON = NOW - timedelta(days=10)


def switch_on(name: str = "nps", **given: Any) -> None:
    """Switch a rule on as of ten days ago."""
    change_rule(name=name, is_on=True, **given)
    Rule.objects.filter(name=name).update(since=SWITCHED_ON)


def answer(score: float, *, days: float, user: str = "ann", metric: str = "nps", **given: Any) -> dict[str, Any]:
    """An answer to a survey, so many days before NOW."""
    told = {"metric": metric, "score": score, "touchpoint": given.pop("touchpoint", "Delivery")}
    return observation("Survey Answered", days=days, user_id=user, properties=told | given)


def order(*, days: float, user: str = "ann") -> dict[str, Any]:
    """An order."""
    return observation("Order Completed", days=days, user_id=user, properties={"order_id": "o1", "total": 20})


def record(lake: Lake, *rows: dict[str, Any], at: datetime = NOW) -> None:
    """Record what happened."""
    with Recorder(lake=lake, clock=lambda: at, compacts=False) as recorder:
        recorder.record(observations(*rows))
