"""Put tombstones, and recognise in what arrives those who were erased."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
from django.db import connection, transaction

from regard.analytics.schema.interactions import IDENTIFIER_KINDS, TIME
from regard.foundation.settings.api import digest_key, keyed_digest
from regard.record.tombstones.models import Tombstone
from regard.record.tombstones.wording import ERASED

_LOOSE = "any"
_BLOCK = 64  # bytes that SHA-256 works on
_TOKEN = re.compile(r"[^\s\"',;:<>{}\[\]()|=&\\]+")
_PHONE = re.compile(r"\+?\d[\d ()./-]{5,}\d")
# HMAC-SHA256 of `name`, in DuckDB: the key enters as two padded blocks and never as text.
_DIGEST_SQL = "sha256($outer::blob || from_hex(sha256($inner::blob || encode(name))))"


@dataclass(frozen=True)
class Grave:
    """One tombstone: the digest of an identifier, that of its value alone, and since when."""

    digest: str
    loose: str
    erased_at: datetime


@transaction.atomic
def bury(*, identifiers: Iterable[tuple[str, str]], erased_at: datetime, data_dir: Path) -> int:
    """Remember (kind, value) pairs as erased at a moment; a later moment wins. Returns how many identifiers."""
    graves = [
        (
            keyed_digest(text=f"{kind}:{value}", data_dir=data_dir),
            keyed_digest(text=f"{_LOOSE}:{value.lower()}", data_dir=data_dir),
            erased_at,
        )
        for kind, value in set(identifiers)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into tombstones_tombstone (digest, loose, erased_at) values (%s, %s, %s) on conflict (digest) "
            "do update set erased_at = greatest(tombstones_tombstone.erased_at, excluded.erased_at)",
            sorted(graves),
        )
    return len(graves)


def list_tombstones() -> list[Grave]:
    """All of them, in order."""
    return [Grave(one.digest, one.loose, one.erased_at) for one in Tombstone.objects.order_by("digest")]


def mark_erased(*, engine: duckdb.DuckDBPyConnection, data_dir: Path) -> int:
    """Give the rows of `placed` that are of somebody erased, from before that, the reason ERASED.

    `placed` has a column for each kind of identifier, `time` and `reason`. Returns how many identifiers were
    recognised.
    """
    graves = list_tombstones()
    if not graves:
        return 0
    engine.register("grave", _table(graves))
    named = " union ".join(
        f"select '{kind}' as kind, {kind} as value, '{kind}:' || {kind} as name from placed where {kind} is not null"
        for kind in IDENTIFIER_KINDS
    )
    engine.execute(
        f"create or replace temp table recognised as select kind, value, erased_at from "
        f"(select kind, value, {_DIGEST_SQL} as digest from ({named})) join grave using (digest)",
        _pads(data_dir),
    )
    engine.unregister("grave")
    found = {row[0]: row[1] for row in engine.sql("select kind, count(*) from recognised group by 1").fetchall()}
    for kind in found:
        engine.execute(
            "update placed set reason = $reason from recognised r "
            f"where r.kind = '{kind}' and placed.{kind} = r.value and placed.time < r.erased_at",
            {"reason": ERASED},
        )
    return sum(found.values())


def blank_erased(*, rejected: pa.Table, data_dir: Path) -> pa.Table:
    """Rejected rows with what they said removed wherever it names somebody who was erased.

    A row that could not be read has no time, so that it is blanked whenever it is from.
    """
    loose = set(Tombstone.objects.values_list("loose", flat=True)) if rejected.num_rows else set()
    if not loose:
        return rejected
    raws: list[str] = rejected["raw"].to_pylist()
    named = _recognise(sorted({word for raw in raws for word in words_of(raw=raw)}), loose, data_dir)
    if not named:
        return rejected
    blanked = ["" if named & words_of(raw=raw) else raw for raw in raws]
    place = rejected.schema.get_field_index("raw")
    return rejected.set_column(place, rejected.schema.field("raw"), pa.array(blanked, pa.string()))


def words_of(*, raw: str) -> set[str]:
    """What in a text may be an identifier: its words in lower case, and phone numbers by their digits.

    >>> sorted(words_of(raw='{"email": "Ada@B.example", "phone": "+44 20 7946 0000"}'))
    ['+44', '+442079460000', '0000', '20', '7946', 'ada@b.example', 'email', 'phone']
    """
    words = {word.lower().rstrip(".") for word in _TOKEN.findall(raw)}
    return words | {re.sub(r"[^0-9+]", "", number) for number in _PHONE.findall(raw)}


def _recognise(words: Sequence[str], loose: set[str], data_dir: Path) -> set[str]:
    return {word for word in words if keyed_digest(text=f"{_LOOSE}:{word}", data_dir=data_dir) in loose}


def _table(graves: list[Grave]) -> pa.Table:
    return pa.table(
        {
            "digest": pa.array([grave.digest for grave in graves], pa.string()),
            "erased_at": pa.array([grave.erased_at for grave in graves], TIME),
        }
    )


def _pads(data_dir: Path) -> dict[str, bytes]:
    key = digest_key(data_dir=data_dir)
    key = (key if len(key) <= _BLOCK else hashlib.sha256(key).digest()).ljust(_BLOCK, b"\x00")
    return {"outer": bytes(byte ^ 0x5C for byte in key), "inner": bytes(byte ^ 0x36 for byte in key)}
