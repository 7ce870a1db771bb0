"""Door to journeys."""

from regard.understand.journeys.queries import journey_of

__all__ = ["journey_of"]
