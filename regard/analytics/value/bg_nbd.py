"""BG/NBD: a customer may leave after each repeat purchase (Fader, Hardie & Lee 2005).

Rates of purchase vary between customers as a gamma (r, alpha), chances to leave as a beta (a, b). Parameters come in
that order. P(alive) and the likelihood are theirs; the expectations are written as a rate, which has no
singularity at a = 1 and whose series converges whatever the frequency:

    E[purchases per unit at u, if not gone] = (r+x)/(alpha+T) · E[(1 + p·u/(alpha+T))^-(r+x+1)]
                = (r+x)/(alpha+T) · (1+u/(alpha+T))^-a · 2F1(a+b-r-1, a; a+b+x; u/(alpha+T+u))

It follows from the posteriors gamma (r+x, alpha+T) and beta (a, b+x) of one who has not gone, by Pfaff's transformation.
"""

import numpy as np
from scipy.special import betaincinv, digamma, expit, gammaln, hyp2f1, polygamma

from regard.analytics.value.histories import Floats, Histories
from regard.analytics.value.quadrature import nodes_on

ALIKE = 300.0  # from parameters like this on, customers hardly differ
QUANTILES = 32


def start(histories: Histories) -> Floats:
    """Where to begin looking for the parameters."""
    return np.array([1.0, max(float(np.average(histories.age, weights=histories.customers)), 1e-3), 1.0, 2.0])


def likelihood(theta: Floats, histories: Histories) -> tuple[float, Floats]:
    """The log-likelihood of all customers, and its gradient."""
    told = _Told(theta, histories)
    return told.value(), told.gradient()


def curvature(theta: Floats, histories: Histories) -> Floats:
    """The second derivatives of the log-likelihood."""
    return _Told(theta, histories).curvature()


def alive(theta: Floats, frequency: Floats, recency: Floats, age: Floats) -> Floats:
    """The probability that a customer has not left. Who never bought again cannot have."""
    return _share(-_log_odds(theta, frequency, np.log(theta[1] + recency), np.log(theta[1] + age)))


def rate(theta: Floats, frequency: Floats, age: Floats, later: Floats) -> Floats:
    """Purchases per unit of time, `later` from now, of a customer who has not left now."""
    r, alpha, a, b = theta
    span = alpha + age
    return np.asarray((r + frequency) / span * _still(a, b + frequency, r + frequency + 1, later / span))


def pair(theta: Floats, frequency: Floats, age: Floats, later: Floats) -> Floats:
    """How likely, per unit squared, are a purchase by one who has not left and another `later`, counted from now."""
    r, alpha, a, b = theta
    span, stays = alpha + age, (b + frequency) / (a + b + frequency)
    twice = (r + frequency) * (r + frequency + 1) / span**2
    return np.asarray(twice * stays * _still(a, b + frequency + 1, r + frequency + 2, later / span))


def scale(theta: Floats, age: Floats) -> Floats:
    """The time over which the rate falls."""
    return np.asarray(theta[1] + age)


class _Told:
    """What is worked out once for the likelihood and its derivatives. Logarithms are of the few distinct times alone."""

    def __init__(self, theta: Floats, histories: Histories) -> None:
        self.theta, self.n = theta, histories.customers
        r, alpha, a, b = theta
        self.counts, at = histories.coded["frequency"]
        recency, recency_at = histories.coded["recency"]
        age, age_at = histories.coded["age"]
        self.weight = np.bincount(at, weights=self.n, minlength=len(self.counts))
        self.power = (r + self.counts)[at]
        self.stayed = np.log(alpha + age)[age_at]
        self.since_start = (1 / (alpha + age))[age_at]
        self.since_left = (1 / (alpha + recency))[recency_at]
        self.silence = self.stayed - np.log(alpha + recency)[recency_at]
        with np.errstate(divide="ignore"):  # who never bought again cannot have left
            fewer = np.where(self.counts > 0, b + self.counts - 1, np.inf)
            self.fewer, bare = (1 / fewer)[at], np.log(a / fewer)[at]
        odds = bare + self.power * self.silence
        with np.errstate(over="ignore"):
            often = np.exp(odds)
            self.gone = 1 - 1 / (1 + often)
        self.ways = np.where(odds > 30, odds, np.log1p(often))

    def value(self) -> float:
        r, alpha, a, b = self.theta
        counts, total = self.counts, self.n.sum()
        rising = gammaln(r + counts) - gammaln(r) + _rising(b, counts) - _rising(a + b, counts)
        at_end = self.ways - self.power * self.stayed
        return float(self.weight @ rising + total * r * np.log(alpha) + self.n @ at_end)

    def gradient(self) -> Floats:
        r, alpha, a, b = self.theta
        counts, weight, total = self.counts, self.weight, self.n.sum()
        ended = self.n * self.gone
        both = digamma(a + b) - digamma(a + b + counts)
        turning = self.power * (self.since_start - self.since_left)
        return np.array(
            [
                weight @ (digamma(r + counts) - digamma(r))
                + total * np.log(alpha)
                - self.n @ self.stayed
                + ended @ self.silence,
                total * r / alpha - self.n @ (self.power * self.since_start) + ended @ turning,
                weight @ both + ended.sum() / a,
                weight @ (both + digamma(b + counts) - digamma(b)) - ended @ self.fewer,
            ]
        )

    def curvature(self) -> Floats:
        r, alpha, a, b = self.theta
        counts, weight, total = self.counts, self.weight, self.n.sum()
        ended, unsure = self.n * self.gone, self.n * self.gone * (1 - self.gone)
        apart = self.since_start - self.since_left
        slopes = np.stack([self.silence, self.power * apart, np.full(len(self.n), 1 / a), -self.fewer])
        found = (slopes * unsure) @ slopes.T
        pace = total / alpha - self.n @ self.since_start + ended @ apart
        both = trigamma(a + b) - trigamma(a + b + counts)
        found[0, 0] += weight @ (trigamma(r + counts) - trigamma(r))
        found[0, 1] += pace
        found[1, 0] += pace
        found[1, 1] += (self.n * (1 - self.gone) * self.power) @ self.since_start**2 - total * r / alpha**2
        found[1, 1] += (ended * self.power) @ self.since_left**2
        found[2:, 2:] += weight @ both
        found[2, 2] -= ended.sum() / a**2
        found[3, 3] += weight @ (trigamma(b + counts) - trigamma(b)) + ended @ self.fewer**2
        return np.asarray(found)


def trigamma(value: Floats | float) -> Floats:
    """The second derivative of the logarithm of the gamma function."""
    return np.asarray(polygamma(1, value))


def _still(a: float, b: Floats, power: Floats, ahead: Floats) -> Floats:
    """The mean of (1 + p·ahead)^-power where p is beta (a, b). `b` and `power` are columns, `ahead` has a row for each."""
    unlike = a + b - power
    if a < ALIKE and np.abs(unlike).max() < ALIKE:
        return np.asarray((1 + ahead) ** -a * hyp2f1(unlike, a, a + b, ahead / (1 + ahead)))
    if a >= ALIKE:  # chances to leave hardly differ: their mean, and what their spread adds
        mean = a / (a + b)
        bend = power * (power + 1) * (ahead / (1 + mean * ahead)) ** 2
        return np.asarray((1 + mean * ahead) ** -power * (1 + bend * mean * (1 - mean) / (a + b + 1) / 2))
    along, weight = nodes_on(QUANTILES)  # rates hardly differ: the series would overflow
    p = betaincinv(a, np.asarray(b)[..., None], along)
    return np.asarray(np.exp(-np.asarray(power)[..., None] * np.log1p(p * np.asarray(ahead)[..., None])) @ weight)


def _log_odds(theta: Floats, frequency: Floats, left: Floats, stayed: Floats) -> Floats:
    """How much likelier having left is than not, from the logarithms of alpha + recency and alpha + age."""
    r, _, a, b = theta
    repeated = frequency > 0
    fewer = np.where(repeated, b + frequency - 1, 1.0)
    return np.where(repeated, np.log(a) - np.log(fewer) + (r + frequency) * (stayed - left), -np.inf)


def _share(log_odds: Floats) -> Floats:
    return np.asarray(expit(log_odds))


def _rising(begin: float, counts: Floats) -> Floats:
    return np.asarray(gammaln(begin + counts) - gammaln(begin))
