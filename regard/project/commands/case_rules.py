"""`regard cases rules`, `rule`, `backfill` and `follow`: which scores and words open cases."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir

if TYPE_CHECKING:
    from regard.foundation.lake.api import Lake


def rules(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """List the rules by which low scores and angry words open cases. All are off until somebody switches them on."""
    _start(data)
    from regard.engage.cases.api import list_rules
    from regard.project.table import print_table

    found = list_rules()
    if as_json:
        typer.echo(_json([asdict(row) for row in found]))
        return
    cells = [
        [
            row.name,
            f"on since {row.since:%Y-%m-%d %H:%M}" if row.is_on and row.since else "off",
            f"anger, or sentiment {row.threshold:g} or less"
            if row.name == "opinions"
            else f"{row.threshold:g} or less of {row.scale_max:g}",
            f"{row.minutes} {row.clock} minutes",
            row.owner,
        ]
        for row in found
    ]
    print_table(heads=["rule", "state", "opens a case", "contact within", "owner"], rows=cells)


def rule(
    name: Annotated[str, typer.Argument(help="nps, csat, ces, stars or opinions.")],
    on: Annotated[
        bool | None, typer.Option("--on/--off", help="Switch it on, for what happens from now, or off.")
    ] = None,
    threshold: Annotated[
        float | None, typer.Option(help="Scores of this or less open a case; of opinions, sentiment (-1 to 0).")
    ] = None,
    minutes: Annotated[int | None, typer.Option(help="Within which contact is due.")] = None,
    clock: Annotated[str | None, typer.Option(help="business or calendar.")] = None,
    owner: Annotated[str | None, typer.Option(help="Who looks after its cases.")] = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Change a rule."""
    _start(data)
    from regard.engage.cases.api import change_rule

    found = change_rule(name=name, is_on=on, threshold=threshold, minutes=minutes, clock=clock, owner=owner)
    typer.echo(_json(asdict(found)) if as_json else f"{found.label} is {'on' if found.is_on else 'off'}.")


def backfill(
    name: Annotated[str, typer.Argument(help="nps, csat, ces, stars or opinions.")],
    since: Annotated[str, typer.Option(help="From which day on, YYYY-MM-DD.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what it would come to.")] = False,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Open cases by one rule for what is in the log already."""
    lake = _start(data)
    from regard.analytics.scope import Scope
    from regard.engage.cases.api import backfill as look_back
    from regard.engage.cases.api import preview_rule

    if dry_run:
        seen = preview_rule(lake=lake, name=name, since=Scope.day("since", since) or date.max)
        told = f"{seen.opens:,} cases would open: {seen.signals:,} signals of {seen.customers:,} people. Nothing was opened."
        typer.echo(_json(asdict(seen)) if as_json else told)
        return
    found = look_back(lake=lake, name=name, since=Scope.day("since", since) or date.max)
    typer.echo(_json(asdict(found)) if as_json else f"{found.opened} opened, {found.added} added to open ones.")


def follow(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Take in what came into the log: what the worker does by itself every few seconds."""
    lake = _start(data)
    from regard.engage.cases.api import follow as look

    found = look(lake=lake)
    told = f"{found.opened} opened, {found.added} added to open ones, {found.closed} closed."
    typer.echo(_json(asdict(found)) if as_json else told)


def _start(data: Path) -> Lake:
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.lake.api import Lake

    return Lake.open(data)


def _json(found: Any) -> str:
    return json.dumps(found, default=str, ensure_ascii=False)
