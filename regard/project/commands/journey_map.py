"""Journey maps from the command line: filled from the log, held against what customers do, and drawn."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regard.project.commands.analysis import Channel, Segment, Since, Until, filters, find_log
from regard.project.journey_output import estimate, print_json
from regard.project.options import DEFAULT_DATA, AsJson, DataDir
from regard.project.table import number, print_table

if TYPE_CHECKING:
    from regard.understand.journeys.api import FilledMap
    from regard.understand.journeys.maps import FilledStep

As = Annotated[
    str | None, typer.Option("--as", help="Print it as svg, mermaid-flowchart, mermaid-journey or json instead.")
]


def show_map(
    file: Annotated[Path | None, typer.Argument(help="A journey map as JSON.", exists=True, dir_okay=False)] = None,
    form: As = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print what a map is, as JSON Schema.")] = False,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Fill a journey map from the log: who is at each step, who fits the map, and what others do."""
    from regard.analytics.journeys import map_definition
    from regard.analytics.journeys.matching import JourneyError

    if schema:
        return print_schema()
    if file is None:
        raise JourneyError("Name the file of a journey map. `regard journeys map --schema` says what one is.")
    journey_map = map_definition.read_map(file.read_bytes())
    found = find_log(data).journeys.map(journey_map, **filters(since, until, channel, segment))
    if form is not None:
        from regard.understand.journeys.api import draw_map

        return typer.echo(draw_map(journey_map=journey_map, filled=found, form=form), nl=False)
    return print_map(found, as_json=as_json)


def print_schema() -> None:
    """Print what a map is."""
    from regard.analytics.journeys.map_definition import schema

    typer.echo(json.dumps(schema(), indent=2, ensure_ascii=False))


def print_map(found: FilledMap, *, as_json: bool) -> None:
    """Print a map with its figures."""
    if as_json:
        return print_json(asdict(found))
    share, interval = estimate(found.fitting)
    about = f" in {found.segment}" if found.segment else ""
    print_table(
        title=f"{found.name}: {share} % {interval} of {found.customers:,} customers{about} fit the map",
        heads=["stage", "step", "customers", "go on %", "95 % interval", "median days", "feeling", "n"],
        rows=[_cells(one) for one in found.steps],
        numbers=("customers", "go on %", "median days", "feeling", "n"),
    )
    print_table(
        title="Ways the map does not know",
        heads=["from", "to", "customers", "%", "95 % interval"],
        rows=[[one.start, one.end, f"{one.customers:,}", *estimate(one.share)] for one in found.ways],
        numbers=("customers", "%"),
    )
    if not found.has_sentiment:
        typer.echo("\nNothing here tells the sentiment of texts.")
    return None


def _cells(one: FilledStep) -> list[Any]:
    way = one.onward.way if one.onward else None
    return [
        one.stage,
        one.step,
        "assumption" if one.is_assumption else f"{one.customers:,}",
        *(estimate(way.share) if way else ("", "")),
        number(way.days.value) if way else "",
        number(one.feeling.value),
        f"{one.feeling.n:,}" if one.feeling.n else "",
    ]
