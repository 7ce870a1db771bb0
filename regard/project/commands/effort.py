"""`regard effort`: how easy customers found it, those who did not say included."""

from __future__ import annotations

import json
from dataclasses import asdict

import typer

from regard.project.commands.analysis import (
    Channel,
    Segment,
    Since,
    StageName,
    TouchpointName,
    Until,
    filters,
    find_log,
)
from regard.project.options import DEFAULT_DATA, AsJson, DataDir
from regard.project.table import interval, number, print_table


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("effort")(show_effort)


def show_effort(
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    stage: StageName = None,
    touchpoint: TouchpointName = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Estimate the share that found it easy, of all who did something: those who answered, and the others as predicted."""
    chosen = filters(since, until, channel, segment, stage=stage, touchpoint=touchpoint)
    found = find_log(data).effort(**chosen)
    if as_json:
        typer.echo(json.dumps({"scale": found.scale, **asdict(found.effort)}, ensure_ascii=False))
        return
    effort = found.effort
    print_table(
        title=f"Found it easy, of {found.scale}" if found.scale else "Found it easy",
        heads=["", "%", "95 % interval", "n"],
        numbers=("%", "95 % interval", "n"),
        rows=[
            [name, number(one.value, 1), interval(one.low, one.high, 1), f"{one.n:,}"]
            for name, one in (
                ("those who answered", effort.answered),
                ("those who did not, predicted", effort.silent),
                ("everybody", effort.everybody),
            )
        ],
    )
    for note in effort.notes:
        typer.echo(note)
