"""Customers drawn at random from the models, by their stories: buy, perhaps leave, buy again."""

import numpy as np

from regard.analytics.value.histories import Floats, Histories

WEEK = 7


def bg_nbd_days(theta: tuple[float, ...], births: Floats, days: int, seed: int) -> list[Floats]:
    """For each customer the times of all purchases in days, the first at birth; rates are per week."""
    r, alpha, a, b = theta
    chance = np.random.default_rng(seed)
    found = []
    for born in births:
        pace, leaves = chance.gamma(r, 1 / alpha) / WEEK, chance.beta(a, b)
        at, bought = float(born), [float(born)]
        while (at := at + chance.exponential(1 / pace)) < days:
            bought.append(at)
            if chance.random() < leaves:
                break
        found.append(np.array(bought))
    return found


def pareto_nbd_days(theta: tuple[float, ...], births: Floats, days: int, seed: int) -> list[Floats]:
    """The same for customers who may leave at any moment."""
    r, alpha, s, beta = theta
    chance = np.random.default_rng(seed)
    found = []
    for born in births:
        pace, end = chance.gamma(r, 1 / alpha) / WEEK, born + WEEK * chance.exponential(1 / chance.gamma(s, 1 / beta))
        at, bought = float(born), [float(born)]
        while (at := at + chance.exponential(1 / pace)) < min(days, end):
            bought.append(at)
        found.append(np.array(bought))
    return found


def histories_until(bought: list[Floats], today: int) -> Histories:
    """What is known of them at the end of `today`."""
    seen = [days[days <= today] for days in bought]
    seen = [days for days in seen if len(days)]
    frequency = np.array([len(days) - 1.0 for days in seen])
    recency = np.array([days[-1] - days[0] for days in seen]) / WEEK
    age = np.array([today - days[0] for days in seen]) / WEEK
    nothing = np.zeros(len(seen))
    return Histories(frequency, recency, age, np.ones(len(seen)), nothing, nothing, nothing)


def bought_later(bought: list[Floats], today: int, until: int) -> int:
    """How many purchases those make who were known at the end of `today`, from the next day up to `until`."""
    return sum(int(((days > today) & (days <= until)).sum()) for days in bought if days[0] <= today)


def spending(theta: tuple[float, ...], paid: Floats, seed: int) -> Floats:
    """The money of customers with so many orders each."""
    p, q, gamma = theta
    chance = np.random.default_rng(seed)
    pace = chance.gamma(q, 1 / gamma, len(paid))
    return np.asarray(chance.gamma(p * paid, 1 / pace))
