"""Lines through a series whose errors lean on each other: generalised least squares, over all autocorrelations.

Errors follow a first-order autoregression; how strong it is cannot be known from a few dozen periods, and intervals that
take the best guess for the truth are too narrow. So each strength is tried, and counts by its restricted likelihood
(Patterson and Thompson 1971; for interrupted series see Turner et al. 2021, BMC Medical Research Methodology 21:134). A
coefficient then has a mixture of Student's t distributions, from which its interval is read.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

Numbers = NDArray[Any]
STRENGTHS: Numbers = np.linspace(-0.4, 0.95, 46)  # autocorrelations from one period to the next that are tried

NEGLIGIBLE = 1e-9  # weight below which a strength is left out
HALVINGS = 32


@dataclass(frozen=True)
class Fitted:
    """A line for each strength that was tried: its weight, coefficients, and their covariance."""

    weight: Numbers  # strengths, sums to 1
    coefficients: Numbers  # strengths by columns
    covariance: Numbers  # strengths by columns by columns
    freedom: int
    variance: Numbers  # of one error, by strength

    @property
    def autocorrelation(self) -> float:
        """The strength to be expected."""
        return float(self.weight @ STRENGTHS)

    def told(self, combination: Numbers, *, coverage: float = 0.95) -> tuple[float, float, float]:
        """A sum of coefficients: its middle, and the ends of its interval."""
        middle, low, high = self.told_of(combination[None, :], coverage=coverage)[0].tolist()
        return middle, low, high

    def told_of(self, combinations: Numbers, *, coverage: float = 0.95) -> Numbers:
        """Several such sums, a row each: middle, low, high."""
        counts = self.weight > NEGLIGIBLE
        centre = self.coefficients[counts] @ combinations.T  # strengths by sums
        squared = np.einsum("mi,kij,mj->km", combinations, self.covariance[counts], combinations)
        spread = np.sqrt(np.maximum(squared, 1e-300))
        tail = (1 - coverage) / 2
        weight = self.weight[counts] / self.weight[counts].sum()
        ends = [_quantile(share, weight, centre, spread, self.freedom) for share in (0.5, tail, 1 - tail)]
        return np.column_stack(ends)


def fit(design: Numbers, values: Numbers, positions: Numbers) -> Fitted:
    """Fit values on the columns of `design`; `positions` count periods, so that gaps are known.

    Raises ValueError where there are not more rows than columns, or columns say the same.
    """
    rows, columns = design.shape
    if rows <= columns or np.linalg.matrix_rank(design) < columns:
        raise ValueError("there are too few periods to fit this")
    both, log_determinant = _whitened(np.column_stack([design, values]), np.diff(positions), STRENGTHS)
    x, y = both[:, :, :-1], both[:, :, -1]
    inner = np.einsum("kni,knj->kij", x, x)
    inverse = np.linalg.inv(inner)
    coefficients = np.einsum("kij,knj,kn->ki", inverse, x, y, optimize=True)
    freedom = rows - columns
    left = y - np.einsum("kni,ki->kn", x, coefficients)
    residual = np.maximum((left**2).sum(axis=1), 1e-300)
    likelihood = -0.5 * (log_determinant + np.linalg.slogdet(inner)[1] + freedom * np.log(residual))
    weight = np.exp(likelihood - likelihood.max())
    variance = residual / freedom
    return Fitted(weight / weight.sum(), coefficients, inverse * variance[:, None, None], freedom, variance)


def spread_of(design: Numbers, positions: Numbers, combination: Numbers, *, strength: float, variance: float) -> float:
    """How far a sum of coefficients would scatter (standard deviation), were this the design."""
    whitened = _whitened(design, np.diff(positions), np.array([strength]))[0][0]
    solved = np.linalg.lstsq(whitened.T @ whitened, combination, rcond=None)[0]
    return float(np.sqrt(max(variance * (combination @ solved), 0.0)))


def _whitened(rows: Numbers, gaps: Numbers, strengths: Numbers) -> tuple[Numbers, Numbers]:
    """Rows with each autoregression taken out, and the logarithm of the determinant of the errors' correlation."""
    carried = (np.sign(strengths)[:, None] ** gaps) * (np.abs(strengths)[:, None] ** gaps)  # strengths by gaps
    left = 1 - carried**2
    rest = (rows[None, 1:] - carried[:, :, None] * rows[None, :-1]) / np.sqrt(left)[:, :, None]
    first = np.broadcast_to(rows[:1], (len(strengths), 1, rows.shape[1]))
    return np.concatenate([first, rest], axis=1), np.log(left).sum(axis=1)


def _quantile(share: float, weight: Numbers, centre: Numbers, spread: Numbers, freedom: int) -> Numbers:
    """Where mixtures of t distributions (columns) have so much below them, by halving between those of their parts."""
    each = centre + float(stdtrit(freedom, share)) * spread
    low, high = each.min(axis=0), each.max(axis=0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        is_below = weight @ stdtr(freedom, (middle - centre) / spread) < share
        low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
    found: Numbers = (low + high) / 2
    return found
