"""A table of opinions as arrays: who said what about which topic, when, and how they felt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from regard.analytics.topics.contracts import TopicsRefused
from regard.analytics.topics.neighbours import Ints

Floats = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]

COLUMNS = ("opinion", "customer", "time", "channel", "topic", "sentiment", "certainty", "intent")
NEGATIVE, POSITIVE = -0.2, 0.2  # sentiment beyond which an opinion says that something hurts or pleases
HURTING, PLEASING, WANTING = ("complaint", "bug", "leaving"), ("praise",), ("request",)


@dataclass(frozen=True)
class Opinions:
    """Opinions of known topics, sorted by customer, time and id. Codes point into `customers` and `topics`.

    `sentiment` is nan where the reader was unsure.
    """

    ids: npt.NDArray[np.object_]
    customer: Ints
    customers: tuple[str, ...]
    day: Ints  # since 1970
    topic: Ints
    topics: tuple[str, ...]
    sentiment: Floats
    certainty: Floats
    intent: npt.NDArray[np.object_]

    @property
    def hurts(self) -> Marks:
        """Which say that something hurts: felt so, or a complaint, a fault, a farewell that is not felt as good."""
        marks: Marks = (self.sentiment <= NEGATIVE) | (np.isin(self.intent, HURTING) & ~(self.sentiment > 0))
        return marks


def opinions_of(table: pa.Table) -> Opinions:
    """Read a table with the columns opinion, customer, time, channel, topic, sentiment, certainty, intent.

    Rows without a topic or a customer are left out: nothing can be counted of them. Raises TopicsRefused.
    """
    missing = [name for name in COLUMNS if name not in table.column_names]
    if missing:
        raise TopicsRefused(f"The table of opinions lacks {', '.join(missing)}. It needs {', '.join(COLUMNS)}.")
    table = table.filter(pc.and_(pc.is_valid(table["topic"]), pc.is_valid(table["customer"])))
    ids, names, said_of = (
        np.array(table[name].cast(pa.string()).to_pylist(), dtype=object) for name in ("opinion", "customer", "topic")
    )
    day = _days(table["time"])
    order = np.lexsort((ids.astype(str), day, names.astype(str)))
    customers, customer = _coded(names[order])
    topics, topic = _coded(said_of[order])
    sentiment, certainty = (_numbers(table[name])[order] for name in ("sentiment", "certainty"))
    if (np.abs(sentiment[np.isfinite(sentiment)]) > 1).any():
        raise TopicsRefused("Sentiment lies between -1 and 1. Look where the table of opinions was made.")
    intent = np.array([one or "" for one in table["intent"].to_pylist()], dtype=object)[order]
    return Opinions(ids[order], customer, customers, day[order], topic, topics, sentiment, certainty, intent)


def people_by_day(
    opinions: Opinions, *, topics: Sequence[str], marks: Marks | None = None, until: date | None = None
) -> tuple[npt.NDArray[np.int64], date]:
    """How many people spoke of each topic each day, (days, topics), and the first day: what `rising` reads.

    Args:
        marks: opinions that count, by default all.
        until: the last day, by default that of the last opinion.
    """
    chosen = np.ones(len(opinions.day), dtype=bool) if marks is None else marks
    place = {name: number for number, name in enumerate(topics)}
    of = np.array([place.get(name, -1) for name in opinions.topics], dtype=np.int64)
    rows = chosen & (of[opinions.topic] >= 0) if len(of) else chosen
    if not rows.any():
        return np.zeros((0, len(topics)), dtype=np.int64), until or date(1970, 1, 1)
    first = int(opinions.day.min())
    last = (until - date(1970, 1, 1)).days if until else int(opinions.day.max())
    told = np.unique(np.column_stack((opinions.day[rows], of[opinions.topic[rows]], opinions.customer[rows])), axis=0)
    told = told[told[:, 0] <= last]
    people = np.zeros((last - first + 1, len(topics)), dtype=np.int64)
    np.add.at(people, (told[:, 0] - first, told[:, 1]), 1)
    return people, date(1970, 1, 1) + timedelta(days=first)


def _days(times: pa.ChunkedArray) -> Ints:
    if pa.types.is_date(times.type):
        return np.asarray(times.cast(pa.int32()), dtype=np.int64)
    moments: list[datetime] = times.cast(pa.timestamp("us", tz="UTC")).to_pylist()
    return np.array([(one.astimezone(UTC).date() - date(1970, 1, 1)).days for one in moments], dtype=np.int64)


def _coded(names: npt.NDArray[np.object_]) -> tuple[tuple[str, ...], Ints]:
    if not len(names):
        return (), np.zeros(0, dtype=np.int64)
    found, codes = np.unique(names.astype(str), return_inverse=True)
    return tuple(found.tolist()), codes.astype(np.int64)


def _numbers(column: Any) -> Floats:
    found: Floats = column.cast(pa.float64()).to_numpy(zero_copy_only=False).astype(np.float64)
    return found
