"""Pareto/NBD: a customer may leave at any moment (Schmittlein, Morrison & Colombo 1987).

Rates of purchase vary between customers as a gamma (r, alpha), rates of leaving as a gamma (s, beta). Parameters come in
that order. The likelihood is the sum of having stayed and of having left at some t between the last purchase
and now,

    Gamma(r+x)/Gamma(r) · alpha^r · beta^s · [ (alpha+T)^-(r+x) · (beta+T)^-s + ∫ s · (alpha+t)^-(r+x) · (beta+t)^-(s+1) dt ],

and the integral is worked out as such, over a power of time in which it is nearly flat. It is the
difference of two hypergeometric functions, which cancel for customers who bought often; here nothing cancels.
"""

import numpy as np
from scipy.special import digamma, expit, gammaln

from regard.analytics.value.histories import Floats, Histories
from regard.analytics.value.quadrature import nodes_on

NODES = 20
ROWS = 40_000  # worked out at a time, so that the nodes fit into the cache


def start(histories: Histories) -> Floats:
    """Where to begin looking for the parameters."""
    usual = max(float(np.average(histories.age, weights=histories.customers)), 1e-3)
    return np.array([1.0, usual, 1.0, usual])


def likelihood(theta: Floats, histories: Histories) -> tuple[float, Floats]:
    """The log-likelihood of all customers, and its gradient."""
    value, gradient = 0.0, np.zeros(4)
    for begin in range(0, len(histories), ROWS):
        part = slice(begin, begin + ROWS)
        n = histories.customers[part]
        told = _Told(theta, histories.frequency[part], histories.recency[part], histories.age[part])
        value += float(n @ told.log_likelihood())
        gradient += told.gradient() @ n
    return value, gradient


def alive(theta: Floats, frequency: Floats, recency: Floats, age: Floats) -> Floats:
    """The probability that a customer has not left."""
    told = _Told(theta, frequency, recency, age)
    return np.asarray(expit(told.stayed - told.left))


def rate(theta: Floats, frequency: Floats, age: Floats, later: Floats) -> Floats:
    """Purchases per unit of time, `later` from now, of a customer who has not left now."""
    r, alpha, s, beta = theta
    return np.asarray((r + frequency) / (alpha + age) * (1 + later / (beta + age)) ** -s)


def pair(theta: Floats, frequency: Floats, age: Floats, later: Floats) -> Floats:
    """How likely, per unit squared, are a purchase by one who has not left and another `later`, counted from now."""
    r, alpha, s, beta = theta
    twice = (r + frequency) * (r + frequency + 1) / (alpha + age) ** 2
    return np.asarray(twice * (1 + later / (beta + age)) ** -s)


def scale(theta: Floats, age: Floats) -> Floats:
    """The time over which the rate falls."""
    return np.asarray(theta[3] + age)


class _Told:
    """The two ways to have each history, and when those who left did so."""

    def __init__(self, theta: Floats, frequency: Floats, recency: Floats, age: Floats) -> None:
        self.theta, self.x, self.age = theta, frequency, age
        r, alpha, s, beta = theta
        power = r + s + frequency
        bought, stood = alpha + recency, beta + recency
        span = (power + 1) / ((r + frequency) / bought + (s + 1) / stood)  # in which the integral begins flat
        quiet = np.maximum(age - recency, 0.0)
        reached = -np.expm1(-power * np.log1p(quiet / span))
        # More nodes towards the end of the time, where the new variable is small and t changes fast with it.
        along, weight = nodes_on(NODES)
        y = 1 - reached[:, None] * (1 - along**2)
        since = np.minimum(span[:, None] * (y ** (-1 / power[:, None]) - 1), quiet[:, None])
        self.t = recency[:, None] + since
        density = (
            (power + 1)[:, None] * np.log1p(since / span[:, None])
            - (r + frequency)[:, None] * np.log1p(since / bought[:, None])
            - (s + 1) * np.log1p(since / stood[:, None])
        )
        share = np.exp(density) * 2 * along * weight
        area = share.sum(axis=1)
        self.share = share / area[:, None]
        with np.errstate(divide="ignore"):  # nobody can have left who bought just now
            width = np.log(reached * area) + np.log(s * span / power)
        self.left = width - (r + frequency) * np.log(bought) - (s + 1) * np.log(stood)
        self.stayed = -(r + frequency) * np.log(alpha + age) - s * np.log(beta + age)
        self.gone = expit(self.left - self.stayed)

    def log_likelihood(self) -> Floats:
        """Of each history."""
        r, alpha, s, beta = self.theta
        ways = np.logaddexp(self.stayed, self.left)
        return np.asarray(gammaln(r + self.x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta) + ways)

    def gradient(self) -> Floats:
        """Of each history: shape (4, histories)."""
        r, alpha, s, beta = self.theta
        x, kept = self.x, 1.0 - self.gone
        mean = self._mean_if_gone
        return np.stack(
            [
                digamma(r + x)
                - digamma(r)
                + np.log(alpha)
                - kept * np.log(alpha + self.age)
                - self.gone * mean(np.log(alpha + self.t)),
                r / alpha - (r + x) * (kept / (alpha + self.age) + self.gone * mean(1 / (alpha + self.t))),
                np.log(beta) - kept * np.log(beta + self.age) + self.gone * (1 / s - mean(np.log(beta + self.t))),
                s / beta - kept * s / (beta + self.age) - self.gone * (s + 1) * mean(1 / (beta + self.t)),
            ]
        )

    def _mean_if_gone(self, value: Floats) -> Floats:
        return np.asarray((self.share * value).sum(axis=1))
