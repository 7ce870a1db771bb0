"""One readable line per interaction."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

METRICS = {"nps": "NPS", "csat": "CSAT", "ces": "CES", "enps": "Employee NPS", "stars": "Stars"}
TELLING = (
    "name",
    "title",
    "query",
    "page",
    "path",
    "campaign",
    "store_id",
    "coupon_id",
    "plan",
    "reason",
    "category",
    "email",
)


def summarise(row: Mapping[str, Any], properties: Mapping[str, Any]) -> str:
    """What happened, in a line: the score, the money, the promise, or what the properties tell best.

    >>> summarise({"metric": "nps", "score": 9.0, "scale_max": 10.0, "matter_id": None}, {})
    'NPS 9 of 10'
    """
    parts = [
        _score(row),
        f"{row['matter_id']}" if row.get("matter_id") else "",
        _money(row.get("value"), row.get("currency")),
        _promise(row),
        _wait(row.get("wait_seconds")),
        "" if row.get("metric") else _told(properties),
        "failed" if row.get("failed") else "",
    ]
    return " · ".join(part for part in parts if part)


def _score(row: Mapping[str, Any]) -> str:
    if row.get("score") is None:
        return ""
    label = METRICS.get(row["metric"], str(row["metric"]).capitalize())
    of = f" of {row['scale_max']:g}" if row.get("scale_max") is not None else ""
    return f"{label} {row['score']:g}{of}"


def _money(value: Decimal | None, currency: str | None) -> str:
    return "" if value is None else f"{value:,.2f} {currency or ''}".strip()


def _promise(row: Mapping[str, Any]) -> str:
    promised: datetime | None = row.get("promised_at")
    if promised is None or row.get("kind") != "Order Delivered":
        return ""
    days = (row["time"] - promised).total_seconds() / 86_400
    if days <= 0:
        return "delivered as promised"
    return f"delivered {days:.0f} days after the promise" if days >= 1.5 else "delivered a day after the promise"


def _wait(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    return f"waited {minutes} min {rest} s" if minutes else f"waited {rest} s"


def _told(properties: Mapping[str, Any]) -> str:
    for name in TELLING:
        value = properties.get(name)
        if isinstance(value, str) and value:
            return value[:120]
    return ""
