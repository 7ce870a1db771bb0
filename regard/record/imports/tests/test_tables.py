import csv
import datetime as dt
import gzip
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.record.imports import lines
from regard.record.imports.files import FileUnreadable
from regard.record.imports.mapping.language import Table
from regard.record.imports.tables.csv_file import CsvFile
from regard.record.imports.tables.opening import open_table
from regard.record.imports.tests.factories import write

LETTERS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\r\t",;|')
TEXT = st.text(LETTERS, max_size=20)


def read(path: Path, **keys: object) -> tuple[list[list[Any]], list[tuple[int, str]]]:
    """The rows of a table, each after its line, and what was rejected of it."""
    file = open_table(path=path, table=Table(**keys))  # type: ignore[arg-type]
    rows: list[list[Any]] = []
    rejected: list[tuple[int, str]] = []
    for batch in file.batches(wanted=file.header):
        columns = [batch.lines.to_pylist(), *(column.to_pylist() for column in batch.columns)]
        rows += [list(row) for row in zip(*columns, strict=True)]
        rejected += [(rejection.line, rejection.reason) for rejection in batch.rejections]
    return rows, rejected


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_csv__of_any_delimiter_and_line_ending__is_read(tmp_path: Path, delimiter: str, ending: str) -> None:
    text = ending.join(delimiter.join(cells) for cells in (["a", "b"], ["1", "x"], ["2", "é"])) + ending
    assert read(write(tmp_path / "t.csv", text)) == ([[2, "1", "x"], [3, "2", "é"]], [])


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("cp1252", None),
        ("latin-1", "latin-1"),
        ("cp437", "cp437"),
    ],
)
def test_csv__in_another_encoding__is_detected_or_declared(tmp_path: Path, encoding: str, declared: str | None) -> None:
    path = write(tmp_path / "t.csv", "a;b\nGrüße;Ümläut\n".encode(encoding))
    assert read(path, encoding=declared) == ([[2, "Grüße", "Ümläut"]], [])


def test_csv__whose_encoding_was_guessed__says_so(tmp_path: Path) -> None:
    file = open_table(path=write(tmp_path / "t.csv", "a\nGrüße\n".encode("cp1252")), table=Table())
    assert isinstance(file, CsvFile)
    assert file.note == (
        f"{tmp_path / 't.csv'} is not UTF-8 and was read as windows-1252. Say `encoding` in the mapping if that is wrong."
    )


def test_csv__with_quoted_newlines_and_quotes__counts_physical_lines(tmp_path: Path) -> None:
    text = 'a,b\n1,"two\nlines"\n2,"say ""hi"""\n'
    assert read(write(tmp_path / "t.csv", text)) == ([[2, "1", "two\nlines"], [4, "2", 'say "hi"']], [])


def test_csv__with_a_quote_never_closed__rejects_that_line_only(tmp_path: Path) -> None:
    text = 'a,b\n1,"open\n2,x\n3,y\n'
    rows, rejected = read(write(tmp_path / "t.csv", text))
    assert rows == [[3, "2", "x"], [4, "3", "y"]]
    assert rejected == [(2, "A quote is opened on this line and never closed.")]


@pytest.mark.parametrize(
    ("lines", "read_lines", "rejected_lines"),
    [
        (['1,"open', '2,"x"', "3,y"], [3, 4], [2]),
        (["1,x", '2,"open'], [2], [3]),
        (['1,"open', '"2",y', '3,"two', 'lines"'], [3, 4], [2]),
        (['1,say "hi"', '2,"say "hi" to me"', '3,5" wide'], [2, 3, 4], []),
    ],
)
def test_csv__with_a_quote_astray__loses_no_other_line(
    tmp_path: Path, lines: list[str], read_lines: list[int], rejected_lines: list[int]
) -> None:
    rows, rejected = read(write(tmp_path / "t.csv", "\n".join(["a,b", *lines, ""])))
    assert [row[0] for row in rows] == read_lines
    assert rejected == [(line, "A quote is opened on this line and never closed.") for line in rejected_lines]


def test_csv__with_rows_of_another_width__rejects_those(tmp_path: Path) -> None:
    rows, rejected = read(write(tmp_path / "t.csv", "a,b\n1\n1,2\n1,2,3\n\n"))
    assert rows == [[3, "1", "2"]]
    assert rejected == [
        (2, "The row has 1 cells where the header has 2."),
        (4, "The row has 3 cells where the header has 2."),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [(b"1,a\x00b", "The row contains a NUL character."), (b"1,\xff\xfe", "The row is not UTF-8.")],
)
def test_csv__with_a_row_that_is_not_text__rejects_it(tmp_path: Path, row: bytes, reason: str) -> None:
    good = b"1,this is a row as it should be\n" * 4000
    rows, rejected = read(write(tmp_path / "t.csv", b"a,b\n" + good + row + b"\n" + good), encoding="utf-8")
    assert (len(rows), rejected) == (8000, [(4002, reason)])


def test_csv__with_a_line_beyond_the_limit__rejects_it_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 1000)
    rows, rejected = read(write(tmp_path / "t.csv", "a,b\n1,x\n" + "9" * 5000 + "\n2,y\n"))
    assert rows == [[2, "1", "x"], [4, "2", "y"]]
    assert [line for line, _ in rejected] == [3]
    assert rejected[0][1].startswith("The line is 0.0 MB long")


def test_csv__with_rows_before_and_after_its_header__skips_them(tmp_path: Path) -> None:
    text = "Export of 3 May\nQID1,QID2\nHow was it?,Why?\nImportId,ImportId\n5,ok\n"
    rows, _ = read(write(tmp_path / "t.csv", text), skip_rows=1, skip_after_header=2)
    assert rows == [[5, "5", "ok"]]


def test_csv__without_header__takes_the_one_declared(tmp_path: Path) -> None:
    assert read(write(tmp_path / "t.csv", "1,2\n"), header=["a", "b"]) == ([[1, "1", "2"]], [])


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=20), st.sampled_from(",;\t|"))
@settings(max_examples=60, deadline=None)
def test_csv__written_by_any_cells__reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str, str]], delimiter: str
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("a", "b", "c"), *cells])
    path = write(tmp_path_factory.mktemp("csv") / "t.csv", text.getvalue())
    rows, rejected = read(path, delimiter=delimiter)
    assert [tuple(row[1:]) for row in rows] == cells
    assert rejected == []


def test_gzipped_csv__is_read(tmp_path: Path) -> None:
    assert read(write(tmp_path / "t.csv.gz", gzip.compress(b"a,b\n1,2\n"))) == ([[2, "1", "2"]], [])


def test_parquet__of_every_type__becomes_text(tmp_path: Path) -> None:
    table = pa.table(
        {
            "whole": [570306133677760513],
            "real": [2.5],
            "missing": pa.array([float("nan")]),
            "money": [Decimal("28.40")],
            "moment": [dt.datetime(2026, 3, 1, 10, tzinfo=dt.UTC)],
            "day": [dt.date(2026, 3, 1)],
            "yes": [True],
            "list": [["a", "b"]],
            "named": pa.array(["x"]).dictionary_encode(),
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    rows, _ = read(tmp_path / "t.parquet")
    assert rows == [
        [
            1,
            "570306133677760513",
            "2.5",
            None,
            "28.40",
            "2026-03-01T10:00:00+00:00",
            "2026-03-01",
            "true",
            '["a", "b"]',
            "x",
        ]
    ]


def workbook(path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Notes").write_row(0, 0, ["nothing here"])
    sheet = book.add_worksheet("Answers")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["id", "score", "answered", "text"])
    sheet.write_row(1, 0, [7, 9.5])
    sheet.write_datetime(1, 2, dt.datetime(2026, 3, 1), day)  # noqa: DTZ001
    sheet.write_string(1, 3, "two\nlines")
    sheet.write_row(3, 0, [8, 10])
    book.close()
    return path


def test_xlsx__from_a_named_sheet__becomes_text_and_skips_blank_rows(tmp_path: Path) -> None:
    rows, _ = read(workbook(tmp_path / "t.xlsx"), sheet="Answers")
    assert [row[0] for row in rows] == [2, 4]
    assert [row[1] for row in rows] == ["7", "8"]
    assert rows[0][2] == "9.5"
    assert (rows[0][3] or "")[:10] == "2026-03-01"
    assert (rows[0][4], rows[1][4]) == ("two\nlines", None)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("gone.csv", None, "does not exist."),
        ("empty.csv", b"", "is empty."),
        ("blank.csv", b" \n\n ", "holds nothing but blank space."),
        ("picture.csv", b"\x89PNG\r\n\x1a\n", "is a PNG picture, not a table or a file of events."),
        ("noise.csv", bytes(range(256)) * 4, "is a binary file, not text."),
        ("t.parquet", b"PAR1 and then nothing", "is a damaged Parquet file"),
        ("t.parquet", b"a,b\n1,2\n", "is not a Parquet file: it does not begin with PAR1."),
        ("t.xlsx", b"PK\x03\x04 and then nothing", "is a damaged XLSX or ZIP file"),
        ("t.xlsx", b"a,b\n1,2\n", "is not an XLSX workbook."),
        ("t.csv.gz", gzip.compress(b"a,b\n1,2\n" * 9, mtime=0)[:20], "is not a whole gzip file"),
        ("t.csv", b'{"a": 1}\n', "holds JSON, not a table."),
    ],
)
def test_table__that_is_none__is_one_clear_sentence(
    tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / name
    if content is not None:
        write(path, content)
    with pytest.raises(FileUnreadable) as refused:
        open_table(path=path, table=Table())
    assert str(refused.value).startswith(f"{path} {sentence}")


def test_xlsx__without_the_sheet__names_those_it_has(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx")
    with pytest.raises(FileUnreadable) as refused:
        open_table(path=path, table=Table(sheet="Answer"))
    assert str(refused.value) == f"{path} has no sheet `Answer`; did you mean `Answers`?"
