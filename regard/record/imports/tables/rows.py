"""Rows of a table as columns of text, each row with its line in the file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from regard.record.interactions.api import Rejection


@dataclass(frozen=True)
class Rows:
    """Some rows: the wanted columns as text (None where empty), their lines, how to show one."""

    columns: list[pa.Array]
    lines: pa.Array
    raw: Callable[[int], str]
    rejections: list[Rejection]
    position: int

    def __len__(self) -> int:
        return len(self.lines)


class TableFile(Protocol):
    """A file with named columns that can be read in batches of rows."""

    @property
    def origin(self) -> str:
        """The path of the file."""
        ...

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        ...

    def batches(self, *, wanted: list[str]) -> Iterator[Rows]:
        """The wanted columns of all rows, in the order of the file, in bounded memory."""
        ...
