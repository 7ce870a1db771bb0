"""Searching everything for a text: the bytes of every file, what compressed files say, and the live database.

This is how an erasure is proven. A text is looked for as UTF-8, in the case it is given in.
"""

import gzip
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db import connection
from psycopg import sql

_CHUNK = 16 * 1024 * 1024
_MOST_INFLATED = 1024 * _CHUNK  # of one compressed file
_TEXTUAL = ("text", "character varying", "character", "json", "jsonb", "bytea", "ARRAY")


@dataclass(frozen=True)
class Hit:
    """One place where one of the texts was found."""

    place: str
    text: str


@dataclass(frozen=True)
class Search:
    """What was looked through, and what was found."""

    files: int
    bytes: int
    tables: int
    hits: tuple[Hit, ...]


def search_everything(*, folder: Path, texts: Sequence[str], with_database: bool = True) -> Search:
    """Look for texts in every file below a folder, and in every table of the database."""
    files, size = 0, 0
    hits: list[Hit] = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        files += 1
        size += path.stat().st_size
        found = {text for block in _blocks_of(path) for text in _texts_in(block, texts)}
        hits += [Hit(str(path.relative_to(folder)), text) for text in sorted(found)]
    tables = _tables() if with_database else []
    hits += [Hit(f"table {table}", text) for table, columns in tables for text in _in_table(table, columns, texts)]
    return Search(files, size, len(tables), tuple(hits))


def _texts_in(block: bytes, texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        if text.encode() in block:
            yield text


def _blocks_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file, overlapping so that no text falls between two, and what they say when unpacked."""
    yield from _overlapping(_read(path))
    if path.suffix == ".parquet":
        yield from _parquet(path)
    elif path.suffix == ".gz":
        yield from _overlapping(_gunzipped(path))
    elif zipfile.is_zipfile(path):
        yield from _unzipped(path)


def _read(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while block := file.read(_CHUNK):
                yield block
    except FileNotFoundError:
        return  # a file that came and went meanwhile


def _overlapping(blocks: Iterator[bytes]) -> Iterator[bytes]:
    tail = b""
    for block in blocks:
        yield tail + block
        tail = block[-1024:]


def _parquet(path: Path) -> Iterator[bytes]:
    """Every text of a Parquet file, and what its footer says of the smallest and largest."""
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError):
        return
    for batch in file.iter_batches():
        for column in pa.Table.from_batches([batch]).flatten().columns:
            told = pc.drop_null(pc.cast(column, pa.string(), safe=False)) if _is_castable(column.type) else column
            yield "\n".join(map(str, told.to_pylist())).encode("utf-8", "replace")


def _is_castable(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_binary(kind))


def _gunzipped(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path, "rb") as file:
            for _ in range(_MOST_INFLATED // _CHUNK):
                if not (block := file.read(_CHUNK)):
                    return
                yield block
    except (OSError, EOFError, zlib.error):
        return


def _unzipped(path: Path) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if entry.file_size <= _MOST_INFLATED:
                yield archive.read(entry)


def _tables() -> list[tuple[str, list[str]]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, array_agg(column_name::text) from information_schema.columns "
            "where table_schema = 'public' and data_type = any(%s) group by 1 order by 1",
            [list(_TEXTUAL)],
        )
        return [(table, list(columns)) for table, columns in cursor.fetchall()]


def _in_table(table: str, columns: list[str], texts: Sequence[str]) -> list[str]:
    found = []
    for text in texts:
        hexed = text.encode().hex()  # how bytea reads as text
        parts = [
            sql.SQL("position(%s in {0}::text) > 0 or position(%s in {0}::text) > 0").format(sql.Identifier(column))
            for column in columns
        ]
        query = sql.SQL("select exists(select 1 from {} where {})").format(
            sql.Identifier(table), sql.SQL(" or ").join(parts)
        )
        with connection.cursor() as cursor:
            cursor.execute(query, [text, hexed] * len(columns))
            if cursor.fetchone() == (True,):
                found.append(text)
    return found
