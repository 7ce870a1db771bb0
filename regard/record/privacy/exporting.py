"""Everything about one person in one ZIP file: each store as JSON, exactly, and as CSV, for reading."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from regard.analytics.schema.interactions import INTERACTION
from regard.foundation.audit.api import list_entries, note
from regard.foundation.lake.api import Lake
from regard.record.privacy.finding import Person, rows_of
from regard.record.privacy.naming import list_naming
from regard.record.privacy.places import PASSING, TABLES

Rows = Iterable[dict[str, Any]]
ROWS_AT_ONCE = 10_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would work out rather than show


@dataclass(frozen=True)
class Exported:
    """How many rows of each store an export holds."""

    customer_id: str
    made_at: datetime
    counts: dict[str, int]


def export_person(*, lake: Lake, person: Person, to: Path | IO[bytes]) -> Exported:
    """Write everything about a person to a ZIP file; the audit log keeps that it was done."""
    made_at = datetime.now(UTC)
    counts: dict[str, int] = {}
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in _stores(lake, person):
            counts[name] = _write(archive, name, rows)
        about = {"customer_id": person.customer_id, "made_at": made_at, "rows": counts, "left_out": _left_out()}
        archive.writestr("about.json", json.dumps(about, default=_as_json, indent=1))
    note(verb="exported", subject=f"customer:{person.customer_id}", detail={"rows": sum(counts.values())})
    return Exported(person.customer_id, made_at, counts)


def _left_out() -> dict[str, str]:
    """Where data of the person may be for a moment without being in this file."""
    return dict(PASSING)


def _stores(lake: Lake, person: Person) -> Iterator[tuple[str, Rows]]:
    yield "identifiers", [{"kind": kind, "value": value} for kind, value in person.identifiers]
    yield "profile", _profile(lake, person)
    yield "interactions", _interactions(lake, person)
    yield "rejected", list_naming(lake=lake, identifiers=person.identifiers).to_pylist()
    for place in TABLES:
        yield place.table, rows_of(person=person, place=place)
    yield "audit", _audit(person)


def _profile(lake: Lake, person: Person) -> Iterator[dict[str, Any]]:
    """What was said of the person, the newest of each trait, with where and when."""
    query = (
        "with told as (select time, source, unnest(json_keys(properties)) as name, properties from interactions "
        "where customer_id = $1 and kind = 'Profile Updated') "
        "select name, arg_max(json_extract(properties, '$.\"' || replace(name, '\"', '\\\"') || '\"')::text, time) as value, "
        "arg_max(source, time) as source, max(time) as at from told group by 1 order by 1"
    )
    yield from lake.sql(query, [person.customer_id]).to_pylist()


def _interactions(lake: Lake, person: Person) -> Iterator[dict[str, Any]]:
    lake.interactions_here()
    columns = ", ".join(name for name in INTERACTION.names if name != "month")
    found = lake.connection().sql(
        f"select {columns} from interactions where customer_id = $customer order by time, id",
        params={"customer": person.customer_id},
    )
    for batch in found.to_arrow_reader(ROWS_AT_ONCE):
        for row in batch.to_pylist():
            yield row | {"properties": json.loads(row["properties"])}


def _audit(person: Person) -> Iterator[dict[str, Any]]:
    """Who looked at or changed this person's data."""
    cursor = None
    while True:
        page = list_entries(subject=f"customer:{person.customer_id}", cursor=cursor, limit=500)
        for row in page.rows:
            told = asdict(row)
            told.pop("actor_name")  # of staff, not of this person
            yield told
        if page.next_cursor is None:
            return
        cursor = page.next_cursor


def _write(archive: zipfile.ZipFile, name: str, rows: Rows) -> int:
    """One store as NAME.json and NAME.csv; returns how many rows. Rows are written as they come."""
    count = 0
    table = io.StringIO()
    writer: Any = None
    with archive.open(f"{name}.json", "w") as file:
        file.write(b"[")
        for row in rows:
            file.write((",\n" if count else "\n").encode())
            file.write(json.dumps(row, default=_as_json, ensure_ascii=False).encode("utf-8", "replace"))
            if writer is None:
                writer = csv.writer(table)
                writer.writerow(row.keys())
            writer.writerow([_cell(value) for value in row.values()])
            count += 1
        file.write(b"\n]\n")
    if count:
        archive.writestr(f"{name}.csv", table.getvalue().encode("utf-8", "replace"))
    return count


def _cell(value: object) -> object:
    """A value for a spreadsheet: a text that it would take for a formula begins with an apostrophe.

    >>> _cell("=1+1"), _cell("plain"), _cell(-3), _cell({"a": 1})
    ("'=1+1", 'plain', -3, '{"a": 1}')
    """
    if isinstance(value, dict | list):
        return json.dumps(value, default=_as_json, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return _as_json(value) if isinstance(value, datetime | bytes | memoryview) else value


def _as_json(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value) if value == value.to_integral_value() else str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return str(value)
