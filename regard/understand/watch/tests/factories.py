"""A shop that is watched: 120 days of orders and answers, and a chat that breaks on one of them."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from regard.foundation.lake.api import Lake
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation, observations

DAYS = 120
BROKEN_FOR = 14
BROKEN_ON: date = NOW.date() - timedelta(days=BROKEN_FOR)
WATCHED_FROM: date = NOW.date() - timedelta(days=40)
LAST_DAY: date = NOW.date()


def record_shop(lake: Lake, *, chat_breaks: bool = True, until: int = 0, days: int = DAYS) -> None:
    """Record the shop up to `until` days before the end, the same rows each time."""
    rng = np.random.default_rng(5)
    rows: list[dict[str, Any]] = []
    for ago in range(days, -1, -1):
        rows += _day(rng, ago, broken=chat_breaks and ago <= BROKEN_FOR) if ago >= until else []
    with Recorder(lake=lake, clock=lambda: NOW) as recorder:
        recorder.record(observations(*rows))


def _day(rng: np.random.Generator, ago: int, *, broken: bool) -> list[dict[str, Any]]:
    rows = []
    for number in range(int(rng.poisson(12))):
        rows.append(
            _told("Order Completed", ago, number, channel="web", total=40, currency="EUR", order_id=f"{ago}-{number}")
        )
    for number in range(int(rng.poisson(24))):
        channel = str(rng.choice(["web", "phone", "chat"]))
        good = rng.random() < (0.25 if broken and channel == "chat" else 0.8)
        survey = {"metric": "csat", "score": 5 if good else 1, "scale_min": 1, "scale_max": 5, "survey_id": "care"}
        rows.append(_told("Survey Answered", ago, number, channel=channel, touchpoint=channel.title(), **survey))
    return rows


def _told(kind: str, ago: int, number: int, *, channel: str, **properties: Any) -> dict[str, Any]:
    told = {"user_id": f"u{number % 40}", "channel": channel, "message_id": f"{kind}-{ago}-{number}"}
    return observation(kind, days=ago + number / 400, properties=properties, **told)
