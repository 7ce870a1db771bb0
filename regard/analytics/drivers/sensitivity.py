"""How strongly something that nobody recorded would have to act to explain an effect away.

Two answers. For shares, the E-value (VanderWeele & Ding 2017). For any outcome, the robustness value: the share of what
is left unexplained of both, of whom the friction meets and of the outcome, that a hidden cause would have to explain
(Cinelli & Hazlett 2020, for doubly robust estimates Chernozhukov, Cinelli, Newey, Sharma & Syrgkanis 2022, whose bound on
the bias of an estimate with outcome residual of variance s² and Riesz representer a is s² E(a²) R²y R²d / (1 - R²d)).
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from regard.analytics.drivers.history import Floats


@dataclass(frozen=True)
class Sensitivity:
    """What a hidden cause would have to do.

    `robustness` is the share it would have to explain of both to explain the estimate away, `of_interval` to make its interval
    include no effect (0 where it does already), and `as_known` how far one as strong as the strongest of the known
    features would move the estimate.
    """

    robustness: float
    of_interval: float
    as_known: float


def sensitivity_of(
    value: float, error: float, reach: float, *, scale: float, known: tuple[Floats, Floats] | None
) -> Sensitivity:
    """Work it out from the scale of the bound (the root of s² E(a²)) and the strengths of known features."""
    as_known = 0.0
    if known is not None and len(known[0]):
        on_outcome, on_friction = known
        as_known = scale * float(np.sqrt((on_outcome * on_friction / (1 - on_friction)).max()))
    nearest = max(abs(value) - reach * error, 0.0)
    return Sensitivity(robustness_value(abs(value), scale), robustness_value(nearest, scale), as_known)


def robustness_value(effect: float, scale: float) -> float:
    """The share r for which scale x r / sqrt(1 - r) is the effect.

    >>> round(robustness_value(0.1, 1.0), 3)
    0.095
    """
    if scale <= 0 or effect <= 0:
        return 0.0
    ratio = (effect / scale) ** 2
    return (math.sqrt(ratio**2 + 4 * ratio) - ratio) / 2


def known_strengths(features: Floats, exposed: npt.NDArray[np.bool_], outcome: Floats) -> tuple[Floats, Floats]:
    """How much each known feature explains of the outcome and of the friction beyond all others (partial R²)."""
    met = exposed.astype(float)
    return _partial(np.column_stack([met, features]), outcome)[1:], _partial(features, met)


def _partial(columns: Floats, outcome: Floats) -> Floats:
    """Partial R² of each column, from the t-statistics of one least-squares fit."""
    design = np.column_stack([np.ones(len(columns)), columns])
    inverse = np.linalg.inv(design.T @ design + 1e-6 * np.eye(design.shape[1]))
    beta = inverse @ (design.T @ outcome)
    left = outcome - design @ beta
    freedom = max(len(outcome) - design.shape[1], 1)
    squared = beta**2 / np.maximum(np.diag(inverse) * float(left @ left) / freedom, 1e-300)
    return np.asarray((squared / (squared + freedom))[1:])


def hidden_cause(baseline: float, effect: float) -> float | None:
    """How strongly a hidden cause would have to act to explain an effect on a share away: the E-value.

    A risk ratio, of the hidden cause on the friction and on the outcome both (VanderWeele & Ding 2017). None where
    the shares do not allow it.

    >>> round(hidden_cause(0.40, -0.10), 2)
    2.0
    """
    after = baseline + effect
    if not (0 < baseline < 1 and 0 < after < 1) or effect == 0:
        return None
    ratio = max(after / baseline, baseline / after)
    return ratio + math.sqrt(ratio * (ratio - 1))
