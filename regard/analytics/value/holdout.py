"""Calibration and hold-out: fit on everything before a day, predict the rest, and lay both side by side."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import ibis.expr.types as ir
import numpy as np

from regard.analytics.errors import RegardError
from regard.analytics.metrics.estimates import Numbers
from regard.analytics.scope import Scope
from regard.analytics.value.customer_value import Terms
from regard.analytics.value.estimating import fit_purchases
from regard.analytics.value.expecting import Horizon, mean_curve, purchase_total
from regard.analytics.value.fitting import Fit
from regard.analytics.value.histories import Floats, Histories
from regard.analytics.value.model import find_model
from regard.analytics.value.purchases import (
    UNIT_DAYS,
    customers_of,
    day_of,
    histories_in,
    last_day,
    number_of,
    order_days,
    orders_of,
)

LONGEST_DAYS = 364
LEAST_DAYS = 28
CLASSES = 7  # frequencies from this on are one class


class NoHoldout(RegardError):
    """Raised where the log is too short, or the day asked for leaves nothing on one side."""

    code = "holdout_impossible"
    status = 422


@dataclass(frozen=True)
class FrequencyClass:
    """Customers with one number of repeat orders before the day: what they ordered after it, and what was expected.

    Per customer. The interval says where 95 % of what happens should lie if the model holds.
    """

    frequency: int
    is_open: bool  # this many or more
    customers: int
    actual: float
    predicted: Numbers


@dataclass(frozen=True)
class Week:
    """Repeat orders up to the end of a week, since the first order of the log: what happened and what was expected."""

    until: date
    is_held_out: bool
    actual: int
    predicted: float | None


@dataclass(frozen=True)
class Holdout:
    """A model that knew only what came before `split`, against what its customers did from then until `until`."""

    split: date
    until: date
    model: str
    customers: int
    fit: Fit | None
    actual: int
    predicted: Numbers
    classes: tuple[FrequencyClass, ...]
    weeks: tuple[Week, ...]
    verdict: str
    notes: tuple[str, ...]


def holdout(log: ir.Table, *, scope: Scope, terms: Terms, as_of: datetime, split: date | None = None) -> Holdout:
    """Fit on what came before `split`, predict what came after, for the customers known by then.

    Without `split` the last half of the time is held out, but no more than a year. Raises NoHoldout.
    """
    today = last_day(scope, as_of)
    days = order_days(orders_of(log, scope, today), None)
    everyone = customers_of(days, since=scope.since)
    begin, split_number = _split(everyone, today, split)
    before = customers_of(days.filter(days.day < split_number), since=scope.since)
    histories = histories_in(before, day_of(split_number - 1))
    fitted = fit_purchases(find_model(terms.model), histories)
    length = number_of(today) + 1 - split_number
    actual = _bought_later(days, before, split_number)
    total = sum(bought for _, bought in actual.values())
    fit = fitted.fit if fitted.fit is not None and fitted.fit.is_settled else None
    found = Numbers(None, histories.n, None, None)
    if fit is not None:
        found = purchase_total(fit, histories, Horizon(length / UNIT_DAYS))
    classes = _classes(fit, histories, length / UNIT_DAYS, actual)
    weeks = _weeks(fit, days, before, begin, split_number, number_of(today))
    return Holdout(
        day_of(split_number),
        today + timedelta(days=1),
        terms.model,
        histories.n,
        fit,
        total,
        found,
        tuple(classes),
        tuple(weeks),
        _verdict(found, total),
        fitted.notes,
    )


def _split(everyone: ir.Table, today: date, wanted: date | None) -> tuple[int, int]:
    """The day of the first order, and the first day held out."""
    first = everyone["first"].min().to_pyarrow().as_py()
    if first is None:
        raise NoHoldout("There are no orders here, so there is nothing to hold out. Take a wider scope.")
    span = number_of(today) + 1 - first
    split = number_of(wanted) if wanted else first + span - min(span // 2, LONGEST_DAYS)
    if not first + LEAST_DAYS <= split <= number_of(today) + 1 - LEAST_DAYS:
        raise NoHoldout(
            f"Orders go from {day_of(first)} to {today}. To hold something out there must be {LEAST_DAYS} days before the "
            f"first day held out and {LEAST_DAYS} after it"
            + (f", and {wanted} does not leave them." if wanted else ", and there are not: wait for more orders.")
        )
    return first, split


def _bought_later(days: ir.Table, before: ir.Table, split: int) -> dict[int, tuple[int, int]]:
    """By frequency before the split: how many customers, and their days with an order after it."""
    later = days.filter(days.day >= split).group_by("customer_id").agg(later=lambda found: found.count())
    joined = before.left_join(later, "customer_id")
    rows = joined.group_by("frequency").agg(n=joined.count(), later=joined.later.fill_null(0).sum())
    return {row["frequency"]: (row["n"], row["later"]) for row in rows.to_pyarrow().to_pylist()}


def _classes(
    fit: Fit | None, histories: Histories, weeks: float, actual: dict[int, tuple[int, int]]
) -> list[FrequencyClass]:
    found = []
    for frequency in range(CLASSES + 1):
        is_open = frequency == CLASSES
        told = [pair for x, pair in actual.items() if x == frequency or (is_open and x > frequency)]
        n = sum(customers for customers, _ in told)
        if not n:
            continue
        wanted = histories.frequency >= frequency if is_open else histories.frequency == frequency
        total = Numbers(None, n, None, None)
        if fit is not None:
            total = purchase_total(fit, histories.where(wanted), Horizon(weeks))
        found.append(FrequencyClass(frequency, is_open, n, sum(bought for _, bought in told) / n, _each(total, n)))
    return found


def _each(total: Numbers, n: int) -> Numbers:
    def part(amount: float | None) -> float | None:
        return None if amount is None else amount / n

    return Numbers(part(total.value), n, part(total.low), part(total.high))


def _weeks(fit: Fit | None, days: ir.Table, before: ir.Table, begin: int, split: int, today: int) -> list[Week]:
    """Cumulated by weeks counted from the first order; one that is not over yet is left out."""
    repeated = days.inner_join(before.select("customer_id", "first"), "customer_id")
    repeated = repeated.filter(repeated.day > repeated["first"])
    counted = repeated.group_by(week=((repeated.day - begin) // UNIT_DAYS).cast("int64")).agg(n=repeated.count())
    per_week = {row["week"]: row["n"] for row in counted.to_pyarrow().to_pylist()}
    births = before.group_by("first").agg(n=before.count()).order_by("first").to_pyarrow()
    born = np.asarray(births.column("first").to_numpy(), dtype=np.float64)
    customers = np.asarray(births.column("n").to_numpy(), dtype=np.float64)
    curve = _curve(fit, (today + 1 - begin)) if fit is not None else None
    found, total = [], 0
    for week in range((today + 1 - begin) // UNIT_DAYS):
        end = begin + (week + 1) * UNIT_DAYS
        total += per_week.get(week, 0)
        expected = None
        if curve is not None:
            age = np.clip(end - 1 - born, 0, None).astype(np.int64)
            expected = float(customers[born < end] @ curve[age[born < end]])
        found.append(Week(day_of(end), end > split, total, expected))
    return found


def _curve(fit: Fit, days: int) -> Floats:
    """Expected repeat purchases by age in days; between whole weeks in a straight line."""
    weeks = np.arange(0, days // UNIT_DAYS + 2, dtype=np.float64)
    return np.interp(np.arange(days + 1) / UNIT_DAYS, weeks, mean_curve(fit, weeks))


def _verdict(predicted: Numbers, actual: int) -> str:
    if predicted.value is None:
        return f"{actual:,} purchases happened, and there is no prediction to compare with."
    if predicted.low is None or predicted.high is None:
        return f"Predicted {predicted.value:,.0f} purchases, without an interval; {actual:,} happened."
    off = 100 * (predicted.value / actual - 1) if actual else 0.0
    said = (
        f"Predicted {predicted.value:,.0f} [{predicted.low:,.0f}, {predicted.high:,.0f}] purchases, {actual:,} happened"
    )
    if predicted.low <= actual <= predicted.high:
        return f"{said}: as expected."
    word = "fewer" if predicted.value < actual else "more"
    return (
        f"{said}: {abs(off):.0f} % {word} than happened, and outside the interval. Something changed that the model does "
        "not know (a season, a campaign, other customers): take totals with care."
    )
