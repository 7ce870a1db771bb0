"""What one friction does to the outcomes, from the encounters that can be compared."""

from collections.abc import Sequence

import numpy as np

from regard.analytics.drivers.effects import Effect, effects_on_exposed
from regard.analytics.drivers.encountered import MOST, Encounters, thinned
from regard.analytics.drivers.ground import World, known_before
from regard.analytics.drivers.history import DAY
from regard.analytics.drivers.judging import is_settled
from regard.analytics.drivers.outcomes import HORIZON_DAYS, observed

SEVERAL = 5  # times as many encounters are looked at for a score, since few are followed by one


def effects_of(found: Encounters, names: Sequence[str], world: World) -> dict[str, Effect]:
    """The effects of one friction by outcome; without those that too few encounters speak of."""
    later = [name for name in names if name != "score"]
    effects = _of_the_followed(found, later, world) if later else {}
    if "score" in names:
        effects |= _of_the_scored(found, world)
    return effects


def _of_the_followed(found: Encounters, names: Sequence[str], world: World) -> dict[str, Effect]:
    """Effects on what shows within the horizon: the same encounters for all."""
    followed = (found.second < world.until) & (found.second <= world.last_second - (HORIZON_DAYS + 1) * DAY)
    found = found.where(thinned(followed, found.exposed))
    if not found.is_enough():
        return {}
    results = {name: observed(name, world.past, found.customer, found.second, told=found.told) for name in names}
    results = {name: result for name, result in results.items() if not is_settled(result)}
    features = known_before(found, world, found.began)
    effects = effects_on_exposed(features, found.exposed, list(results.values()), found.customer) if results else []
    return dict(zip(results, effects, strict=True))


def _of_the_scored(found: Encounters, world: World) -> dict[str, Effect]:
    found = found.where(thinned(found.second < world.until, found.exposed, most=SEVERAL * MOST))
    result = observed("score", world.past, found.customer, found.second, told=found.told)
    kept = thinned(~np.isnan(result), found.exposed)
    found, result = found.where(kept), result[kept]
    if not found.is_enough() or is_settled(result):
        return {}
    features = known_before(found, world, found.began)
    return {"score": effects_on_exposed(features, found.exposed, [result], found.customer)[0]}
