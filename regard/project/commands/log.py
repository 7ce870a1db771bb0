"""`regard log`, `regard backup`, `regard restore`: keep the log small, sound and safe."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir

if TYPE_CHECKING:
    from regard.foundation.lake.api import Finding

WRONG = 1
Hours = Annotated[int, typer.Option(help="Keep files that left the log fewer hours ago.", min=0, max=8760)]


def register(app: typer.Typer) -> None:
    """Add the group and the two commands."""
    log = typer.Typer(help="Keep the log small and sound.", rich_markup_mode=None)
    log.command("stats")(stats)
    log.command("compact")(compact)
    log.command("vacuum")(vacuum)
    log.command("verify")(verify)
    log.command("replay")(replay)
    app.add_typer(log, name="log")
    app.command()(backup)
    app.command()(restore)


def stats(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Say how large the log is, in rows, files and bytes, and how many months wait to be compacted."""
    from regard.foundation.lake.api import Lake
    from regard.record.upkeep.api import measure_tables

    found = measure_tables(lake=Lake.open(data, create=False))
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found]))
        return
    for one in found:
        waits = f", {one.to_rewrite} months to compact" if one.to_rewrite else ""
        typer.echo(f"{one.table}: {one.rows:,} rows in {one.files:,} files, {_size(one.bytes)}{waits}")


def compact(
    force: Annotated[bool, typer.Option("--force", help="Every month that is not in perfect order.")] = False,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Merge the small files that recording leaves, and sort months that need it. The server does it by itself."""
    from regard.foundation.lake.api import Lake
    from regard.record.upkeep.api import compact_log

    found = compact_log(
        lake=Lake.open(data, create=False),
        is_forced=force,
        on_month=lambda month: typer.echo(f"Compacting {month} …", err=True),
    )
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found]))
        return
    for one in found:
        doubled = f", {one.duplicates:,} duplicates left out" if one.duplicates else ""
        typer.echo(
            f"{one.month}: {one.files_before:,} files became {one.files_after:,}, {one.rows:,} rows"
            f"{doubled}, {one.seconds:.1f} s"
        )
    if not found:
        typer.echo("Nothing to compact.")


def vacuum(hours: Hours = 1, as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Remove files that left the log, and what killed processes left. The server does it by itself."""
    from regard.foundation.lake.api import Lake
    from regard.foundation.lake.api import vacuum as vacuum_tables

    found = vacuum_tables(lake=Lake.open(data, create=False), retention_hours=hours)
    if as_json:
        typer.echo(json.dumps(asdict(found)))
        return
    typer.echo(f"{found.files:,} files removed, {_size(found.bytes)}; {found.orphans:,} of them nobody had named.")


def verify(
    books: Annotated[bool, typer.Option(help="Compare with what sources sent; needs the database.")] = True,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Check every byte, row and id of the log, and that all that came in is accounted for. Exit code 1 if not."""
    from regard.foundation.lake.api import Lake, verify_tables

    lake = Lake.open(data, create=False)
    found = verify_tables(lake=lake)
    findings = list(found.findings) + (_verify_books(data) if books else [])
    if as_json:
        told = asdict(found) | {"findings": [asdict(one) for one in findings]}
        typer.echo(json.dumps(told))
    else:
        for one in findings:
            typer.echo(f"{one.place}: {one.wrong}.")
        sealed = "" if not found.unsealed else f" {found.unsealed:,} files carry no fingerprint; they were only read."
        typer.echo(
            f"{found.files:,} files, {found.rows:,} rows and {_size(found.bytes)} checked: "
            f"{'nothing' if not findings else f'{len(findings):,} things'} wrong.{sealed}"
        )
    if findings:
        raise typer.Exit(WRONG)


def replay(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Work out anew all that follows from the log: ids, who is who, derived tables, segments. Exit code 1 if any was wrong."""
    from regard.foundation.lake.api import Lake
    from regard.project.bootstrap import start_django

    lake = Lake.open(data, create=False)
    start_django(data)
    from regard.record.upkeep.api import Replayed
    from regard.record.upkeep.api import replay as work_out
    from regard.understand.journeys.api import rebuild_index
    from regard.understand.metrics.api import forget_tickets

    found = work_out(lake=lake, on_step=_say)
    _say("Working out journeys …")
    forget_tickets(lake=lake)
    found.append(Replayed("journeys", rebuild_index(lake=lake).manifest.rows, None))
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found]))
    else:
        for one in found:
            typer.echo(f"{one.name}: {one.rows:,} worked out anew{_compared(one.wrong)}.")
    if any(one.wrong for one in found):
        raise typer.Exit(WRONG)


def _compared(wrong: int | None) -> str:
    if wrong is None:
        return ""
    return f"; {wrong:,} were wrong and are right now" if wrong else ", all as they were"


def backup(
    to: Annotated[Path, typer.Argument(help="A folder that is not there yet, or a file ending in .tar.")],
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Copy the log and the database as they are at this moment, while everything runs."""
    from regard.foundation.lake.api import Lake
    from regard.foundation.postgres.api import open_postgres
    from regard.record.upkeep.api import back_up

    lake = Lake.open(data, create=False)
    with open_postgres(data_dir=lake.root) as postgres:
        made = back_up(lake=lake, url=postgres.url, to=to, at=datetime.now(UTC), on_step=_say)
    if as_json:
        typer.echo(json.dumps(asdict(made)))
        return
    typer.echo(f"{made.rows:,} interactions and the database are in {made.path} ({_size(made.bytes)}).")
    typer.echo("It holds personal data, and the key that signs sessions: keep it as safe as the data folder.", err=True)


def restore(
    source: Annotated[Path, typer.Argument(help="What `regard backup` made.")],
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Make a data folder, and its database, from a backup. The folder must be new or empty."""
    from regard.record.upkeep.api import restore as restore_backup

    made = restore_backup(source=source, data_dir=data.expanduser().resolve(), on_step=_say)
    if as_json:
        typer.echo(json.dumps(asdict(made)))
        return
    typer.echo(f"{made.rows:,} interactions are back, as they were at {made.made_at}.")
    typer.echo("People erased since that moment are back too: erase them again.", err=True)


def _verify_books(data: Path) -> list[Finding]:
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.lake.api import Lake
    from regard.record.upkeep.books import verify_books

    return verify_books(lake=Lake.open(data, create=False))


def _say(step: str) -> None:
    typer.echo(step, err=True)


def _size(size: float) -> str:
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            return f"{size:,.0f} {unit}" if unit == "bytes" else f"{size:,.1f} {unit}"
        size /= 1000
    return ""
