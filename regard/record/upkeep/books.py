"""The conservation law: what a source sent was stored, was there already, or was rejected; nothing else happens."""

from typing import Any

from django.db import connection

from regard.foundation.lake.api import Finding, Lake

_DAYS = """
    select source, date::text as date, received, stored, duplicates, rejected from sources_day
    where received <> stored + duplicates + rejected order by source, date"""
_BATCHES = """
    select last_id, received, stored, duplicates, rejected from collection_batch
    where not is_open and received <> stored + duplicates + rejected order by last_id"""
_SUMS = """
    select b.*, d.* from
        (select coalesce(sum(received), 0) as b_received, coalesce(sum(stored), 0) as b_stored,
            coalesce(sum(duplicates), 0) as b_duplicates, coalesce(sum(rejected), 0) as b_rejected
        from collection_batch where not is_open) b,
        (select coalesce(sum(received), 0) as d_received, coalesce(sum(stored), 0) as d_stored,
            coalesce(sum(duplicates), 0) as d_duplicates, coalesce(sum(rejected), 0) as d_rejected
        from sources_day) d"""
_STORED = "select source, sum(stored)::bigint as stored from sources_day group by source order by source"
_ERASED = "select exists(select 1 from tombstones_tombstone) as is_any"


def verify_books(*, lake: Lake) -> list[Finding]:
    """What does not add up: within a source's day, within a batch, between both, and between them and the log.

    The log may hold more of a source than was collected (imports are not in the books), and fewer where somebody was
    erased.
    """
    findings = []
    for row in _ask(_DAYS):
        total = row["stored"] + row["duplicates"] + row["rejected"]
        said = f"{row['received']:,} received, but {total:,} stored, duplicates and rejected together"
        findings.append(Finding(f"source {row['source']} on {row['date']}", said))
    for row in _ask(_BATCHES):
        total = row["stored"] + row["duplicates"] + row["rejected"]
        findings.append(
            Finding(f"batch {row['last_id']}", f"{row['received']:,} received, but {total:,} accounted for")
        )
    sums = _ask(_SUMS)[0]
    for name in ("received", "stored", "duplicates", "rejected"):
        batches, days = int(sums[f"b_{name}"]), int(sums[f"d_{name}"])
        if batches != days:
            findings.append(Finding("the books", f"{name}: {batches:,} by batches, {days:,} by sources and days"))
    if not _ask(_ERASED)[0]["is_any"]:
        findings += _missing_rows(lake)
    return findings


def _missing_rows(lake: Lake) -> list[Finding]:
    rows = lake.sql("select source, count(*) as n from interactions group by 1").to_pylist()
    held = {row["source"]: row["n"] for row in rows}
    return [
        Finding(
            f"source {row['source']}",
            f"{row['stored']:,} were stored, and the log holds {held.get(row['source'], 0):,}",
        )
        for row in _ask(_STORED)
        if held.get(row["source"], 0) < row["stored"]
    ]


def _ask(query: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
