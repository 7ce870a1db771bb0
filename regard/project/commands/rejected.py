"""`regard rejected`: what could not be stored, and why."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir
from regard.project.without_database import set_up_without_database

if TYPE_CHECKING:
    from regard.record.rejected.api import Reason, RejectedRow, Wanted

Source = Annotated[str | None, typer.Option(help="Rows of one source only.", show_default=False)]
SortOfReason = Annotated[
    str | None, typer.Option("--reason", help="Rows of one sort of reason, as `reasons` prints it.")
]
Since = Annotated[datetime | None, typer.Option(help="First day of arrival (UTC).", formats=["%Y-%m-%d"])]
Until = Annotated[datetime | None, typer.Option(help="Day after the last (UTC).", formats=["%Y-%m-%d"])]
Limit = Annotated[int, typer.Option(help="How many rows to show.", min=1, max=200)]
LONGEST_RAW = 200


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="What could not be stored, and why.", rich_markup_mode=None)
    group.command("reasons")(reasons)
    group.command("list")(list_)
    group.command("replay")(replay)
    app.add_typer(group, name="rejected")


def reasons(
    source: Source = None,
    since: Since = None,
    until: Until = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Say why rows were rejected, the most frequent reason first, each with its first row."""
    set_up_without_database()
    from regard.foundation.lake.api import Lake
    from regard.record.rejected.api import list_reasons

    found = list_reasons(lake=Lake.open(data, create=False), wanted=_wanted(source, None, since, until))
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], default=str, ensure_ascii=False))
        return
    from regard.project.table import print_table

    heads = ["rows", "reason", "sources", "last", "first row"]
    print_table(heads=heads, rows=[_reason_cells(one) for one in found], numbers=("rows",))


def list_(
    source: Source = None,
    reason: SortOfReason = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 20,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """List rejected rows, newest first. With --json each has all that was kept of it."""
    set_up_without_database()
    from regard.foundation.lake.api import Lake
    from regard.record.rejected.api import list_rejected

    wanted = _wanted(source, reason, since, until)
    page = list_rejected(lake=Lake.open(data, create=False), wanted=wanted, limit=limit)
    if as_json:
        typer.echo(json.dumps(asdict(page), default=str, ensure_ascii=False))
        return
    from regard.project.table import print_table

    heads = ["received", "source", "where", "reason", "what it said"]
    print_table(heads=heads, rows=[_cells(row) for row in page.rows])
    typer.echo(f"{len(page.rows):,} of {page.total:,} shown.")


def replay(
    source: Source = None,
    reason: SortOfReason = None,
    since: Since = None,
    until: Until = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Send rejected rows in again, after what was wrong was put right. `regard up` records them."""
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.lake.api import Lake
    from regard.record.rejected.api import replay_rejected

    done = replay_rejected(lake=Lake.open(data), wanted=_wanted(source, reason, since, until))
    if as_json:
        typer.echo(json.dumps(asdict(done)))
        return
    typer.echo(f"{done.sent:,} sent in again, {done.sent_before:,} were before, {done.impossible:,} cannot be.")


def _wanted(source: str | None, sort: str | None, since: datetime | None, until: datetime | None) -> Wanted:
    from regard.record.rejected.api import Wanted

    return Wanted(source, sort, since.date() if since else None, until.date() if until else None)


def _reason_cells(one: Reason) -> list[str]:
    place = f"{Path(one.example.origin).name}, line {one.example.line:,}"
    return [f"{one.rows:,}", one.sort, ", ".join(one.sources), f"{one.last_at:%Y-%m-%d %H:%M}", place]


def _cells(row: RejectedRow) -> list[str]:
    shown = row.raw if len(row.raw) <= LONGEST_RAW else f"{row.raw[:LONGEST_RAW]}… ({row.size:,} bytes)"
    place = f"{Path(row.origin).name}, line {row.line:,}"
    return [f"{row.received_at:%Y-%m-%d %H:%M}", row.source, place, row.reason, shown]
