"""Journey maps from the command line: filled from the log, held against what customers do, and drawn."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regard.project.commands.analysis import Channel, Segment, Since, Until, filters, find_log
from regard.project.journey_output import estimate, print_json
from regard.project.options import DEFAULT_DATA, AsJson, DataDir
from regard.project.table import number, print_table

if TYPE_CHECKING:
    from regard.analytics.journeys.maps import JourneyMap
    from regard.understand.journeys.api import FilledMap


def show_map(
    file: Annotated[Path | None, typer.Argument(help="A journey map as JSON.", exists=True, dir_okay=False)] = None,
    as_mermaid: Annotated[bool, typer.Option("--mermaid", help="Print the map as a Mermaid flowchart.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print what a map is, as JSON Schema.")] = False,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Fill a journey map from the log: who is at each step, who fits the map, and what others do."""
    from regard.analytics.journeys import maps
    from regard.analytics.journeys.matching import JourneyError

    if schema:
        return typer.echo(maps.schema().decode())
    if file is None:
        raise JourneyError("Name the file of a journey map. `regard journeys map --schema` says what one is.")
    journey_map = maps.read_map(file.read_bytes())
    found = find_log(data).journeys.map(journey_map, **filters(since, until, channel, segment))
    if as_json:
        return print_json(asdict(found))
    if as_mermaid:
        return typer.echo(maps.mermaid(journey_map, _notes(found)), nl=False)
    return _print(journey_map, found)


def _notes(found: FilledMap) -> dict[int, str]:
    """What stands below each step: how many came, or that nobody knows."""
    return {
        place: "assumption" if step.is_assumption else f"{step.customers:,} customers"
        for place, step in enumerate(found.steps)
    }


def _print(journey_map: JourneyMap, found: FilledMap) -> None:
    share, interval = estimate(found.fitting)
    print_table(
        title=f"{journey_map.name}: {share} % {interval} of {found.customers:,} customers fit the map",
        heads=["stage", "step", "customers", "come here %", "95 % interval", "median days"],
        rows=[
            [
                one.stage,
                one.step,
                "assumption" if one.is_assumption else f"{one.customers:,}",
                *estimate(one.conversion),
                number(one.days.value),
            ]
            for one in found.steps
        ],
        numbers=("customers", "come here %", "median days"),
    )
    print_table(
        title="Ways the map does not know",
        heads=["from", "to", "customers", "%", "95 % interval"],
        rows=[[one.start, one.end, f"{one.customers:,}", *estimate(one.share)] for one in found.ways],
        numbers=("customers", "%"),
    )
