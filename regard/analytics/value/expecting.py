"""What is to be expected of customers: still active, purchases, and money, with what may come of it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from regard.analytics.metrics.estimates import Numbers, Z
from regard.analytics.value import gamma_gamma
from regard.analytics.value.fitting import Fit
from regard.analytics.value.histories import Floats, Histories, Ints
from regard.analytics.value.model import Model, find_model
from regard.analytics.value.quadrature import nodes_on

NODES = 12
STEP = 1e-4


@dataclass(frozen=True)
class Horizon:
    """How far ahead, in the histories' unit of time, and how fast money loses worth per unit, continuously."""

    length: float
    discount: float = 0.0


@dataclass(frozen=True)
class Ahead:
    """What purchases are worth to come, of customers who have not left, one entry each; one now would be worth 1.

    The expected sum, and the two parts of its expected square: the squares of each purchase and the products of two.
    """

    first: Floats
    squares: Floats
    products: Floats


@dataclass(frozen=True)
class Prospects:
    """Totals over all customers: how many are still active, their purchases, and the money discounted to now.

    Intervals say what may come of it if the model holds: what is not known of the parameters, and chance. `money` is
    None without a model of money.
    """

    active: Numbers
    purchases: Numbers
    money: Numbers | None


def ahead(model: Model, theta: Floats, frequency: Floats, age: Floats, horizon: Horizon) -> Ahead:
    """The purchases within the horizon of customers who have not left now."""
    later, width, worth = _times(model, theta, age, horizon)
    rate = model.rate(theta, frequency[:, None], age[:, None], later)
    before = later if horizon.discount == 0 else -np.expm1(-horizon.discount * later) / horizon.discount
    products = 2 * model.pair(theta, frequency[:, None], age[:, None], later) * before * worth
    return Ahead((width * rate * worth).sum(1), (width * rate * worth**2).sum(1), (width * products).sum(1))


def first_ahead(model: Model, theta: Floats, frequency: Floats, age: Floats, horizon: Horizon) -> tuple[Floats, Floats]:
    """Of `ahead` the expected sum alone, without and with the discount."""
    later, width, worth = _times(model, theta, age, horizon)
    rate = width * model.rate(theta, frequency[:, None], age[:, None], later)
    return rate.sum(1), (rate * worth).sum(1)


def expected_purchases(model: Model, theta: Floats, histories: Histories, horizon: Horizon) -> Floats:
    """The expected worth of purchases of one customer with each history, where one now is worth 1."""
    alive = model.alive(theta, histories.frequency, histories.recency, histories.age)
    distinct, at = _by_age(histories)
    return np.asarray(alive * first_ahead(model, theta, *distinct, horizon)[1][at])


def prospects(fit: Fit, money_fit: Fit | None, histories: Histories, horizon: Horizon) -> Prospects:
    """What is to be expected of all customers together."""
    model, size = find_model(fit.model), len(fit.theta)
    distinct, at = _by_age(histories)
    n, told = histories.customers, (histories.paid, histories.money, histories.customers)

    def totals(theta: Floats) -> Floats:
        alive = model.alive(theta[:size], histories.frequency, histories.recency, histories.age)
        plain, discounted = (one[at] for one in first_ahead(model, theta[:size], *distinct, horizon))
        spent = 0.0 if money_fit is None else alive * discounted @ gamma_gamma.mean_order(theta[size:], *told)
        return np.array([n @ alive, n @ (alive * plain), spent])

    fits = [fit] if money_fit is None else [fit, money_fit]
    alive = model.alive(fit.theta, histories.frequency, histories.recency, histories.age)
    coming = _of(ahead(model, fit.theta, *distinct, Horizon(horizon.length)), at)
    chances = np.array(
        [
            n @ (alive * (1 - alive)),
            n @ (alive * (coming.first + coming.products) - (alive * coming.first) ** 2),
            0.0 if money_fit is None else _chance_of_money(model, fit, money_fit, histories, horizon, alive),
        ]
    )
    active, purchases, money = _totals(totals, fits, histories.n, chances, most=np.array([histories.n, np.inf, np.inf]))
    return Prospects(active, purchases, money if money_fit is not None else None)


def purchase_total(fit: Fit, histories: Histories, horizon: Horizon) -> Numbers:
    """The purchases within the horizon of all customers together, and what may come of it."""
    return prospects(fit, None, histories.by_purchases, horizon).purchases


def mean_curve(fit: Fit, times: Floats) -> Floats:
    """How many repeat purchases a new customer is expected to have made at each time."""
    model = find_model(fit.model)
    nobody = np.zeros(1)
    return np.array([float(first_ahead(model, fit.theta, nobody, nobody, Horizon(time))[0][0]) for time in times])


def _times(model: Model, theta: Floats, age: Floats, horizon: Horizon) -> tuple[Floats, Floats, Floats]:
    """Times within the horizon, what each stands for in the sum, and what money then is worth now."""
    along, weight = nodes_on(NODES)
    scale = model.scale(theta, age)[:, None]
    length = np.log1p(horizon.length / scale)
    later = scale * np.expm1(length * along)  # in equal steps of the logarithm, over which the rate is smooth
    return later, length * weight * (scale + later), np.exp(-horizon.discount * later)


def _chance_of_money(
    model: Model, fit: Fit, money_fit: Fit, histories: Histories, horizon: Horizon, alive: Floats
) -> float:
    """How much the money of all customers varies by chance alone: the variance."""
    distinct, at = _by_age(histories)
    coming = _of(ahead(model, fit.theta, *distinct, horizon), at)
    same, two = gamma_gamma.mean_products(
        money_fit.theta, histories.paid, histories.money, histories.money_squared, histories.customers
    )
    p, q, gamma = money_fit.theta
    squared = histories.customers * gamma**2 + 2 * gamma * histories.money + histories.money_squared
    mean_squared = (alive * coming.first * p / (p * histories.paid + q - 1)) ** 2 * squared
    return float((alive * (coming.squares * same + coming.products * two) - mean_squared).sum())


def _by_age(histories: Histories) -> tuple[tuple[Floats, Floats], Ints]:
    """The distinct frequencies and ages, and which of them each history has: who stays is told by these alone."""
    distinct, at = np.unique(np.stack([histories.frequency, histories.age]), axis=1, return_inverse=True)
    return (distinct[0], distinct[1]), np.asarray(at.reshape(-1), dtype=np.int64)


def _of(found: Ahead, at: Ints) -> Ahead:
    return Ahead(found.first[at], found.squares[at], found.products[at])


def _totals(of: Callable[[Floats], Floats], fits: list[Fit], n: int, chances: Floats, most: Floats) -> list[Numbers]:
    """Sums over customers with the 95 % intervals of what may come of them, symmetrical on the logarithm."""
    theta = np.concatenate([one.theta for one in fits])
    values, covariances = of(theta), [one.covariance for one in fits if one.covariance is not None]
    if len(covariances) < len(fits):
        return [Numbers(float(value), n, None, None) for value in values]
    slopes = np.stack([_slope(of, theta, index) for index in range(len(theta))])
    variance, begin = np.maximum(chances, 0.0), 0
    for covariance in covariances:
        part = slopes[begin : begin + len(covariance)]
        variance = variance + np.einsum("ik,ij,jk->k", part, covariance, part)
        begin += len(covariance)
    return [_within(float(values[k]), n, float(variance[k]), float(most[k])) for k in range(len(values))]


def _within(value: float, n: int, variance: float, most: float) -> Numbers:
    if value <= 0 or not np.isfinite(variance):
        return Numbers(value, n, None, None)
    spread = Z * np.sqrt(variance) / value
    return Numbers(value, n, value * float(np.exp(-spread)), min(most, value * float(np.exp(spread))))


def _slope(of: Callable[[Floats], Floats], theta: Floats, index: int) -> Floats:
    """How the sums change with the logarithm of a parameter."""
    more, less = theta.copy(), theta.copy()
    more[index] *= np.exp(STEP)
    less[index] *= np.exp(-STEP)
    return np.asarray((of(more) - of(less)) / (2 * STEP))
