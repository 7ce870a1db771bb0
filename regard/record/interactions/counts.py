"""What became of what was read."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any, cast

import pyarrow as pa


@dataclass(frozen=True)
class Counts:
    """What became of what was read: read = stored + duplicates + rejected."""

    read: int = 0
    stored: int = 0
    duplicates: int = 0
    rejected: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.read + other.read,
            self.stored + other.stored,
            self.duplicates + other.duplicates,
            self.rejected + other.rejected,
        )


def count_by_source(observations: pa.Table, unread: pa.Table, stored: pa.Table, refused: pa.Table) -> dict[str, Counts]:
    """Counts by source of what was observed or unread, stored and refused."""
    read, kept, lost = Counter(_sources(observations, unread)), Counter(_sources(stored)), Counter(_sources(refused))
    return {
        source: Counts(number, kept[source], number - kept[source] - lost[source], lost[source])
        for source, number in sorted(read.items())
    }


def _sources(*tables: pa.Table) -> Iterator[str]:
    for table in tables:
        for found in table["source"].value_counts().to_pylist():
            yield from repeat(found["values"], found["counts"])


def read_note(note: object) -> dict[str, Counts]:
    """The counts that were noted with a step."""
    return {source: Counts(**found) for source, found in cast(dict[str, Any], note or {}).items()}
