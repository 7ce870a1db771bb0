"""Answers as tables: CSV, XLSX and SPSS. No cell is ever taken for a formula."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from regard.engage.surveys.exchange.errors import ExportRefused
from regard.engage.surveys.exchange.imported import Answered
from regard.engage.surveys.exchange.responses.columns import ABOUT, MOST_LETTERS, Cell, Column, about, columns_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_SAV_NAME = 60
_SAV_TEXT = 32_000
_SAV_LABELS = 250


def _rows(columns: Sequence[Column], answered: Sequence[Answered]) -> list[list[Cell]]:
    return [[*about(one), *(column.cell(one.answers) for column in columns)] for one in answered]


def unharmed(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> unharmed("=cmd()"), unharmed("+49 30 1234"), unharmed(-5), unharmed("-5"), unharmed("fine")
    ("'=cmd()", "'+49 30 1234", -5, '-5', 'fine')
    """
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def as_csv(*, definition: Mapping[str, Any], answered: Sequence[Answered]) -> bytes:
    """A table in UTF-8 with a mark that spreadsheets know it by."""
    columns = columns_of(definition)
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow([*(key for key, _ in ABOUT), *(unharmed(column.key) for column in columns)])
    for row in _rows(columns, answered):
        table.writerow(["" if cell is None else unharmed(cell) for cell in row])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def as_xlsx(*, definition: Mapping[str, Any], answered: Sequence[Answered]) -> bytes:
    """A workbook: the answers, and what each column asks."""
    import xlsxwriter  # noqa: PLC0415 - costs time

    columns, written = columns_of(definition), io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(written, options) as book:
        sheet, key = book.add_worksheet("Answers"), book.add_worksheet("Questions")
        headings = [*ABOUT, *((column.key, column.label) for column in columns)]
        for place, (name, label) in enumerate(headings):
            sheet.write_string(0, place, name)
            key.write_string(place, 0, name)
            key.write_string(place, 1, label[:MOST_LETTERS])
        for number, row in enumerate(_rows(columns, answered), start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell[:MOST_LETTERS])
                elif cell is not None:
                    sheet.write_number(number, place, cell)
        sheet.freeze_panes(1, 1)
    return written.getvalue()


def as_sav(*, definition: Mapping[str, Any], answered: Sequence[Answered]) -> bytes:
    """A file of SPSS, with what each variable asks and what its values mean. Raises ExportRefused."""
    try:
        import pandas  # noqa: PLC0415 - optional
        import pyreadstat  # noqa: PLC0415 - optional
    except ImportError as error:
        raise ExportRefused("SPSS files need an addition: pip install 'regard[spss]'.") from error
    columns = columns_of(definition)
    names = _sav_names([*(key for key, _ in ABOUT), *(column.key for column in columns)])
    rows = _rows(columns, answered)
    numeric = [False, False, True, *([False] * (len(ABOUT) - 3)), *(column.is_number for column in columns)]
    table: dict[str, list[Any]] = {
        name: [_sav_cell(row[place], numeric[place]) for row in rows] for place, name in enumerate(names)
    }
    labels: list[str | None] = [*(label for _, label in ABOUT), *(column.label[:_SAV_LABELS] for column in columns)]
    meanings = {
        name: {value: text[:120] for value, text in column.labels}
        for name, column in zip(names[len(ABOUT) :], columns, strict=True)
        if column.labels and column.is_number
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        frame = pandas.DataFrame(
            {
                name: pandas.Series(cells, dtype="float64" if numeric[place] else "object")
                for place, (name, cells) in enumerate(table.items())
            }
        )
        pyreadstat.write_sav(frame, str(path), column_labels=labels, variable_value_labels=meanings)
        return path.read_bytes()


def _sav_cell(cell: Cell, is_number: bool) -> Any:
    if is_number:
        return float(cell) if isinstance(cell, int | float) else None
    return "" if cell is None else str(cell)[:_SAV_TEXT]


def _sav_names(keys: Sequence[str]) -> list[str]:
    """Names as SPSS takes them: letters, digits and underscores, a letter first, each once whatever its case."""
    found: list[str] = []
    taken: set[str] = set()
    for key in keys:
        plain = re.sub(r"[^A-Za-z0-9_]+", "_", key).strip("_")[:_SAV_NAME]
        base = plain if plain[:1].isalpha() else f"v_{plain}"
        name, count = base, 1
        while name.lower() in taken:
            count += 1
            name = f"{base[:55]}_{count}"
        taken.add(name.lower())
        found.append(name)
    return found
