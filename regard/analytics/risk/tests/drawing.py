"""Customers whose chance of leaving is known, because it was drawn."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
from scipy.special import expit

from regard.analytics.risk.features import Feature, Known, known_of
from regard.analytics.risk.learning import Window

FEATURES = (
    Feature("quiet", "days quiet", "time"),
    Feature("trouble", "things that failed", "trouble"),
    Feature("noise", "noise", "time"),
    Feature("plan", "contract's plan", "contract", ("monthly", "yearly")),
)
START = datetime(2026, 1, 1, tzinfo=UTC)


def drawn(n: int, seed: int, *, strength: float = 1.0, first: int = 0) -> tuple[Known, np.ndarray, np.ndarray]:
    """Customers, their true chances, and who left. `strength` 0: nothing that is known says anything."""
    chance = np.random.default_rng(seed)
    quiet, trouble = chance.exponential(20, n), chance.poisson(0.7, n).astype(float)
    plan = np.where(chance.random(n) < 0.5, "monthly", "yearly")
    truth = expit(
        -1.6 + strength * (0.04 * (quiet - 20) + 0.8 * trouble * (plan == "monthly") - 0.5 * (plan == "yearly"))
    )
    told = pa.table(
        {
            "customer_id": [f"cus_{first + number:016x}" for number in range(n)],
            "quiet": np.where(chance.random(n) < 0.1, np.nan, quiet),
            "trouble": trouble,
            "noise": chance.normal(size=n),
            "plan": plan,
        }
    )
    return known_of(told, FEATURES), truth, chance.random(n) < truth


def windows(number: int, n: int, *, strengths: tuple[float, ...] = ()) -> list[Window]:
    """Periods of 30 days with the same customers; in the last ones what is known may say less, or the contrary."""
    found = []
    for at in range(number):
        strength = strengths[at - number] if at >= number - len(strengths) else 1.0
        known, _, left = drawn(n, 100 + at, strength=strength)
        found.append(Window(START + timedelta(days=30 * at), known, left))
    return found
