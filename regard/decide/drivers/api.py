"""Door to drivers."""

from regard.analytics.drivers.moved import Driver, Drivers, Moved
from regard.decide.drivers.queries import ground_of, list_drivers

__all__ = ["Driver", "Drivers", "Moved", "ground_of", "list_drivers"]
