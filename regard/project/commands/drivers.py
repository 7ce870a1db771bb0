"""`regard drivers`: what each friction does to scores, to buying again and to money. Needs no server."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from regard.decide.drivers.api import Driver, Drivers


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("drivers")(show_drivers)


def show_drivers(
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    stage: StageName = None,
    touchpoint: TouchpointName = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Show what each friction does to scores, to buying again and to spend, and how that is known.

    Robust is the share of what is left open that a hidden cause would have to explain to explain the effect away.
    """
    chosen = filters(since, until, channel, segment, stage=stage, touchpoint=touchpoint)
    found: Drivers = find_log(data).drivers(**chosen)
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False))
        return
    for outcome in found.outcomes:
        print_table(
            title=f"{outcome.label}, {outcome.unit}",
            heads=["driver", "customers", "effect", "95 % interval", "plain", "n", "robust", "evidence"],
            numbers=("customers", "effect", "95 % interval", "plain", "n", "robust"),
            rows=[_cells(row, outcome.name) for row in found.rows],
        )


def _cells(row: Driver, outcome: str) -> list[str]:
    one = row.of(outcome)
    touched = f"{row.customers:,} ({100 * row.share:.1f} %)"
    if one is None:
        return [row.label, touched, "", "", "", "", "", "too few"]
    return [
        row.label,
        touched,
        number(one.value, 2),
        interval(one.low, one.high, 2),
        number(one.plain, 2),
        f"{one.exposed + one.unexposed:,}",
        f"{100 * one.robustness:.1f} %" if one.evidence != "unclear" else "",
        one.evidence,
    ]
