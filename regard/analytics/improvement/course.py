"""Two courses beside each other: where an improvement was made, and where it was not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from regard.analytics.improvement.fitting import Numbers
from regard.analytics.watching.readings import Grain, Point

MOST_BEFORE = {Grain.WEEK: 104, Grain.DAY: 182}  # older periods say little of what would have come
MOST_AFTER = {Grain.WEEK: 26, Grain.DAY: 91}  # a line is not believed for longer
LEAST_BEFORE = {Grain.WEEK: 16, Grain.DAY: 28}
LEAST_AFTER = {Grain.WEEK: 6, Grain.DAY: 14}
YEARLY_FROM = 104  # weeks in which a season of the year can be told from a trend


@dataclass(frozen=True)
class Period:
    """One period: the value here, the value in the comparison (None without one), and what each rests on."""

    day: date
    value: float
    n: int
    other: float | None
    other_n: int
    is_after: bool


@dataclass(frozen=True)
class Beside:
    """Periods with a value on both sides, in order; `positions` count periods from the first that counts after."""

    grain: Grain
    shipped: date
    has_comparison: bool
    periods: tuple[Period, ...]
    positions: Numbers
    gap: Numbers  # the value here, less that of the comparison

    @property
    def before(self) -> int:
        """How many periods before it was shipped."""
        return sum(not one.is_after for one in self.periods)

    @property
    def after(self) -> int:
        """How many periods after."""
        return len(self.periods) - self.before

    def until(self, count: int) -> "Beside":
        """The first so many periods."""
        kept = slice(0, count)
        return Beside(
            self.grain,
            self.shipped,
            self.has_comparison,
            self.periods[kept],
            self.positions[kept],
            self.gap[kept],
        )


def beside(here: Sequence[Point], there: Sequence[Point] | None, *, shipped: date, grain: Grain, until: date) -> Beside:
    """Lay two courses beside each other. The period in which it was shipped counts on neither side.

    Periods without a value on one side, and any that is not over by `until`, are left out.
    """
    others = {point.day: point for point in there} if there is not None else None
    rows: list[Period] = []
    positions: list[int] = []
    for point in sorted(here, key=lambda one: one.day):
        other = others.get(point.day) if others is not None else None
        ends = point.day + timedelta(days=grain.days)
        is_split = point.day < shipped < ends
        lacks = point.value is None or point.n <= 0 or (others is not None and (other is None or other.value is None))
        if is_split or lacks or ends > until:
            continue
        at = _position(point.day, shipped, grain)
        if -MOST_BEFORE[grain] <= at < MOST_AFTER[grain]:
            value, n = (other.value, other.n) if other else (None, 0)
            rows.append(Period(point.day, float(point.value or 0), point.n, value, n, at >= 0))
            positions.append(at)
    gap = np.array([row.value - (row.other or 0.0) for row in rows], dtype=float)
    return Beside(grain, shipped, others is not None, tuple(rows), np.array(positions, dtype=np.int64), gap)


def first_weekday(*, shipped: date, grain: Grain) -> int:
    """The weekday of the period at position 0."""
    return shipped.weekday() if grain is Grain.DAY else 0


def design_of(positions: Numbers, *, grain: Grain, weekday: int, at: int = 0) -> Numbers:
    """The columns: level, trend, step, change of trend from `at` on, and the season as far as it can be known.

    `weekday` is that of position 0. Trends are per ten periods, so that columns are of like size.
    """
    is_after = (positions >= at).astype(float)
    columns = [np.ones(len(positions)), (positions - at) / 10, is_after, is_after * (positions - at) / 10]
    if grain is Grain.DAY:
        columns += [((positions + weekday) % 7 == day).astype(float) - 1 / 7 for day in range(1, 7)]
    elif len(positions) and positions.max() - positions.min() >= YEARLY_FROM:
        angle = 2 * np.pi * positions / 52.1775
        columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns)


def _position(day: date, shipped: date, grain: Grain) -> int:
    """0 is the first whole period after."""
    if grain is Grain.DAY:
        return (day - shipped).days
    first = shipped + timedelta(days=(7 - shipped.weekday()) % 7)
    return (day - first).days // 7
