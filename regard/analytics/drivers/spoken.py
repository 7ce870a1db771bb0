"""What people complain of, as encounters: a customer's day of saying something is exposed where it hurt about one topic.

Whoever complains is compared with those who also said something, about something else or in peace. What people say
and what they do next have common causes, so this is only ever an association.
"""

from collections.abc import Collection

import numpy as np

from regard.analytics.drivers.encountered import Encounters
from regard.analytics.drivers.estimating import effects_of
from regard.analytics.drivers.frictions import SAID
from regard.analytics.drivers.ground import World
from regard.analytics.drivers.history import DAY, Floats, History, Ints
from regard.analytics.drivers.outcomes import Outcome
from regard.analytics.topics.gathered import Moved
from regard.analytics.topics.opinions import Opinions


def moved_by(
    opinions: Opinions, past: History, world: World, outcome: Outcome, *, topics: Collection[str]
) -> dict[str, Moved]:
    """What complaining of each topic goes with, as harm above 0; without topics that too few spoke of, or too lately."""
    found = {}
    customer = past.codes_of(opinions.customers)
    for topic in sorted(set(topics) & set(opinions.topics)):  # others were found anew since they were asked for
        effect = effects_of(spoken(opinions, customer, topic), [outcome.name], world).get(outcome.name)
        if effect is not None:
            value, low, high = (-one * outcome.scale for one in (effect.value, effect.high, effect.low))
            found[topic] = Moved(value, low, high)
    return found


def spoken(opinions: Opinions, customer: Ints, topic: str) -> Encounters:
    """One encounter for each customer and day with anything said; `customer` are the codes of `opinions.customers`.

    Customers that the history does not know (code -1) are left out.
    """
    about = opinions.topic == opinions.topics.index(topic)
    known = customer[opinions.customer] >= 0
    who, day = customer[opinions.customer][known], opinions.day[known]
    key, first, place = np.unique(who * 100_000 + day, return_index=True, return_inverse=True)
    exposed = np.bincount(place, weights=(about & opinions.hurts)[known], minlength=len(key)) > 0
    second = day[first] * DAY
    nothing: Floats = np.zeros(len(key))
    return Encounters(
        topic, None, SAID.name, who[first], second, second, exposed, np.full(len(key), -1, dtype=np.int64), nothing
    )
