"""Maximum likelihood: parameters, their covariance, and what is wrong with them, in sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from regard.analytics.metrics.estimates import Z
from regard.analytics.value.histories import Floats

Likelihood = Callable[[Floats], tuple[float, Floats]]
FLAT = 0.02  # what the log-likelihood may still gain by a parameter e times as large
STEP = 1e-4
SETTLED = 1e-9  # the gradient at which looking ends
FARTHEST = 14.0  # how far the logarithm of a parameter may go
NOWHERE = 1e12
LEAST_BEND = 1e-3  # a log-likelihood that bends less along a parameter does not tell it
LEAST_SHARE = 1e-4  # or along a direction, against what its parameters bend by themselves
WIDE = 1.0  # a variance of a logarithm from which a parameter is hardly told


@dataclass(frozen=True)
class Parameter:
    """A parameter with its standard error and 95 % interval; the error is None where the data does not tell it."""

    name: str
    value: float
    error: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Fit:
    """A fitted model. `covariance` is of the logarithms of `theta`, in its order.

    Where customers are so alike, or so few, that two parameters may grow together without end, the data does not tell
    those `untold`: they come without errors, and `covariance` supposes that they are where they are. Where `is_settled`
    is false no maximum was found, and nothing should be made of it.
    """

    model: str
    names: tuple[str, ...]
    theta: Floats
    covariance: Floats | None
    log_likelihood: float
    n: int
    rows: int
    is_settled: bool = True
    untold: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Each parameter with its error; intervals are symmetrical on the logarithm, since none can be negative."""
        return tuple(self._parameter(index) for index in range(len(self.names)))

    def _parameter(self, index: int) -> Parameter:
        name, value = self.names[index], float(self.theta[index])
        if self.covariance is None or name in self.untold:
            return Parameter(name, value, None, None, None)
        spread = float(np.sqrt(self.covariance[index, index]))
        low, high = (float(value * np.exp(sign * Z * spread)) for sign in (-1, 1))
        return Parameter(name, value, value * spread, low, high)


def fit(
    *,
    model: str,
    names: tuple[str, ...],
    likelihood: Likelihood,
    starts: list[Floats],
    n: int,
    rows: int,
    rough: Likelihood | None = None,
    curvature: Callable[[Floats], Floats] | None = None,
) -> Fit:
    """The parameters under which `n` customers are most likely, all of them positive.

    Looks among logarithms from each of `starts` until one settles: by BFGS until near, on `rough` where there is a
    likelihood of fewer rows, then on all with second derivatives, by `curvature` or from differences of the gradient.
    """
    told = _Downhill(likelihood, n, curvature)
    quick = _Downhill(rough, n, None) if rough else told
    found = None
    for begin in starts:
        candidate = _climb(told, quick, np.log(begin))
        if found is None or candidate[1] > found[1]:
            found = candidate
        if _is_flat(found[2], n):
            break
    if found is None:
        raise ValueError("There is nowhere to start from.")
    at, value, slope, curve = found
    theta, is_settled = np.exp(at), _is_flat(slope, n)
    covariance, flat = _covariance(curve) if is_settled else (None, np.zeros(len(at), dtype=bool))
    untold = tuple(name for name, is_untold in zip(names, flat, strict=True) if is_untold)
    faults = _faults(names, covariance, untold, n)
    return Fit(model, names, theta, covariance, value, n, rows, is_settled, untold, faults)


@dataclass(frozen=True)
class _Downhill:
    """A likelihood per customer, its sign turned, over the logarithms of the parameters."""

    likelihood: Likelihood
    n: int
    curvature: Callable[[Floats], Floats] | None

    def __call__(self, at: Floats) -> tuple[float, Floats]:
        if np.abs(at).max() > FARTHEST:
            return NOWHERE, np.zeros_like(at)
        value, slope = self.likelihood(np.exp(at))
        if not np.isfinite(value) or not np.isfinite(slope).all():
            return NOWHERE, np.zeros_like(at)
        return -value / self.n, -slope * np.exp(at) / self.n

    def bend(self, at: Floats) -> Floats:
        """The second derivatives."""
        if self.curvature is None or np.abs(at).max() > FARTHEST:
            return self._bend_from_differences(at)
        theta = np.exp(at)
        return np.asarray(-self.curvature(theta) * np.outer(theta, theta) / self.n + np.diag(self(at)[1]))

    def _bend_from_differences(self, at: Floats) -> Floats:
        columns = []
        for index in range(len(at)):
            step = np.zeros_like(at)
            step[index] = STEP
            columns.append((self(at + step)[1] - self(at - step)[1]) / (2 * STEP))
        found = np.stack(columns)
        return np.asarray((found + found.T) / 2)


def _climb(told: _Downhill, quick: _Downhill, begin: Floats) -> tuple[Floats, float, Floats, Floats]:
    bounds = [(-FARTHEST, FARTHEST)] * len(begin)
    first = minimize(quick, begin, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 200, "gtol": 1e-5})
    options = {"gtol": SETTLED, "maxiter": 30, "initial_trust_radius": 0.5}
    bend = told.bend if told.curvature else quick.bend  # without a formula, that of fewer rows leads there as well
    at = minimize(told, first.x, jac=True, hess=bend, method="trust-exact", options=options).x
    value, slope = told(at)
    return at, -value * told.n, slope, told.bend(at) * told.n


def _covariance(curve: Floats) -> tuple[Floats | None, npt.NDArray[np.bool_]]:
    """The inverse of the second derivatives where they bend, and which parameters take part where they do not."""
    if not np.isfinite(curve).all():
        return None, np.ones(len(curve), dtype=bool)
    sizes = np.sqrt(np.maximum(np.abs(np.diag(curve)), LEAST_BEND))
    bends, ways = np.linalg.eigh(curve / np.outer(sizes, sizes))
    told = bends > LEAST_SHARE
    inverse = (ways[:, told] / bends[told]) @ ways[:, told].T
    flat = (np.abs(ways[:, ~told]) > 0.1).any(axis=1)
    return np.asarray(inverse / np.outer(sizes, sizes)), flat


def _is_flat(slope: Floats, n: int) -> bool:
    return bool(n * np.abs(slope).max() < FLAT)


def _faults(names: tuple[str, ...], covariance: Floats | None, untold: tuple[str, ...], n: int) -> tuple[str, ...]:
    if covariance is None:
        return (
            f"The fit did not settle: from {n:,} customers the parameters could not be found. Take more customers or a "
            "longer time.",
        )
    if untold:
        return (
            f"These {n:,} customers hardly differ in what {' and '.join(untold)} stand for, or are too few to tell how much "
            "they do. Intervals suppose that they do not differ and may be too narrow: see the hold-out.",
        )
    wide = [name for at, name in enumerate(names) if covariance[at, at] > WIDE]
    if wide:
        return (
            f"{' and '.join(wide)} can hardly be told from these {n:,} customers. Totals can still be good, and the "
            "hold-out shows whether they are; the parameters say little by themselves.",
        )
    return ()
