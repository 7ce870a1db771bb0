"""Why a mean moved: the same people feel different, or different people answered.

The change of a mean is, for groups g with shares w and means m in both periods (Kitagawa 1955),

    sum of w̄(m₁ - m₀)  +  sum of m̄(w₁ - w₀)        within groups       who answered

w̄ and m̄ being averages of the two periods. With the group of those who answered in both periods, its first part is the
same people feeling different, and all the rest is different people. Intervals are linearised over customers, so that
somebody who answered several times, or in both periods, is one person.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Answers:
    """Answers of two periods: who gave them, in which group, what each adds to the mean. Arrays of one length."""

    customer: Codes
    group: Codes
    amount: Floats
    is_now: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Part:
    """A part of a change with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class GroupPart:
    """What one group adds: answers, share (0 to 1) and mean in both periods, and its part within and by its share."""

    group: str
    n: int
    n_before: int
    value: float | None
    value_before: float | None
    within: Part
    mix: Part


@dataclass(frozen=True)
class Split:
    """A change in two parts that add up to it."""

    within: Part
    mix: Part
    groups: tuple[GroupPart, ...]


@dataclass(frozen=True)
class People:
    """A change as the same people feeling different and different people; how many answered both times."""

    customers: int
    same: Part
    different: Part


def correlation_of(answers: Answers) -> float:
    """The correlation of the two periods' means that comes of people who answered in both."""
    who, ours = np.unique(answers.customer, return_inverse=True)
    parts = []
    for chosen in (answers.is_now, ~answers.is_now):
        if not chosen.any():
            return 0.0
        centred = np.where(chosen, answers.amount - answers.amount[chosen].mean(), 0.0)
        parts.append(np.bincount(ours, centred, minlength=len(who)))
    spread = math.sqrt(float((parts[0] ** 2).sum()) * float((parts[1] ** 2).sum()))
    return float((parts[0] * parts[1]).sum()) / spread if spread > 0 else 0.0


def split_by_people(answers: Answers) -> People | None:
    """The same people and different people; None where nobody answered in both periods or a period is empty."""
    both = np.intersect1d(answers.customer[answers.is_now], answers.customer[~answers.is_now])
    if len(both) == 0:
        return None
    group = np.isin(answers.customer, both).astype(np.int64)
    sums = _Sums(Answers(answers.customer, group, answers.amount, answers.is_now), 2)
    same = sums.within(1)
    rest = sums.change() - same
    return People(len(both), sums.part(same), sums.part(rest))


def split_by_group(answers: Answers, names: list[str]) -> Split | None:
    """Within the groups and between them; None where a period is empty."""
    if answers.is_now.all() or not answers.is_now.any():
        return None
    sums = _Sums(answers, len(names))
    within = [sums.within(group) for group in range(len(names))]
    mix = [sums.by_share(group) for group in range(len(names))]
    groups = tuple(
        GroupPart(
            name,
            int(sums.n[1, at]),
            int(sums.n[0, at]),
            sums.mean_or_none(1, at),
            sums.mean_or_none(0, at),
            sums.part(within[at]),
            sums.part(mix[at]),
        )
        for at, name in enumerate(names)
    )
    return Split(sums.part(_added(within)), sums.part(_added(mix)), groups)


@dataclass(frozen=True)
class _Term:
    """A function of the sums by period and group: its value and its slopes by n and by s, each of shape (2, groups)."""

    value: float
    by_n: Floats
    by_s: Floats

    def __sub__(self, other: "_Term") -> "_Term":
        return _Term(self.value - other.value, self.by_n - other.by_n, self.by_s - other.by_s)

    def __add__(self, other: "_Term") -> "_Term":
        return _Term(self.value + other.value, self.by_n + other.by_n, self.by_s + other.by_s)


def _added(terms: list[_Term]) -> _Term:
    found = terms[0]
    for term in terms[1:]:
        found = found + term
    return found


class _Sums:
    """Answers counted (n) and added up (s) by period (0 before, 1 now) and group."""

    def __init__(self, answers: Answers, groups: int) -> None:
        self._answers = answers
        self._period = answers.is_now.astype(np.int64)
        cell = self._period * groups + answers.group
        self.n = np.bincount(cell, minlength=2 * groups).reshape(2, groups).astype(float)
        self.s = np.bincount(cell, answers.amount, minlength=2 * groups).reshape(2, groups)
        self.totals = self.n.sum(axis=1)
        _, self._who = np.unique(answers.customer, return_inverse=True)

    def mean_or_none(self, period: int, group: int) -> float | None:
        return float(self.s[period, group] / self.n[period, group]) if self.n[period, group] else None

    def change(self) -> _Term:
        """The whole change: mean now less mean before."""
        by_n, by_s = np.zeros_like(self.n), np.zeros_like(self.n)
        value = 0.0
        for period, sign in ((0, -1.0), (1, 1.0)):
            mean = self.s[period].sum() / self.totals[period]
            value += sign * mean
            by_s[period] = sign / self.totals[period]
            by_n[period] = -sign * mean / self.totals[period]
        return _Term(float(value), by_n, by_s)

    def within(self, group: int) -> _Term:
        """The group's average share times the change of its mean; nothing where it is in one period only."""
        if not self.n[:, group].all():
            return _Term(0.0, np.zeros_like(self.n), np.zeros_like(self.n))
        shares, means = self.n[:, group] / self.totals, self.s[:, group] / self.n[:, group]
        share, rise = shares.mean(), means[1] - means[0]
        by_n, by_s = np.zeros_like(self.n), np.zeros_like(self.n)
        for period, sign in ((0, -1.0), (1, 1.0)):
            by_s[period, group] = sign * share / self.n[period, group]
            by_n[period] = rise / 2 * self._share_slope(period, group)
            by_n[period, group] -= sign * share * means[period] / self.n[period, group]
        return _Term(float(share * rise), by_n, by_s)

    def by_share(self, group: int) -> _Term:
        """The group's average mean times the change of its share: all it adds that is not within."""
        by_n, by_s = np.zeros_like(self.n), np.zeros_like(self.n)
        value = 0.0
        for period, sign in ((0, -1.0), (1, 1.0)):
            total = self.totals[period]
            value += sign * self.s[period, group] / total
            by_s[period, group] = sign / total
            by_n[period] = -sign * self.s[period, group] / total**2
        return _Term(float(value), by_n, by_s) - self.within(group)

    def part(self, term: _Term) -> Part:
        """The value with its interval, from how far each customer moves it."""
        cells = (self._period, self._answers.group)
        moved = np.bincount(self._who, term.by_n[cells] + term.by_s[cells] * self._answers.amount)
        if len(moved) < 2:
            return Part(term.value, -math.inf, math.inf)
        half = float(stdtrit(len(moved) - 1, 0.975)) * math.sqrt(float((moved**2).sum()))
        return Part(term.value, term.value - half, term.value + half)

    def _share_slope(self, period: int, group: int) -> Floats:
        total = self.totals[period]
        slope = np.full(self.n.shape[1], -self.n[period, group] / total**2)
        slope[group] += 1 / total
        return slope
