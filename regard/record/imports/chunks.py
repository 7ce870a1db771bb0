"""What every reader hands on: some observations, some rejections, and how far it has come."""

from dataclasses import dataclass

import pyarrow as pa

from regard.record.interactions.api import Rejection

BATCH_ROWS = 200_000
BATCH_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Chunk:
    """A part of a file that was read: a table of OBSERVATION rows and what could not be read."""

    observations: pa.Table
    rejections: list[Rejection]
    position: int  # bytes of the file on disk that were read so far
    silent_rows: int = 0  # rows of a table to which no interaction of the mapping applies
