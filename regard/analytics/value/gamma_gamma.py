"""Gamma-Gamma: what a customer spends per order (Fader & Hardie 2013). Parameters p, q, gamma.

Orders of one customer vary as a gamma with shape p, the rates of those gammas between customers as a gamma (q, gamma).
It supposes that how much someone spends has nothing to do with how often they order.
"""

import numpy as np
from scipy.special import digamma, gammaln

from regard.analytics.value.histories import Floats

PARAMETERS = ("p", "q", "gamma")


def start(paid: Floats, money: Floats) -> Floats:
    """Where to begin looking for the parameters."""
    usual = float(np.median(money / paid))
    return np.array([2.0, 3.0, usual])


def likelihood(theta: Floats, paid: Floats, money: Floats) -> tuple[float, Floats]:
    """The log-likelihood of the mean order of customers with `paid` repeat orders and `money` in all, and its gradient."""
    p, q, gamma = theta
    spread = np.log(gamma + money)
    inside = 1.0 / (gamma + money)
    counts, at = np.unique(paid, return_inverse=True)
    weight = np.bincount(at)
    log_money = np.bincount(at, weights=np.log(money))  # of m·z: the mean's own logarithm and log(m), together
    log_spread = np.bincount(at, weights=spread)
    shape, n = p * counts, len(paid)
    value = float(
        weight @ (gammaln(shape + q) - gammaln(shape))
        + n * (q * np.log(gamma) - gammaln(q))
        + shape @ (log_money - log_spread)
        - q * log_spread.sum()
        - (log_money.sum() - weight @ np.log(counts))
    )
    gradient = np.array(
        [
            counts @ (weight * (digamma(shape + q) - digamma(shape)) + log_money - log_spread),
            weight @ digamma(shape + q) - n * digamma(q) + n * np.log(gamma) - log_spread.sum(),
            n * q / gamma - (p * paid + q) @ inside,
        ]
    )
    return value, gradient


def mean_order(theta: Floats, paid: Floats, money: Floats, customers: Floats) -> Floats:
    """The expected order, summed over `customers` with `paid` repeat orders each and `money` between them."""
    p, q, gamma = theta
    return np.asarray(p * (customers * gamma + money) / (p * paid + q - 1))


def mean_products(
    theta: Floats, paid: Floats, money: Floats, money_squared: Floats, customers: Floats
) -> tuple[Floats, Floats]:
    """The expected square of an order, and the expected product of two of one customer, summed over customers.

    Infinite where p·paid + q is 2 or less: the spread is then too wide to have a variance.
    """
    p, q, gamma = theta
    shape = p * paid + q
    squares = customers * gamma**2 + 2 * gamma * money + money_squared
    known = np.where(shape > 2, (shape - 1) * (shape - 2), np.nan)
    both = np.where(shape > 2, squares / known, np.inf)
    return np.asarray(p * (p + 1) * both), np.asarray(p * p * both)
