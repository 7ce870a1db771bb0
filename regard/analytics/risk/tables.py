"""Risk from a table with one row per customer: their traits, and whether they left.

With a column of times the rows are cut into periods, and what is tested lies later than what it learnt from. A table without
one is of one moment: it can show how well customers are told apart, and not how well that will hold.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regard.analytics.risk.boosting import Hazard
from regard.analytics.risk.features import Feature, Floats, Known, feature_of, known_of
from regard.analytics.risk.judging import gain, judge
from regard.analytics.risk.learning import Learnt, Window, learn
from regard.analytics.risk.terms import CannotForesee, Terms
from regard.analytics.risk.verdict import BackTest, Verdict, verdict_of

PERIODS = 8
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class TableRisk:
    """What was learnt from a table: the model, its tests, and what is known of each customer."""

    hazard: Hazard
    known: Known
    chances: Floats
    tests: tuple[BackTest, ...]
    verdict: Verdict
    is_over_time: bool
    notes: tuple[str, ...]


def risk_of_table(
    table: pa.Table,
    *,
    customer: str,
    left: str,
    value: str,
    time: str | None = None,
    days: int = 30,
    left_out: tuple[str, ...] = (),
) -> TableRisk:
    """Who leaves, from a table with a row per customer (or per customer and time).

    `left` is the column that says so where it has `value`; `time` the column with the day at which the others were known, after
    which it took `days` to be clear whether they left. Raises CannotForesee.
    """
    for name in (customer, left, *([time] if time else []), *left_out):
        if name not in table.column_names:
            raise CannotForesee(f"The table has no column {name[:60]!r}. It has {', '.join(table.column_names)[:300]}.")
    gone = np.array([str(one) == value for one in table.column(left).to_pylist()])
    if not gone.any() or gone.all():
        raise CannotForesee(
            f"{int(gone.sum()):,} of {len(gone):,} rows have {left} = {value[:40]}. Both leavers and stayers are needed."
        )
    features = _features(table, {customer, left, time, *left_out})
    known = known_of(_told(table, customer, features), features)
    terms = Terms("cancels", left, days)
    windows = _windows(known, gone, _moments(table, time)) if time else [Window(NO_TIME, known, gone)]
    learnt = learn(windows, terms)
    tests = tuple(_judged(learnt))
    notes = (
        learnt.notes
        if time
        else (*learnt.notes, "The table has no time, so it cannot be said whether this holds tomorrow.")
    )
    chances = learnt.hazard.chances(known.matrix)
    return TableRisk(learnt.hazard, known, chances, tests, verdict_of(tests, terms.bound), learnt.is_over_time, notes)


def _judged(learnt: Learnt) -> list[BackTest]:
    return [
        BackTest(
            one.cut.date(),
            one.learnt_from,
            judge(one.chances, one.left),
            judge(one.plain, one.left),
            gain(one.chances, one.plain, one.left),
        )
        for one in learnt.tests
    ]


def _features(table: pa.Table, apart: set[str | None]) -> list[Feature]:
    found = []
    for name in table.column_names:
        if name not in apart:
            told = [one for one in table.column(name).to_pylist() if one is not None and str(one).strip()]
            feature = feature_of(name, told, column=name)
            if feature is not None:
                found.append(feature)
    return found


def _told(table: pa.Table, customer: str, features: list[Feature]) -> pa.Table:
    columns: dict[str, Any] = {"customer_id": pc.cast(table.column(customer), pa.string())}
    for feature in features:
        column = table.column(feature.name)
        columns[feature.name] = pc.cast(column, pa.string()) if feature.levels is not None else column
    return pa.table(columns)


def _moments(table: pa.Table, time: str) -> np.ndarray:
    try:
        days = pc.cast(table.column(time), pa.timestamp("s")).to_pylist()
    except pa.ArrowInvalid:
        raise CannotForesee(f"The column {time[:60]!r} does not hold days. Write them as YYYY-MM-DD.") from None
    if any(day is None for day in days):
        raise CannotForesee(f"The column {time[:60]!r} has rows without a day. Fill them, or leave the rows out.")
    return np.array([day.toordinal() for day in days], dtype=np.int64)


def _windows(known: Known, gone: np.ndarray, days: np.ndarray) -> list[Window]:
    """Periods of about as many rows, each as of its first day; a day is in one period only."""
    edges = np.unique(np.quantile(days, np.linspace(0, 1, PERIODS + 1)[:-1], method="lower"))
    number = np.searchsorted(edges, days, side="right") - 1
    return [Window(_midnight(int(edges[at])), known.some(number == at), gone[number == at]) for at in range(len(edges))]


def _midnight(ordinal: int) -> datetime:
    day = date.fromordinal(ordinal)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
