"""What is to be expected of customers: still active, purchases, and money, with what may come of it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from regard.analytics.metrics.estimates import Numbers, Z
from regard.analytics.value import gamma_gamma
from regard.analytics.value.fitting import Fit
from regard.analytics.value.histories import Floats, Histories
from regard.analytics.value.model import Model, find_model
from regard.analytics.value.quadrature import nodes_on

NODES = 12
STEP = 1e-4
WIDE = np.inf


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
    along, weight = nodes_on(NODES)
    scale = model.scale(theta, age)[:, None]
    length = np.log1p(horizon.length / scale)
    later = scale * np.expm1(length * along)  # in equal steps of the logarithm, over which the rate is smooth
    width = length * weight * (scale + later)
    worth = np.exp(-horizon.discount * later)
    rate = model.rate(theta, frequency[:, None], age[:, None], later)
    before = later if horizon.discount == 0 else -np.expm1(-horizon.discount * later) / horizon.discount
    products = 2 * model.pair(theta, frequency[:, None], age[:, None], later) * before * worth
    return Ahead((width * rate * worth).sum(1), (width * rate * worth**2).sum(1), (width * products).sum(1))


def expected_purchases(model: Model, theta: Floats, histories: Histories, horizon: Horizon) -> Floats:
    """The expected worth of purchases of one customer with each history, where one now is worth 1."""
    alive = model.alive(theta, histories.frequency, histories.recency, histories.age)
    return alive * _spread(model, theta, histories, horizon).first


def prospects(fit: Fit, money_fit: Fit | None, histories: Histories, horizon: Horizon) -> Prospects:
    """What is to be expected of all customers together."""
    model = find_model(fit.model)
    plain = Horizon(horizon.length)
    n, purchases = histories.n, histories.by_purchases

    def active(theta: Floats) -> float:
        return float(purchases.customers @ model.alive(theta, purchases.frequency, purchases.recency, purchases.age))

    def bought(theta: Floats) -> float:
        return float(purchases.customers @ expected_purchases(model, theta, purchases, plain))

    alive = model.alive(fit.theta, purchases.frequency, purchases.recency, purchases.age)
    coming = _spread(model, fit.theta, purchases, plain)
    chance = purchases.customers @ (alive * (coming.first + coming.products) - (alive * coming.first) ** 2)
    return Prospects(
        _total(active, [fit], n, float(purchases.customers @ (alive * (1 - alive))), most=n),
        _total(bought, [fit], n, float(chance)),
        None if money_fit is None else _money(model, fit, money_fit, histories, horizon),
    )


def purchase_total(fit: Fit, histories: Histories, horizon: Horizon) -> Numbers:
    """The purchases within the horizon of all customers together, and what may come of it."""
    return prospects(fit, None, histories, horizon).purchases


def mean_curve(fit: Fit, times: Floats) -> Floats:
    """How many repeat purchases a new customer is expected to have made at each time."""
    model = find_model(fit.model)
    nobody = np.zeros(1)
    return np.array([float(ahead(model, fit.theta, nobody, nobody, Horizon(time)).first[0]) for time in times])


def _money(model: Model, fit: Fit, money_fit: Fit, histories: Histories, horizon: Horizon) -> Numbers:
    size = len(fit.theta)
    told = histories.paid, histories.money, histories.customers

    def worth(theta: Floats) -> float:
        orders = expected_purchases(model, theta[:size], histories, horizon)
        return float(orders @ gamma_gamma.mean_order(theta[size:], *told))

    alive = model.alive(fit.theta, histories.frequency, histories.recency, histories.age)
    coming = _spread(model, fit.theta, histories, horizon)
    same, two = gamma_gamma.mean_products(
        money_fit.theta, histories.paid, histories.money, histories.money_squared, histories.customers
    )
    p, q, gamma = money_fit.theta
    squared = histories.customers * gamma**2 + 2 * gamma * histories.money + histories.money_squared
    mean_squared = (alive * coming.first * p / (p * histories.paid + q - 1)) ** 2 * squared
    chance = (alive * (coming.squares * same + coming.products * two) - mean_squared).sum()
    return _total(worth, [fit, money_fit], histories.n, float(chance))


def _spread(model: Model, theta: Floats, histories: Histories, horizon: Horizon) -> Ahead:
    """`ahead` for every history, worked out once for those who differ only in recency: who stayed is told by age."""
    key = np.stack([histories.frequency, histories.age])
    distinct, at = np.unique(key, axis=1, return_inverse=True)
    found = ahead(model, theta, distinct[0], distinct[1], horizon)
    at = at.reshape(-1)
    return Ahead(found.first[at], found.squares[at], found.products[at])


def _total(of: Callable[[Floats], float], fits: list[Fit], n: int, chance: float, most: float = WIDE) -> Numbers:
    """A sum over customers with the 95 % interval of what may come of it, symmetrical on the logarithm."""
    theta = np.concatenate([one.theta for one in fits])
    value = of(theta)
    covariances = [one.covariance for one in fits if one.covariance is not None]
    if len(covariances) < len(fits) or not np.isfinite(chance) or value <= 0:
        return Numbers(value, n, None, None)
    slopes = _slopes(of, theta)
    unknown, begin = 0.0, 0
    for covariance in covariances:
        slope = slopes[begin : begin + len(covariance)]
        unknown += float(slope @ covariance @ slope)
        begin += len(covariance)
    spread = Z * np.sqrt(unknown + max(chance, 0.0)) / value
    return Numbers(value, n, value * float(np.exp(-spread)), min(most, value * float(np.exp(spread))))


def _slopes(of: Callable[[Floats], float], theta: Floats) -> Floats:
    """How the sum changes with the logarithm of each parameter."""
    found = []
    for index in range(len(theta)):
        more, less = theta.copy(), theta.copy()
        more[index] *= np.exp(STEP)
        less[index] *= np.exp(-STEP)
        found.append((of(more) - of(less)) / (2 * STEP))
    return np.array(found)
