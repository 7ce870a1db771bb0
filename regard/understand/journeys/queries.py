"""Questions about journeys, asked of a lake."""

from regard.analytics.journeys.stages import Journey, journey
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake


def journey_of(*, lake: Lake, scope: Scope) -> Journey:
    """The stages of the journey within `scope`, with volume, drop-off and experience."""
    return lake.remember(("journey", scope), lambda: journey(lake.interactions(), scope=scope))
