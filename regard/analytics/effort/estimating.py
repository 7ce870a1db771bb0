"""How easy customers found it, those who did not say included: a mean over everybody who was there, with its error.

Whoever answers is not everybody: those for whom it was hard may answer more, or less. From what all of them went through
(steps, repeats, changes of channel, tickets reopened, clicks in vain, waits, failures) two models are learnt on other customers than
they are applied to: how easy it was found, m, and how likely somebody like that answers, e. Then

    mean = average of m(x) + mean of (y - m(x)) over those who answered, each weighted 1 / e(x)

is right if either model is (Robins, Rotnitzky & Zhao 1994; cross-fitting after Chernozhukov et al. 2018; where everybody is as
likely to answer it is prediction-powered inference, Angelopoulos et al. 2023). Its interval comes from the spread of both terms, so it
holds what m gets wrong. It rests on one thing no data can show: that of two customers who went through the same, the one who
answered found it as easy as the one who did not.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from regard.analytics.drivers.models import fit_share, predict_share
from regard.analytics.metrics.estimates import NOTHING, Numbers, Z, mean

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

FOLDS = 5
LEAST_ANSWERS = 100
LEAST_CHANCE = 0.02  # of customers less likely to answer nothing is said: hardly anybody like them did
RIDGES = (2.0, 20.0, 200.0, 2000.0)


@dataclass(frozen=True)
class Effort:
    """The share that found it easy, in per cent: of all, of those who answered, and as predicted of those who did not.

    `told` is how much of the spread of the answers the prediction explains (R squared on customers not learnt from),
    `weight` the most that one answer counts for, in per cent of all answers,
    `covered` the share of customers of whom enough like them answered; of the others nothing is said.
    """

    everybody: Numbers
    answered: Numbers
    silent: Numbers
    told: float | None
    weight: float | None
    covered: float | None
    notes: tuple[str, ...]


def effort_of(matrix: Floats, answer: Floats, folds: Ints) -> Effort:
    """From what customers went through (n, columns) and their answers (n,), NaN where they gave none, 100 for easy, 0 for not.

    `folds` are 0 to 4, see FOLDS.
    """
    answered = ~np.isnan(answer)
    n, k = len(answer), int(answered.sum())
    given = answer[answered]
    plain = mean(float(given.sum()), float((given**2).sum()), k)
    if k < LEAST_ANSWERS or n - k < 1:
        lacking = (
            "Everybody answered, so nothing has to be predicted."
            if n and k == n
            else f"{k:,} of {n:,} customers answered; {LEAST_ANSWERS} are needed to predict what the others would have said."
        )
        return Effort(plain if n and k == n else NOTHING, plain, NOTHING, None, None, None, (lacking,))
    scaled = _scaled(matrix)
    chance = _cross(scaled, np.where(answered, 1.0, 0.0), np.ones(n, dtype=bool), folds, is_share=True)
    covered = chance >= LEAST_CHANCE
    expected = _expected(scaled, np.nan_to_num(answer), answered & covered, folds)
    return _combined(answer, answered, covered, expected, chance, plain)


def _combined(
    answer: Floats, answered: Flags, covered: Flags, expected: Floats, chance: Floats, plain: Numbers
) -> Effort:
    """Of the covered, the mean of what is expected, corrected by what that gets wrong of the answers."""
    taught = (answered & covered)[covered]
    said, m, e = np.nan_to_num(answer[covered]), expected[covered], chance[covered]
    n, k = len(m), int(taught.sum())
    weight = np.where(taught, 1 / e, 0.0)
    residual = np.where(taught, said - m, 0.0)
    everybody = _corrected(m, np.ones(n), weight, residual, k)
    silent = _corrected(m, (~taught).astype(np.float64), np.where(taught, (1 - e) / e, 0.0), residual, n - k)
    given = said[taught]
    spread = float(((given - given.mean()) ** 2).sum())
    told = max(0.0, 1 - float((residual[taught] ** 2).sum()) / spread) if spread > 0 else None
    share = float(covered.mean())
    notes = _notes(told, 1 - share, plain, everybody)
    return Effort(everybody, plain, silent, told, 100 * float(weight.max() / weight.sum()), share, notes)


def _corrected(m: Floats, counts: Floats, weight: Floats, residual: Floats, n: int) -> Numbers:
    """The mean of m over those who count, plus the weighted mean of what it gets wrong; the error of both."""
    wrong = float((weight * residual).sum() / weight.sum())
    value = float((counts * m).sum() / counts.sum()) + wrong
    influence = counts * (m - (value - wrong)) / counts.mean() + weight * (residual - wrong) / weight.mean()
    half = Z * float(influence.std(ddof=1)) / math.sqrt(len(m))
    return Numbers(min(100.0, max(0.0, value)), n, max(0.0, value - half), min(100.0, value + half))


def _expected(scaled: Floats, answer: Floats, taught: Flags, folds: Ints) -> Floats:
    """What each customer would say, by ridge regression as strong as answers not learnt from ask for; the mean where none helps."""
    tried = [_cross(scaled, answer, taught, folds, ridge=ridge) for ridge in RIDGES]
    middle = np.zeros(len(folds))
    for fold in range(FOLDS):
        middle[folds == fold] = answer[taught & (folds != fold)].mean()
    tried.append(middle)
    errors = [float(((answer - one)[taught] ** 2).mean()) for one in tried]
    return np.clip(tried[int(np.argmin(errors))], 0.0, 100.0)


def _cross(
    features: Floats, outcome: Floats, taught: Flags, folds: Ints, *, is_share: bool = False, ridge: float = 1.0
) -> Floats:
    """Fitted values for everybody, each from a model of the other folds."""
    found = np.zeros(len(folds))
    for fold in range(FOLDS):
        here, there = folds == fold, taught & (folds != fold)
        if is_share:
            found[here] = predict_share(features[here], fit_share(features[there], outcome[there]))
        else:
            found[here] = _predict_mean(features[here], _fit_mean(features[there], outcome[there], ridge))
    return found


def _notes(told: float | None, unlikely: float, answered: Numbers, everybody: Numbers) -> tuple[str, ...]:
    notes = [
        "It rests on one thing that cannot be tested: that of two customers who went through the same, the one who answered found it as "
        "easy as the one who did not."
    ]
    if told is not None and told < 0.01:
        notes.append(
            "What customers went through says next to nothing of how easy they found it, so little is corrected."
        )
    if unlikely > 0.001:
        notes.append(
            f"{100 * unlikely:.0f} % of customers are of a kind that hardly ever answers; of them nothing is said."
        )
    if (
        answered.value is not None
        and everybody.low is not None
        and not everybody.low <= answered.value <= (everybody.high or 100)
    ):
        word = "harder" if (everybody.value or 0) < answered.value else "easier"
        notes.append(f"Those who did not answer had it {word}: the answers alone do not stand for everybody.")
    return tuple(notes)


def _scaled(matrix: Floats) -> Floats:
    """Logarithms of what is counted, standardised, with squares and a column for what is not known."""
    bent = np.sign(matrix) * np.log1p(np.abs(matrix))
    missing = np.isnan(bent)
    known = np.where(missing, 0.0, bent)
    counts = np.maximum((~missing).sum(axis=0), 1)
    middle = known.sum(axis=0) / counts
    filled = np.where(missing, middle, bent) - middle
    spread = filled.std(axis=0)
    kept = spread > 1e-9
    scaled = np.clip(filled[:, kept] / spread[kept], -4.0, 4.0)
    gaps = missing[:, (missing.mean(axis=0) > 0.02) & (missing.mean(axis=0) < 0.98)].astype(np.float64)
    squares = scaled**2 - 1
    return np.column_stack([scaled, squares, gaps])


def _fit_mean(features: Floats, outcome: Floats, ridge: float) -> Floats:
    design = np.column_stack([np.ones(len(features)), features])
    penalty = np.full(design.shape[1], ridge)
    penalty[0] = 1e-9
    return np.asarray(np.linalg.solve(design.T @ design + np.diag(penalty), design.T @ outcome))


def _predict_mean(features: Floats, beta: Floats) -> Floats:
    return np.asarray(beta[0] + features @ beta[1:])
