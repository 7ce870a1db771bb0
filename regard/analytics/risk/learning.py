"""From the log to a model and its back-test: cuts in time, what was known at each, and what came of it.

A back-test at a cut learns only from windows whose outcome was known by then: cuts at least `days` earlier. Nothing is
split at random: what it is tested on lies later than all it learnt from.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from regard.analytics.risk.boosting import LEAST_OF_EACH, MOST_ROWS, Hazard, fit_hazard, folds_of, kept_of
from regard.analytics.risk.contracts import contracts_of
from regard.analytics.risk.features import Feature, Flags, Floats, Known, feature_of, known_of, stacked
from regard.analytics.risk.following import left_after, there_at
from regard.analytics.risk.knowing import NUMBERS, known_at, traits_before
from regard.analytics.risk.logistic import Plain, fit_plain
from regard.analytics.risk.terms import CannotForesee, Terms

STEP_DAYS = 30
MOST_CUTS = 12
MOST_TESTS = 4
APART = "apart"  # cuts the folds of the test across those of the calibration


@dataclass(frozen=True)
class Window:
    """Customers who were there at a cut, what was known of them, and who left in the days after it."""

    cut: datetime
    known: Known
    left: Flags

    @property
    def is_enough(self) -> bool:
        """Whether something can be learnt from it alone."""
        return bool(self.left.any() and not self.left.all())


@dataclass(frozen=True)
class Tested:
    """One back-test: at `cut`, chances learnt from what was known then, and what happened."""

    cut: datetime
    known: Known
    left: Flags
    chances: Floats
    plain: Floats
    learnt_from: int


@dataclass(frozen=True)
class Learnt:
    """The model that scores now, and the back-tests, oldest first."""

    hazard: Hazard
    plain: Plain
    tests: tuple[Tested, ...]
    windows: tuple[datetime, ...]
    is_over_time: bool
    notes: tuple[str, ...] = field(default=())


def cuts_before(until: datetime, first_at: datetime, terms: Terms) -> list[datetime]:
    """The moments to learn from, oldest first: the newest whose outcome is known by `until`, and back in steps."""
    step = timedelta(days=min(STEP_DAYS, terms.days))
    newest = until - timedelta(days=terms.days)
    found = [newest - number * step for number in range(MOST_CUTS)]
    return [cut for cut in reversed(found) if cut > first_at]


def features_before(log: ir.Table, *, cut: datetime, terms: Terms) -> tuple[Feature, ...]:
    """Everything that can be known of customers, as far as it was told before `cut`."""
    traits = traits_before(log, cut=cut, left_out=terms.left_out)
    plans = _plan_feature(log, cut) if "plan" not in terms.left_out else []
    return (*NUMBERS, *plans, *traits)


def _plan_feature(log: ir.Table, cut: datetime) -> list[Feature]:
    spells = contracts_of(log.filter(log.time < cut))
    plans = spells.filter(spells.plan.notnull()).plan.to_pyarrow().to_pylist()
    found = feature_of("plan", plans, column="plan")
    return [Feature("plan", "contract's plan", "contract", found.levels)] if found and found.levels else []


def known_then(
    log: ir.Table, *, cut: datetime, features: Sequence[Feature], terms: Terms, left: bool = False
) -> pa.Table:
    """Customers who were there at a cut, by id, with what was known of them: the columns of `known_at`, and `left`."""
    known = known_at(log, cut=cut, traits=features)
    there = left_after(log, cut=cut, terms=terms) if left else there_at(log, cut=cut, terms=terms)
    joined = known.inner_join(there, "customer_id")
    return joined.order_by("customer_id").to_pyarrow()


def window_at(log: ir.Table, *, cut: datetime, features: Sequence[Feature], terms: Terms) -> Window:
    """What was known at a cut, and what came of it."""
    table = known_then(log, cut=cut, features=features, terms=terms, left=True)
    left = np.asarray(table.column("left").to_numpy(zero_copy_only=False), dtype=bool)
    return Window(cut, known_of(table, features), left)


def learn(windows: Sequence[Window], terms: Terms) -> Learnt:
    """Learn from windows, oldest first, and back-test at the newest. Raises CannotForesee."""
    usable = [window for window in windows if len(window.known)]
    gone, stayed = _counted(usable)
    if min(gone, stayed) < LEAST_OF_EACH:
        raise CannotForesee(
            f"{gone:,} customers left ({terms.outcome}) and {stayed:,} stayed in the periods that are over; {LEAST_OF_EACH} of "
            "each are needed to learn who leaves. Record for longer, or look fewer days ahead."
        )
    tests = _over_time(usable, terms)
    notes = []
    if not tests:
        tests = [_across_customers(usable)]
        notes.append(
            "There are too few periods to learn from one and test on a later one. The test is of other customers at the same "
            "time: it says how well customers are told apart, not how well that will hold."
        )
    hazard, plain = _fit(usable)
    return Learnt(
        hazard, plain, tuple(tests), tuple(window.cut for window in usable), tests[0].learnt_from > 0, tuple(notes)
    )


def _counted(windows: Sequence[Window]) -> tuple[int, int]:
    return sum(int(one.left.sum()) for one in windows), sum(int((~one.left).sum()) for one in windows)


def _over_time(windows: Sequence[Window], terms: Terms) -> list[Tested]:
    """Back-tests at the newest cuts for which enough was known."""
    found = []
    for window in windows[-MOST_TESTS:]:
        before = [one for one in windows if one.cut + timedelta(days=terms.days) <= window.cut]
        if min(_counted(before)) < LEAST_OF_EACH or not window.is_enough:
            continue
        hazard, plain = _fit(before)
        matrix = window.known.matrix
        found.append(
            Tested(window.cut, window.known, window.left, hazard.chances(matrix), plain.chances(matrix), len(before))
        )
    return found


def _across_customers(windows: Sequence[Window]) -> Tested:
    """The newest window, each customer judged by trees that never saw them in any window."""
    window = [one for one in windows if one.is_enough][-1]
    folds = folds_of(window.known.customers, salt=APART)
    chances, plain = np.zeros(len(folds)), np.zeros(len(folds))
    for fold in np.unique(folds):
        here = folds == fold
        others = [_others(one, int(fold)) for one in windows]
        hazard, line = _fit(others)
        chances[here] = hazard.chances(window.known.matrix[here])
        plain[here] = line.chances(window.known.matrix[here])
    return Tested(window.cut, window.known, window.left, chances, plain, 0)


def _others(window: Window, fold: int) -> Window:
    kept = folds_of(window.known.customers, salt=APART) != fold
    return Window(window.cut, window.known.some(kept), window.left[kept])


def _fit(windows: Sequence[Window]) -> tuple[Hazard, Plain]:
    """Both models on the same rows."""
    most = MOST_ROWS // max(1, len(windows))
    kept = [kept_of(one.known.customers, most) for one in windows]
    known = stacked(one.known.some(which) for one, which in zip(windows, kept, strict=True))
    left = np.concatenate([one.left[which] for one, which in zip(windows, kept, strict=True)])
    newest = np.repeat([one.cut == windows[-1].cut for one in windows], [int(which.sum()) for which in kept])
    hazard = fit_hazard(known.features, known.matrix, left, folds_of(known.customers), newest=newest)
    return hazard, fit_plain(known.matrix, left)
