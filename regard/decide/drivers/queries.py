"""Drivers, asked of a lake. Answers are kept per version of the log."""

from datetime import UTC, datetime

from regard.analytics.drivers.fix_first import Ground, ground
from regard.analytics.drivers.moved import Drivers, drivers
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake, encounter_table

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def list_drivers(*, lake: Lake, scope: Scope) -> Drivers:
    """What every friction does to scores, to buying again and to spend; see `regard.analytics.drivers.moved`."""
    return lake.remember(
        ("drivers", scope),
        lambda: drivers(
            encounter_table(lake=lake),
            ground_of(lake=lake),
            scope=scope,
            of_segment=scope.of_segment(lake.interactions()),
        ),
    )


def ground_of(*, lake: Lake) -> Ground:
    """What every estimate of this version of the log stands on."""
    return lake.remember("ground", lambda: ground(lake.interactions(), as_of=lake.last_at() or _EPOCH))
