"""The hazard of leaving in the next period, by gradient-boosted trees, with calibrated chances and exact explanations.

Each row is a customer at one moment they were still there at, with what was known then, and whether they left in the
period after it: person-periods, from which a discrete-time hazard is learnt (Singer & Willett 1993). Trees are LightGBM's
(Ke et al. 2017). How many there are, and the line from their log-odds to calibrated ones (Platt 1999), is found on
customers each fold of trees did not see.

Explanations are Shapley values of the trees (Lundberg et al. 2020), which LightGBM computes exactly. Calibration is a line
in the log-odds, so a customer's base and contributions add up to the log-odds of the very chance that is shown.
"""

import os
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any, cast

import numpy as np
import pyarrow as pa
from scipy.special import expit

from regard.analytics.errors import RegardError
from regard.analytics.risk.features import Feature, Flags, Floats, Ints, columns_of

FOLDS = 4
MOST_ROUNDS = 500
PATIENCE = 30
LEAST_OF_EACH = 50  # leavers and stayers, to learn from
LEAST_TO_CALIBRATE = 200  # of each in the newest period, to calibrate on that alone
MOST_ROWS = 200_000
ROWS_PER_THREAD = 100_000


class TreesMissing(RegardError):
    """Raised where the library of the trees cannot be loaded."""

    code = "trees_missing"
    status = 503


@dataclass(frozen=True)
class Explained:
    """Why a chance is what it is, in log-odds: `base`, which all share, and what each feature adds."""

    base: float
    parts: Floats  # customers by features


@dataclass(frozen=True)
class Hazard:
    """Fitted trees and the line that calibrates them. `text` is LightGBM's own format."""

    features: tuple[Feature, ...]
    text: str
    rounds: int
    intercept: float
    slope: float
    rows: int
    left: int

    @cached_property
    def _trees(self) -> Any:
        return _lightgbm().Booster(model_str=self.text)

    def log_odds(self, matrix: Floats) -> Floats:
        """Calibrated log-odds of leaving, one per row."""
        raw = np.asarray(self._trees.predict(matrix, raw_score=True, num_threads=_threads(len(matrix))))
        return np.asarray(self.intercept + self.slope * raw)

    def chances(self, matrix: Floats) -> Floats:
        """Calibrated chances of leaving."""
        return np.asarray(expit(self.log_odds(matrix)))

    def explain(self, matrix: Floats) -> Explained:
        """Base and contributions, which sum to `log_odds` for each row."""
        parts = np.asarray(self._trees.predict(matrix, pred_contrib=True, num_threads=_threads(len(matrix))))
        parts = parts.reshape(len(matrix), -1)
        base = float(parts[0, -1]) if len(parts) else 0.0
        columns = columns_of(self.features)
        by_feature = np.zeros((len(matrix), len(self.features)))
        np.add.at(by_feature.T, columns, parts[:, :-1].T)
        return Explained(self.intercept + self.slope * base, self.slope * by_feature)


def fit_hazard(
    features: tuple[Feature, ...], matrix: Floats, left: Flags, folds: Ints, *, newest: Flags | None = None
) -> Hazard:
    """Learn from person-periods.

    Args:
        features: what the columns are.
        matrix: shape (n, columns), NaN where nothing is known.
        left: shape (n,).
        folds: shape (n,); rows of one customer are in one fold, see `folds_of`.
        newest: rows of the newest period, on which to calibrate where enough left and stayed.
    """
    raw, rounds = np.zeros(len(left)), []
    for fold in range(FOLDS):
        here = folds == fold
        booster = _grow(matrix[~here], left[~here], MOST_ROUNDS, (matrix[here], left[here]))
        rounds.append(max(booster.best_iteration, 1))
        raw[here] = booster.predict(matrix[here], raw_score=True, num_iteration=rounds[-1])
    usable = newest is not None and min(int(left[newest].sum()), int((~left[newest]).sum())) >= LEAST_TO_CALIBRATE
    kept = cast(Flags, newest) if usable else np.ones(len(left), dtype=bool)
    intercept, slope = line_of(raw[kept], left[kept])
    wanted = max(1, round(float(np.mean(rounds))))
    final = _grow(matrix, left, wanted, None)
    return Hazard(features, final.model_to_string(), wanted, intercept, slope, len(left), int(left.sum()))


def line_of(raw: Floats, left: Flags) -> tuple[float, float]:
    """The line in the log-odds that calibrates: intercept and slope, by Newton's method, after Platt (1999).

    The two targets are drawn in a little, as he has it, so that it is finite; a slope below 0 would turn the order
    around and is taken as 0.
    """
    n1, n0 = float(left.sum()), float((~left).sum())
    target = np.where(left, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))
    middle, spread = float(raw.mean()), float(raw.std()) or 1.0
    design = np.column_stack([np.ones(len(raw)), (raw - middle) / spread])
    beta = np.array([np.log((n1 + 1) / (n0 + 1)), 0.0])
    for _ in range(50):
        fitted = expit(design @ beta)
        weight = np.maximum(fitted * (1 - fitted), 1e-9)
        step = np.linalg.solve((design.T * weight) @ design + 1e-9 * np.eye(2), design.T @ (target - fitted))
        beta = beta + np.clip(step, -4, 4)
        if np.abs(step).max() < 1e-10:
            break
    if beta[1] <= 0:
        return float(np.log((n1 + 1) / (n0 + 1))), 0.0
    slope = float(beta[1]) / spread
    return float(beta[0]) - slope * middle, slope


def folds_of(customers: pa.Array, *, salt: str = "") -> Ints:
    """To which fold each customer belongs, by the id alone; another salt cuts another way."""
    return (_mixed(customers, salt) % FOLDS).astype(np.int64)


def kept_of(customers: pa.Array, most: int = MOST_ROWS) -> Flags:
    """Which customers to learn from where there are more rows than needed, by the id alone."""
    if len(customers) <= most:
        return np.ones(len(customers), dtype=bool)
    return np.asarray(_mixed(customers, "kept") / 2**32 < most / len(customers))


def _mixed(customers: pa.Array, salt: str) -> Ints:
    """A number below 2 ** 32 for each customer, without relation to that of another salt."""
    digests = b"".join(blake2b(f"{salt} {one}".encode(), digest_size=4).digest() for one in customers.to_pylist())
    return np.frombuffer(digests, dtype="<u4").astype(np.int64)


def _grow(matrix: Floats, left: Flags, rounds: int, held: tuple[Floats, Flags] | None) -> Any:
    lightgbm = _lightgbm()
    shared = {"params": {"verbosity": -1, "max_bin": 127, "num_threads": _threads(len(left))}, "free_raw_data": False}
    taught = lightgbm.Dataset(matrix, left.astype(np.float64), **shared)
    options: dict[str, Any] = {}
    if held is not None:
        options["valid_sets"] = [taught.create_valid(held[0], held[1].astype(np.float64))]
        options["callbacks"] = [lightgbm.early_stopping(PATIENCE, verbose=False)]
    return lightgbm.train(_settings(len(left)), taught, num_boost_round=rounds, **options)


def _settings(rows: int) -> dict[str, Any]:
    return {
        "objective": "binary",
        "learning_rate": 0.08,
        "num_leaves": 8,
        "min_data_in_leaf": int(np.clip(rows // 150, 10, 200)),
        "feature_fraction": 0.7,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "lambda_l2": 5.0,
        "max_bin": 127,
        "seed": 1,
        "deterministic": True,
        "force_col_wise": True,
        "num_threads": _threads(rows),
        "verbosity": -1,
    }


def _threads(rows: int) -> int:
    """One for few rows, since threads that wait for one another cost more than they save."""
    return 1 if rows < ROWS_PER_THREAD else os.cpu_count() or 1


def _lightgbm() -> Any:
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # threads that wait leave the processor to others
    try:
        import lightgbm  # noqa: PLC0415 (takes seconds to load, and only here)
    except OSError as error:
        raise TreesMissing(
            f"The library of the trees cannot be loaded ({error}). It needs OpenMP: install libgomp1 (Debian, Ubuntu), "
            "libgomp (Fedora) or libomp (macOS)."
        ) from None
    return lightgbm
