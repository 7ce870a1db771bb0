"""Tables of answers as text: any encoding and separator tools write, within bounds."""

from __future__ import annotations

import csv
import io

from regard.engage.surveys.exchange.errors import MOST_BYTES, SurveyUnreadable

MOST_ROWS = 500_000
MOST_COLUMNS = 5_000
LONGEST_CELL = 1_000_000
_SEPARATORS = ",;\t|"


def decoded(content: bytes) -> str:
    """The text of a file, by its byte order mark, as UTF-8, or as Windows writes it."""
    if len(content) > MOST_BYTES:
        raise SurveyUnreadable(f"The file is larger than {MOST_BYTES // 2**20} MB. Split it.")
    head = content[:8192]
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not is_wide and sum(byte < 9 or 13 < byte < 32 for byte in head) > len(head) / 100:
        raise SurveyUnreadable("The file is no text. Give a survey, or a table of answers saved as CSV.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_table(*, content: bytes) -> list[list[str]]:
    """All rows, the headings among them. Raises SurveyUnreadable for what is no table."""
    text = decoded(content).replace("\x00", "")
    head = text[:65536]
    first = head.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    csv.field_size_limit(LONGEST_CELL)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if row and any(row):
                rows.append(row)
            if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS:
                raise SurveyUnreadable(
                    f"A table of answers has at most {MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns."
                )
    except csv.Error as error:
        raise SurveyUnreadable(f"The table cannot be read in line {len(rows) + 1}: {error}.") from error
    if len(rows) < 1 or not any(rows[0]):
        raise SurveyUnreadable("The file holds no table: it needs a first row with the names of its columns.")
    return rows
