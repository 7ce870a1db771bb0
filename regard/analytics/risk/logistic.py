"""The plain model beside the trees: logistic regression on the same columns, so that trees have to show what they add."""

from dataclasses import dataclass

import numpy as np

from regard.analytics.drivers.models import fit_share, predict_share
from regard.analytics.risk.features import Flags, Floats


@dataclass(frozen=True)
class Plain:
    """Coefficients over standardised columns; what is not known is the mean, and said in a column of its own."""

    middle: Floats
    spread: Floats
    gaps: Flags
    beta: Floats

    def chances(self, matrix: Floats) -> Floats:
        """Chances of leaving."""
        return predict_share(self._design(matrix), self.beta)

    def _design(self, matrix: Floats) -> Floats:
        scaled = (_bent(matrix) - self.middle) / self.spread
        filled = np.where(np.isnan(scaled), 0.0, np.clip(scaled, -4.0, 4.0))
        return np.column_stack([filled, np.isnan(matrix)[:, self.gaps].astype(np.float64)])


def fit_plain(matrix: Floats, left: Flags) -> Plain:
    """Ridge logistic regression on the same rows that the trees learn from. Large numbers enter as logarithms."""
    bent = _bent(matrix)
    with np.errstate(invalid="ignore"):
        known = ~np.isnan(bent).all(axis=0)
        middle = np.where(known, np.nanmean(np.where(known, bent, 0.0), axis=0), 0.0)
        spread = np.where(known, np.nanstd(np.where(known, bent, 0.0), axis=0), 1.0)
    missing = np.isnan(matrix).mean(axis=0)
    plain = Plain(middle, np.where(spread > 1e-9, spread, np.inf), (missing > 0.01) & (missing < 0.99), np.empty(0))
    return Plain(plain.middle, plain.spread, plain.gaps, fit_share(plain._design(matrix), left.astype(np.float64)))


def _bent(matrix: Floats) -> Floats:
    return np.asarray(np.sign(matrix) * np.log1p(np.abs(matrix)))
