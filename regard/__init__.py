"""Regard: customer experience in one place.

>>> import regard
>>> log = regard.open("data")  # doctest: +SKIP
>>> log.nps(by="channel")  # doctest: +SKIP
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regard.project.notebook import Log

__version__ = "0.1.0"


def open(data: str | Path = "data") -> "Log":  # noqa: A001
    """Open the log in a data folder for reading. Raises NoLog where there is none."""
    from regard.project.notebook import Log

    return Log.open(data)
