"""Parquet files and XLSX sheets: cells that have types, turned into the text a CSV would hold."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineWorkbook

from regard.record.imports.files import FileUnreadable, OpenedFile
from regard.record.imports.mapping.nearest import suggestion
from regard.record.imports.tables.rows import Rows
from regard.record.interactions.api import Rejection

_BATCH_ROWS = 50_000


class ParquetFile:
    """One Parquet file. A row's line is its number, from 1."""

    def __init__(self, *, file: OpenedFile) -> None:
        self._file = file
        try:
            self._parquet = pq.ParquetFile(file.path)
        except (pa.ArrowException, OSError) as error:
            raise FileUnreadable(f"{file.path} is a damaged Parquet file: {_first_line(error)}.") from error

    @property
    def origin(self) -> str:
        """The path of the file."""
        return str(self._file.path)

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return list(self._parquet.schema_arrow.names)

    def batches(self, *, wanted: list[str]) -> Iterator[Rows]:
        """The wanted columns of all rows."""
        size, first = self._file.path.stat().st_size, 1
        total = max(self._parquet.metadata.num_rows, 1)
        try:
            for batch in self._parquet.iter_batches(batch_size=_BATCH_ROWS):
                last = first + batch.num_rows
                columns = [as_text(batch.column(name)) for name in wanted]
                lines = pa.array(range(first, last), pa.int64())
                yield Rows(columns, lines, _Shower(batch), [], size * (last - 1) // total)
                first = last
        except (pa.ArrowException, OSError) as error:
            raise FileUnreadable(
                f"{self.origin} is damaged after row {first - 1}: {_first_line(error)}. The rows before were imported."
            ) from error


class _Shower:
    def __init__(self, batch: pa.RecordBatch) -> None:
        self._batch = batch

    def __call__(self, row: int) -> str:
        return json.dumps(self._batch.slice(row, 1).to_pylist()[0], default=str, ensure_ascii=False)


def as_text(column: pa.Array) -> pa.Array:
    """A column as text, None where it is null, NaN or blank.

    >>> as_text(pa.array([1.0, float("nan"), 2.5])).to_pylist()
    ['1', None, '2.5']
    """
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    if pa.types.is_floating(kind):
        column = pc.if_else(pc.is_nan(column), None, column)
        return pa.array([cell_as_text(cell) for cell in column.to_pylist()], pa.string())
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_timestamp(kind):
        return pa.array([cell_as_text(cell) for cell in _unzoned(column).to_pylist()], pa.string())
    text = column.cast(pa.string())
    return pc.if_else(pc.equal(text, ""), None, text)


def _unzoned(column: pa.Array) -> pa.Array:
    kind = column.type
    if not pa.types.is_timestamp(kind):
        return column
    return column.cast(pa.timestamp("us", kind.tz), safe=False)


def cell_as_text(cell: Any) -> str | None:
    """One typed cell as the text a CSV would hold; None where it is empty."""
    if cell is None or cell == "":
        return None
    as_text_of = next((text for kind, text in _TEXTS if isinstance(cell, kind)), str)
    return as_text_of(cell).replace("\x00", "\N{REPLACEMENT CHARACTER}")


def _float_text(cell: float) -> str:
    return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)


def _json_text(cell: Any) -> str:
    return json.dumps(cell, default=str, ensure_ascii=False)


_TEXTS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (str, str),
    (bool, lambda cell: "true" if cell else "false"),
    (float, _float_text),
    (Decimal, lambda cell: f"{cell:f}"),
    ((dt.date, dt.time), lambda cell: cell.isoformat()),
    (bytes, lambda cell: cell.decode("utf-8", "replace")),
    ((list, dict), _json_text),
)


class XlsxFile:
    """One sheet of an XLSX workbook. A row's line is its row in the sheet."""

    def __init__(self, *, file: OpenedFile, sheet: str | None, skip_rows: int, skip_after_header: int) -> None:
        self._file = file
        try:
            workbook = CalamineWorkbook.from_path(str(file.path))
            name = _sheet_named(file, sheet, workbook.sheet_names)
            self._rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except (CalamineError, OSError, ValueError) as error:
            raise FileUnreadable(f"{file.path} is a damaged XLSX workbook: {_first_line(error)}.") from error
        if len(self._rows) <= skip_rows:
            raise FileUnreadable(f"{file.path}: the sheet `{name}` has no header on row {skip_rows + 1}.")
        self._start = skip_rows + 1 + skip_after_header
        self._names = [(cell_as_text(cell) or "").strip() for cell in self._rows[skip_rows]]

    @property
    def origin(self) -> str:
        """The path of the file."""
        return str(self._file.path)

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return self._names

    def batches(self, *, wanted: list[str]) -> Iterator[Rows]:
        """The wanted columns of all rows."""
        places = [self._names.index(name) for name in wanted]
        size = self._file.path.stat().st_size
        for start in range(self._start, len(self._rows), _BATCH_ROWS):
            numbered = enumerate(self._rows[start : start + _BATCH_ROWS], start + 1)
            filled = [(line, row) for line, row in numbered if any(cell not in (None, "") for cell in row)]
            yield self._batch(filled, places, size * min(start + _BATCH_ROWS, len(self._rows)) // len(self._rows))

    def _batch(self, filled: list[tuple[int, list[Any]]], places: list[int], position: int) -> Rows:
        columns = [pa.array([cell_as_text(row[place]) for _, row in filled], pa.string()) for place in places]
        lines = pa.array([line for line, _ in filled], pa.int64())
        names = self._names

        def raw(row: int) -> str:
            texts = (cell_as_text(cell) for cell in filled[row][1])
            return json.dumps(dict(zip(names, texts, strict=False)), ensure_ascii=False)

        rejections: list[Rejection] = []
        return Rows(columns, lines, raw, rejections, position)


def _sheet_named(file: OpenedFile, sheet: str | None, names: list[str]) -> str:
    if not names:
        raise FileUnreadable(f"{file.path} has no sheets.")
    if sheet is None:
        return names[0]
    if sheet not in names:
        listed = ", ".join(f"`{name}`" for name in names)
        raise FileUnreadable(f"{file.path} has no sheet `{sheet}`{suggestion(sheet, names) or f'; it has {listed}.'}")
    return sheet


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
