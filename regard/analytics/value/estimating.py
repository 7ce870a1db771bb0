"""Fitting the models to customers, or saying in a sentence why that cannot be."""

from dataclasses import dataclass

import numpy as np

from regard.analytics.metrics.estimates import NOTHING, Numbers, Z
from regard.analytics.value import gamma_gamma
from regard.analytics.value.fitting import Fit, fit
from regard.analytics.value.histories import Floats, Histories
from regard.analytics.value.model import Model
from regard.analytics.value.purchases import Money

LEAST_REPEATERS = 30
ROUGH = 10_000  # histories that suffice to come near
RELATED = 0.2  # a correlation of spending and ordering from which the money is doubtful


@dataclass(frozen=True)
class Fitted:
    """A fit, None where there is none, and what has to be said of it."""

    fit: Fit | None
    notes: tuple[str, ...]


def fit_purchases(model: Model, histories: Histories) -> Fitted:
    """The model of when customers order. It needs customers who ordered again."""
    told = histories.by_purchases
    if told.repeaters < LEAST_REPEATERS:
        return Fitted(
            None,
            (
                f"{told.repeaters:,} of {told.n:,} customers ordered again on a later day; {LEAST_REPEATERS} are needed to "
                "tell how often customers come back and when they are gone. Look at a longer time or at more customers.",
            ),
        )

    few, bends = told.thinned(ROUGH), model.curvature
    begin = model.start(told)
    starts = [begin, begin * np.array([0.3, 0.3, 0.3, 3.0]), begin * np.array([3.0, 3.0, 1.0, 10.0])]
    found = fit(
        model=model.name,
        names=model.parameters,
        likelihood=lambda theta: model.likelihood(theta, told),
        starts=starts,
        n=told.n,
        rows=len(told),
        rough=None if few is told else lambda theta: model.likelihood(theta, few),
        curvature=None if bends is None else lambda theta: bends(theta, told),
    )
    return Fitted(found, found.faults)


def fit_money(money: Money, currency: str) -> Fitted:
    """The model of what customers spend per order, from those who ordered again for money."""
    n = len(money.paid)
    if n < LEAST_REPEATERS:
        return Fitted(
            None,
            (
                f"{n:,} customers ordered again for a known sum{_in(currency)}; {LEAST_REPEATERS} are needed to tell what "
                "orders are worth. Give orders a value and a currency.",
            ),
        )
    if np.ptp(money.money / money.paid) < 1e-9 * float(np.abs(money.money).max()):
        return Fitted(None, ("All repeat orders cost the same, so there is nothing to model: multiply by that price.",))

    def likelihood(theta: Floats) -> tuple[float, Floats]:
        return gamma_gamma.likelihood(theta, money.paid, money.money)

    begin = gamma_gamma.start(money.paid, money.money)
    starts = [begin, begin * np.array([0.5, 0.5, 1.0]), begin * np.array([5.0, 3.0, 5.0])]
    found = fit(model="gamma_gamma", names=gamma_gamma.PARAMETERS, likelihood=likelihood, starts=starts, n=n, rows=n)
    notes = list(found.faults)
    if found.theta[1] <= 1:
        return Fitted(
            None,
            (
                "What customers spend differs so much that it has no mean under this model: a few very large orders decide.",
            ),
        )
    related = correlation(money)
    if related.value is not None and abs(related.value) > RELATED and (related.low or 0) * (related.high or 0) > 0:
        more = "more" if related.value > 0 else "less"
        notes.append(
            f"Customers who order often spend {more} per order (correlation {related.value:+.2f}, n {n:,}). The model of "
            "money supposes that the two have nothing to do with each other, so the worth of single customers is "
            f"{'too low for the best and too high for the rest' if related.value > 0 else 'too high for the best'}."
        )
    return Fitted(found, tuple(notes))


def correlation(money: Money) -> Numbers:
    """Pearson's correlation of how often customers ordered again and their mean order, with Fisher's interval."""
    n = len(money.paid)
    mean = money.money / money.paid
    if n < 4 or np.ptp(money.paid) == 0 or np.ptp(mean) == 0:
        return NOTHING
    value = float(np.corrcoef(money.paid, mean)[0, 1])
    middle, half = np.arctanh(np.clip(value, -0.999999, 0.999999)), Z / np.sqrt(n - 3)
    return Numbers(value, n, float(np.tanh(middle - half)), float(np.tanh(middle + half)))


def _in(currency: str) -> str:
    return f" in {currency}" if currency else ""
