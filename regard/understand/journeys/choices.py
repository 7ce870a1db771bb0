"""What questions about journeys can name."""

from dataclasses import dataclass

import numpy as np

from regard.analytics.journeys.histories import DIMENSIONS, NOWHERE
from regard.analytics.schema.vocabulary import BOOKKEEPING
from regard.foundation.lake.api import Lake
from regard.understand.journeys.index.keeping import journey_index


@dataclass(frozen=True)
class Counted:
    """How many interactions have a value of a dimension."""

    dimension: str
    value: str
    interactions: int


@dataclass(frozen=True)
class Choices:
    """What occurs in the log, by dimension, most frequent first."""

    kind: tuple[str, ...]
    touchpoint: tuple[str, ...]
    stage: tuple[str, ...]
    channel: tuple[str, ...]
    counts: tuple[Counted, ...]


def list_journey_choices(*, lake: Lake) -> Choices:
    """What steps, anchors and goals can be made of."""
    index = journey_index(lake=lake)
    return lake.remember(("journey choices", index.manifest.token), lambda: _choices(lake))


def _choices(lake: Lake) -> Choices:
    found = journey_index(lake=lake).histories
    sizes = np.zeros(len(found.steps), dtype=np.int64)
    for found_there in found.each(lambda piece: np.bincount(piece.steps, minlength=len(found.steps))):
        sizes += found_there
    told: dict[str, dict[str, int]] = {dimension: {} for dimension in DIMENSIONS}
    for step, n in zip(found.steps, sizes.tolist(), strict=True):
        for dimension in DIMENSIONS if step.kind not in BOOKKEEPING else ():
            value = step.told(dimension)
            told[dimension][value] = told[dimension].get(value, 0) + n
    ordered = {
        dimension: tuple(
            name for name, _ in sorted(values.items(), key=lambda pair: (-pair[1], pair[0])) if name != NOWHERE
        )
        for dimension, values in told.items()
    }
    counted = tuple(Counted(one, value, told[one][value]) for one in DIMENSIONS for value in ordered[one])
    return Choices(ordered["kind"], ordered["touchpoint"], ordered["stage"], ordered["channel"], counted)
