"""BG/NBD: a customer may leave after each repeat purchase (Fader, Hardie & Lee 2005).

Rates of purchase vary between customers as a gamma (r, alpha), chances to leave as a beta (a, b). Parameters come in
that order. P(alive) and the likelihood are theirs; the expectations are written as a rate, which has no
singularity at a = 1 and whose series converges whatever the frequency:

    E[purchases per unit at u, if not gone] = (r+x)/(alpha+T) · E[(1 + p·u/(alpha+T))^-(r+x+1)]
                = (r+x)/(alpha+T) · (1+u/(alpha+T))^-a · 2F1(a+b-r-1, a; a+b+x; u/(alpha+T+u))

It follows from the posteriors gamma (r+x, alpha+T) and beta (a, b+x) of one who has not gone, by Pfaff's transformation.
"""

import numpy as np
from scipy.special import betaincinv, digamma, expit, gammaln, hyp2f1

from regard.analytics.value.histories import Floats, Histories
from regard.analytics.value.quadrature import nodes_on

ALIKE = 300.0  # from parameters like this on, customers hardly differ
QUANTILES = 32


def start(histories: Histories) -> Floats:
    """Where to begin looking for the parameters."""
    return np.array([1.0, max(float(np.average(histories.age, weights=histories.customers)), 1e-3), 1.0, 2.0])


def likelihood(theta: Floats, histories: Histories) -> tuple[float, Floats]:
    """The log-likelihood of all customers, and its gradient."""
    r, alpha, a, b = theta
    x, n = histories.frequency, histories.customers
    stayed = np.log(alpha + histories.age)
    left = np.log(alpha + histories.recency)
    odds = _log_odds(theta, x, left, stayed)
    gone = _share(odds)
    at_end = np.logaddexp(0, odds) - (r + x) * stayed  # the two ways to have this history, added up

    counts, at = np.unique(x, return_inverse=True)
    weight = np.bincount(at, weights=n)
    rising = gammaln(r + counts) - gammaln(r) + _rising(b, counts) - _rising(a + b, counts)
    total = n.sum()
    value = float(weight @ rising + total * r * np.log(alpha) + n @ at_end)

    ended = n * gone
    since_left = (r + x) / (alpha + histories.recency)
    since_start = (r + x) / (alpha + histories.age)
    both = digamma(a + b) - digamma(a + b + counts)
    repeated = x > 0
    gradient = np.array(
        [
            weight @ (digamma(r + counts) - digamma(r)) + total * np.log(alpha) - n @ stayed + ended @ (stayed - left),
            total * r / alpha - n @ since_start + ended @ (since_start - since_left),
            weight @ both + ended.sum() / a,
            weight @ (both + digamma(b + counts) - digamma(b)) - (ended[repeated] / (b + x[repeated] - 1)).sum(),
        ]
    )
    return value, gradient


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
