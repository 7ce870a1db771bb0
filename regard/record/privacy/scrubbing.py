"""Making sure that PostgreSQL's files hold no deleted row: dead rows, indexes, statistics, write-ahead log.

Deleting a row leaves its bytes where they were. VACUUM FULL writes a table and its indexes anew; ANALYZE and a
rewrite of pg_statistic take the values out of the planner's statistics; a checkpoint into a fresh segment lets the
old write-ahead log go. The embedded PostgreSQL deletes old segments rather than keeping them for reuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import connection
from psycopg import sql

from regard.record.privacy.places import PASSING, TABLES

MOST_SEGMENTS = 128
NOT_OURS = (
    "The database is not Regard's own: its write-ahead log and backups keep what was deleted for as long as they are "
    "kept there."
)


def scrub_database() -> str:
    """Rewrite every table that holds people, then let go of the write-ahead log. Returns what could not be done."""
    if connection.in_atomic_block:
        raise RuntimeError("Scrubbing the database cannot be part of a transaction.")
    with connection.cursor() as cursor:
        for table in sorted({place.table for place in TABLES} | PASSING.keys() | {"procrastinate_jobs"}):
            if _exists(table):
                cursor.execute(sql.SQL("vacuum (full, analyze) {}").format(sql.Identifier(table)))
        if not _is_ours():
            return NOT_OURS
        cursor.execute("vacuum full pg_catalog.pg_statistic")
        for _ in range(MOST_SEGMENTS):
            cursor.execute("checkpoint")
            cursor.execute("select pg_switch_wal()")
            cursor.execute("checkpoint")
            cursor.execute(
                "select count(*) from pg_ls_waldir() where name > pg_walfile_name(pg_current_wal_lsn()) "
                "and name ~ '^[0-9A-F]{24}$'"
            )
            if cursor.fetchone() == (0,):  # no old segment waits to be used again
                break
    return ""


def scrub_server_log(*, folder: Path, values: Iterable[str]) -> int:
    """Take the lines that hold one of the values out of the embedded server's log. Returns how many."""
    path = folder / "postgres" / "cluster" / "server.log"
    if not path.exists():
        return 0
    wanted = re.compile("|".join(re.escape(value) for value in values), re.IGNORECASE)
    with path.open("r+", encoding="utf-8", errors="surrogateescape") as log:
        lines = log.readlines()
        kept = [line for line in lines if not wanted.search(line)]
        if len(kept) < len(lines):
            log.seek(0)
            log.truncate()
            log.writelines(kept)
    return len(lines) - len(kept)


def count_waiting(*, before: datetime) -> int:
    """How many requests wait in the intake that came before a moment."""
    if not _exists("collection_intake"):
        return 0
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from collection_intake where received_at <= %s", [before])
        return int(cursor.fetchone()[0])


def _exists(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass(%s) is not null", [table])
        return bool(cursor.fetchone()[0])


def _is_ours() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper from pg_roles where rolname = current_user")
        return bool(cursor.fetchone()[0])
