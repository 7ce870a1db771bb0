"""A shop whose phone kept people waiting until something was done about it."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from regard.foundation.lake.api import Lake
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation, observations

WEEKS_BEFORE, WEEKS_AFTER, A_WEEK = 30, 10, 40
SHIPPED: date = (NOW - timedelta(weeks=WEEKS_AFTER)).date()


def record_shop(lake: Lake, *, helped: bool = True) -> None:
    """Calls and visits of forty weeks: three in five callers waited, one in five once it was improved, visitors as ever."""
    rng = np.random.default_rng(7)
    rows: list[dict[str, Any]] = []
    for week in range(-WEEKS_BEFORE, WEEKS_AFTER):
        share = 0.2 if helped and week >= 0 else 0.6
        for number in range(A_WEEK):
            days = -7 * (week + number / A_WEEK) + WEEKS_AFTER * 7
            rows += [
                _met("Call Started", "Phone support", days, rng.random() < share, f"u{number}"),
                _met("Store Visited", "Store", days, rng.random() < 0.3, f"u{number}"),
            ]
    with Recorder(lake=lake, clock=lambda: NOW, compacts=False) as recorder:
        recorder.record(observations(*rows))


def _met(kind: str, touchpoint: str, days: float, waited: bool, user: str) -> dict[str, Any]:
    told = {
        "wait_seconds": 900 if waited else 20,
        "touchpoint": touchpoint,
        "metric": "csat",
        "score": 2 if waited else 5,
    }
    return observation(kind, days=days, user_id=user, email=f"{user}@example.com", properties=told)
