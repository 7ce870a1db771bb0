"""Signals: what opens a case. Low scores are rows of the log; words said in anger come from what was read in texts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from regard.engage.cases.models import Rule
from regard.understand.voice.api import Angry

PURCHASES = ("Order Completed", "Subscription Started", "Subscription Renewed")
COLUMNS = (
    "id",
    "customer_id",
    "time",
    "kind",
    "actor",
    "channel",
    "touchpoint",
    "metric",
    "score",
    "scale_min",
    "scale_max",
)
TELLING = f"(score is not null and actor = 'customer') or kind in ({', '.join(repr(kind) for kind in PURCHASES)})"


@dataclass(frozen=True)
class Scale:
    """A score that rules know: what it is called, its own scale, and from which score down it is low by default."""

    metric: str
    label: str
    low: float
    high: float
    threshold: float


SCALES = {
    scale.metric: scale
    for scale in (
        Scale("nps", "NPS", 0, 10, 6),
        Scale("csat", "CSAT", 1, 5, 2),
        Scale("ces", "CES", 1, 7, 3),
        Scale("stars", "Stars", 1, 5, 2),
    )
}
OPINIONS = "opinions"  # the rule about what people say
RULES = {**SCALES, OPINIONS: Scale(OPINIONS, "Angry words", -1, 0, -0.8)}  # how bitter words are without anger
MINUTES = 8 * 60  # until first contact, by default


@dataclass(frozen=True)
class Signal:
    """One interaction that says a customer was let down: `rule` is why it counts, `cause` what let them down."""

    rule: str
    customer_id: str
    cause: str
    interaction_id: str
    at: datetime
    kind: str
    channel: str = ""
    touchpoint: str = ""
    metric: str = ""
    score: float | None = None
    scale_max: float | None = None


@dataclass(frozen=True)
class Answer:
    """What a customer did or said that may show recovery. `place` is where a score lies on its scale, 0 to 1."""

    customer_id: str
    interaction_id: str
    at: datetime
    kind: str
    metric: str = ""
    score: float | None = None
    place: float | None = None
    is_low: bool = False

    @property
    def is_purchase(self) -> bool:
        """Whether it is a purchase rather than a score."""
        return self.place is None


def signals_in(rows: pa.Table, rules: Mapping[str, Rule]) -> Iterator[Signal]:
    """The low scores among rows (COLUMNS), by rules that are on, from when they were switched on."""
    for row in _scored(rows):
        rule = rules.get(row["metric"])
        if rule is not None and rule.is_on and rule.since and row["time"] >= rule.since and is_low(row, rule.threshold):
            yield signal_of(row)


def signal_of(row: Mapping[str, Any]) -> Signal:
    """A row of the log as a signal."""
    place = row["touchpoint"] or SCALES[row["metric"]].label
    return Signal(
        row["metric"],
        row["customer_id"],
        place,
        row["id"],
        row["time"],
        row["kind"],
        row["channel"] or "",
        row["touchpoint"] or "",
        row["metric"],
        row["score"],
        row["scale_max"],
    )


def signal_of_words(words: Angry) -> Signal:
    """What somebody said in anger as a signal. The cause is the same whatever it was about: nobody is rung up twice."""
    return Signal(
        OPINIONS,
        words.customer_id,
        RULES[OPINIONS].label,
        words.interaction_id,
        words.at,
        words.kind,
        words.channel,
        words.touchpoint,
    )


def answers_in(rows: pa.Table, thresholds: Mapping[str, float]) -> Iterator[Answer]:
    """Everything among the rows that may show recovery."""
    for row in rows.to_pylist():
        common = (row["customer_id"], row["id"], row["time"], row["kind"])
        if row["kind"] in PURCHASES and row["score"] is None:
            yield Answer(*common)
        elif _place(row) is not None:
            threshold = thresholds.get(row["metric"])
            low = threshold is not None and is_low(row, threshold)
            yield Answer(*common, row["metric"], row["score"], _place(row), low)


def is_low(row: Mapping[str, Any], threshold: float) -> bool:
    """Whether a score is at most the threshold, once both are on the metric's own scale."""
    scale, place = SCALES.get(row["metric"]), _place(row)
    if scale is None or place is None:
        return False
    return bool(scale.low + place * (scale.high - scale.low) <= threshold + 1e-9)


def _scored(rows: pa.Table) -> Iterable[dict[str, Any]]:
    return (row for row in rows.to_pylist() if row["metric"] in SCALES and row["actor"] == "customer")


def _place(row: Mapping[str, Any]) -> float | None:
    low, high, score = row["scale_min"], row["scale_max"], row["score"]
    if score is None or low is None or high is None or high <= low:
        return None
    return float((score - low) / (high - low))
