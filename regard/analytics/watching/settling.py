"""Settling how a metric moves: the candidate under which its past was likeliest."""

from dataclasses import dataclass
from itertools import product

import numpy as np

from regard.analytics.watching.following import CLIPPED_AT, Expected, Following, Setting
from regard.analytics.watching.readings import Grain, Nature, Numbers, Readings

OWN = (0.1, 0.3, 0.6, 1.0, 1.7)
PERSISTENCE = (0.0, 0.3, 0.55, 0.8)
DRIFT = (0.0, 1e-3, 6e-3, 3e-2)
SLOPE = ((0.0, 0.98), (0.01, 0.998), (0.02, 0.98))  # none, one that stays, one that turns
WARMING_UP = {Grain.DAY: 14, Grain.WEEK: 6}  # periods that teach the seasons and judge no candidate
HARDLY = 0.5  # in logarithms of likelihood
HARDLY_POSSIBLE = 8.0  # in logarithms: what four more weeks will not turn round
MEMORY = 30  # periods over which a drift adds up when it is weighed against what a day has of its own


@dataclass(frozen=True)
class Settled:
    """A metric with one setting, and what its past says of the setting's deviations.

    `skew` is how lopsided they are, `width` how much wider than foreseen (at least 1), `lasting` how much further than foreseen
    their sums wander, as one deviation carries over into the next (at least 1); `freedom` is on how many degrees of freedom that
    rests. `plausible` are the candidates that the past does not speak against.
    """

    following: Following
    skew: float
    freedom: float
    width: float
    lasting: float
    plausible: Numbers


def settle(readings: Readings, season: Numbers, *, known: Numbers, among: Numbers | None = None) -> Settled:
    """Choose among the candidates, or those of them `among` has, by what the periods marked `known` say."""
    scale = _scale(readings, known)
    every = _candidates(scale)
    among = np.arange(len(every.own)) if among is None else among
    many = Following(readings, season, every.among(among), scale)
    likelihood, outs = _run(many, known)
    best = _choose(likelihood, many.setting)
    one = Following(readings, season, many.setting.among(np.array([best])), scale)
    out = np.array([each[best] for each in outs])
    freedom = max(len(out) - season.shape[1] / 2, 5.0)
    plausible = among[likelihood >= likelihood.max() - HARDLY_POSSIBLE]
    restless = bool(one.setting.persistence[0] or one.setting.drift[0] or one.setting.slope[0])
    return Settled(one, _skew(out), freedom, _width(out), _lasting(out, caution=float(restless)), plausible)


def _choose(likelihood: Numbers, setting: Setting) -> int:
    """The likeliest; of those hardly less likely the most restless one.

    A metric wrongly held to be steady raises false alarms; one wrongly held to be restless only has its shifts found a
    little later.
    """
    lasting = (1 + setting.persistence) / (1 - setting.persistence)
    turned = setting.slope**2 * (1 - setting.keeps_slope**2) * MEMORY**3 / 3
    restless = setting.own * lasting + MEMORY * setting.drift + turned
    return int(np.argmax(np.where(likelihood >= likelihood.max() - HARDLY, restless, -1.0)))


def _candidates(scale: float) -> Setting:
    moved = [(0.0, 0.0), *product(OWN, PERSISTENCE)]
    rows = np.array([(*own, drift, *slope) for own, drift, slope in product(moved, DRIFT, SLOPE)])
    own, persistence, drift, slope, keeps = rows.T
    return Setting(own * scale, persistence, drift * scale, slope * np.sqrt(scale), keeps)


def _run(many: Following, known: Numbers) -> tuple[Numbers, list[Numbers]]:
    """How likely the past was under each candidate, and how far out each period was."""
    state, likelihood, outs = many.begin(), np.zeros(len(many.setting.own)), []
    warm = 0
    for index in range(len(known)):
        if known[index]:
            expected = many.expect(state, index)
            state, out = many.learn(state, index, expected)
            warm += 1
            if warm > WARMING_UP[many.readings.grain]:
                likelihood += _likelihood(many.readings, expected, out)
                outs.append(out)
        state = many.advance(state)
    return likelihood, outs


def _likelihood(readings: Readings, expected: Expected, out: Numbers) -> Numbers:
    """Gaussian near the centre, exponential beyond, so that no single day decides."""
    far = np.abs(out)
    penalty = np.where(far <= CLIPPED_AT, far**2 / 2, CLIPPED_AT * far - CLIPPED_AT**2 / 2)
    width = np.log(expected.variance) / 2
    if readings.is_multiplicative:
        width = width + np.log(expected.centre)
    found: Numbers = -width - penalty
    return found


def _scale(readings: Readings, known: Numbers) -> float:
    """The variance of a value around its season: from values a week apart, by their median difference."""
    value = np.where(known, readings.value, np.nan)
    if readings.is_multiplicative:
        value = np.log(value + 0.5)
    lag = 7 if readings.grain.days == 1 else 1
    differences = np.abs(value[lag:] - value[:-lag])
    differences = differences[np.isfinite(differences)]
    if len(differences) < 5:
        return 1.0
    middle = float(np.median(differences)) or float(differences.mean()) * 0.8
    least = 1e-4 if readings.is_multiplicative or readings.nature is Nature.TIME else 1e-6
    return max((1.4826 * middle) ** 2 / 2, least)


def _width(out: Numbers) -> float:
    return float(np.sqrt(max(1.0, np.mean(np.clip(out, -4, 4) ** 2)))) if len(out) >= 20 else 1.0


def _lasting(out: Numbers, *, caution: float) -> float:
    """From the correlation of neighbours, which is taken one standard error higher than it was seen."""
    clipped = np.clip(out, -3, 3)
    if len(out) < 20 or not clipped.any():
        return 1.0
    seen = float(np.mean(clipped[1:] * clipped[:-1]) / np.mean(clipped**2))
    carried = min(max(seen, 0.0) + caution / np.sqrt(len(out)), 0.6)
    return float(np.sqrt((1 + carried) / (1 - carried)))


def _skew(out: Numbers) -> float:
    if len(out) < 20:
        return 0.0
    return float(np.clip(np.mean(np.clip(out, -4, 4) ** 3), -1.0, 1.0))
