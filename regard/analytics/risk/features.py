"""What is known of customers at a moment, as named columns: numbers, and choices out of a few values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

MOST_LEVELS = 12
LEAST_SHARE = 0.2  # of customers, of whom a trait must be known
MOST_TRAITS = 30


@dataclass(frozen=True)
class Feature:
    """One thing that is known: its column, how it reads, and for a choice its commonest values."""

    name: str
    label: str
    family: str
    levels: tuple[str, ...] | None = None

    @property
    def width(self) -> int:
        """How many columns of a matrix it takes."""
        return 1 if self.levels is None else len(self.levels)


@dataclass(frozen=True)
class Known:
    """Customers and what is known of them: `matrix` has the columns of each feature in turn, NaN where not known."""

    customers: pa.Array
    features: tuple[Feature, ...]
    matrix: Floats
    told: pa.Table  # the same before choices became columns

    def __len__(self) -> int:
        return len(self.customers)

    def some(self, kept: Flags | Ints) -> "Known":
        """Only some of the customers."""
        index = pa.array(np.flatnonzero(kept) if kept.dtype == bool else kept)
        return Known(self.customers.take(index), self.features, self.matrix[np.asarray(index)], self.told.take(index))


def columns_of(features: Sequence[Feature]) -> npt.NDArray[np.int64]:
    """The number of the feature that each column of a matrix belongs to."""
    return np.repeat(np.arange(len(features)), [feature.width for feature in features])


def known_of(table: pa.Table, features: Sequence[Feature]) -> Known:
    """Numbers from a table with customer_id and a column per feature."""
    told = table.combine_chunks()
    blocks = [_block(told.column(feature.name), feature) for feature in features]
    matrix = np.column_stack(blocks) if blocks else np.empty((told.num_rows, 0))
    customers = pa.chunked_array(told.column("customer_id")).combine_chunks()
    return Known(customers, tuple(features), matrix, told.select([feature.name for feature in features]))


def _block(column: pa.ChunkedArray, feature: Feature) -> Floats:
    if feature.levels is None:
        return number_column(column)[:, None]
    values = np.asarray(column.cast(pa.string()).to_pylist(), dtype=object)
    return np.column_stack([(values == level).astype(np.float64) for level in feature.levels])


def number_column(column: pa.ChunkedArray) -> Floats:
    """Numbers, NaN where there is none; texts are read as numbers where they are some."""
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return np.array([_number(text) for text in column.to_pylist()], dtype=np.float64)
    found = np.asarray(column.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)
    return np.where(np.isfinite(found), found, np.nan)


def telling(values: Mapping[str, Sequence[Any]], customers: int) -> list[Feature]:
    """Of traits with the values told of some customers, those from which something can be learnt.

    Numbers, and choices out of 2 to 12 values, known of at least a fifth; the thirty best known.
    """
    found = []
    for name, told in values.items():
        kept = [value for value in told if value is not None and value != ""]
        feature = feature_of(name, kept) if len(kept) >= LEAST_SHARE * customers else None
        if feature is not None:
            found.append((-len(kept), name, feature))
    return [feature for _, _, feature in sorted(found, key=lambda one: one[:2])[:MOST_TRAITS]]


def feature_of(name: str, told: Sequence[Any], *, column: str | None = None) -> Feature | None:
    """What a trait is: a choice, a number, or None where its values are too many or one.

    >>> feature_of("plan", ["a", "b", "a"]).levels
    ('a', 'b')
    """
    texts = [text_of_value(value) for value in told]
    counts: dict[str, int] = {}
    for text in texts:
        counts[text] = counts.get(text, 0) + 1
    column = column or f"trait_{name}"
    numbers = [_number(text) for text in counts]
    if len(counts) > MOST_LEVELS:
        known = sum(n for (_, n), number in zip(counts.items(), numbers, strict=True) if np.isfinite(number))
        return Feature(column, name, "traits") if known >= 0.9 * len(texts) else None
    if len(counts) < 2:
        return None
    if len(counts) > 2 and np.isfinite(numbers).all():
        return Feature(column, name, "traits")
    levels = sorted(counts, key=lambda text: (-counts[text], text))
    return Feature(column, name, "traits", tuple(levels))


def text_of_value(value: Any) -> str:
    """A value as JSON and DuckDB write it.

    >>> text_of_value(True), text_of_value(2)
    ('true', '2')
    """
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _number(text: Any) -> float:
    try:
        found = float(text)
    except (TypeError, ValueError):
        return float("nan")
    return found if np.isfinite(found) else float("nan")


def stacked(parts: Iterable[Known]) -> Known:
    """Customers of several moments together; the features are those of the first."""
    listed = list(parts)
    return Known(
        pa.concat_arrays([part.customers for part in listed]),
        listed[0].features,
        np.concatenate([part.matrix for part in listed]),
        pa.concat_tables([part.told for part in listed]),
    )
