"""`regard maps`: journey maps that are kept, shown with their figures, imported and exported."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from regard.project.commands.analysis import Channel, Segment, Since, Until, filters, find_log
from regard.project.commands.journey_map import As, print_map, print_schema
from regard.project.journey_output import print_json
from regard.project.options import DEFAULT_DATA, AsJson, DataDir

Slug = Annotated[str, typer.Argument(help="The map, as `regard maps list` names it.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Journey maps: drawn by people, filled from the log.", rich_markup_mode=None)
    group.command("list")(list_)
    group.command("show")(show)
    group.command("import")(import_)
    group.command("export")(export)
    group.command("delete")(delete)
    group.command("schema")(schema)
    app.add_typer(group, name="maps")


def list_(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """List all saved maps."""
    _start(data)
    from regard.project.table import print_table
    from regard.understand.journeys.api import list_maps

    kept = list_maps()
    if as_json:
        return print_json([asdict(one) | {"definition": one.definition.model_dump()} for one in kept])
    rows = [
        [one.slug, one.definition.name, one.definition.owner, str(len(one.definition.steps)), str(one.version)]
        for one in kept
    ]
    return print_table(heads=["map", "name", "owner", "steps", "version"], rows=rows, numbers=("steps", "version"))


def show(
    slug: Slug,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    segment: Segment = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Show a map with its figures: who is at each step, how they go on, how it feels, and what others do."""
    _start(data)
    from regard.understand.journeys.api import find_map

    kept = find_map(slug=slug).definition
    print_map(find_log(data).journeys.map(kept, **filters(since, until, channel, segment)), as_json=as_json)


def import_(
    file: Annotated[Path, typer.Argument(help="A journey map as JSON; - reads standard input.")],
    slug: Annotated[
        str | None, typer.Option(help="How the map is named from then on; that of a map that exists changes it.")
    ] = None,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Save a map from a file. With the slug of one that exists, that one is changed and its versions stay."""
    from regard.analytics.journeys.map_definition import read_map
    from regard.analytics.journeys.matching import JourneyError

    try:
        written = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise JourneyError(f"{file} cannot be read: {error.strerror or error}.") from None
    journey_map = read_map(written)
    _start(data)
    from regard.understand.journeys.api import NoMap, change_map, create_map

    try:
        version = change_map(slug=slug or "", journey_map=journey_map)
        typer.echo(f"{slug} is saved as version {version}.")
    except NoMap:
        made = create_map(journey_map=journey_map, slug=slug)
        typer.echo(f"{made} is saved with {len(journey_map.steps)} steps.")


def export(
    slug: Slug,
    form: As = "json",
    version: Annotated[int | None, typer.Option(help="As it was in a version; the newest when left out.")] = None,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Print a map as JSON, SVG or Mermaid; drawings carry its figures."""
    _start(data)
    from regard.understand.journeys.api import draw_map, find_map, told_period

    kept = find_map(slug=slug, version=version).definition
    if form in (None, "json"):
        return typer.echo(kept.written(), nl=False)
    filled = find_log(data).journeys.map(kept, **filters(since, until, channel, segment))
    period = told_period(since=since, until=until)
    return typer.echo(draw_map(journey_map=kept, filled=filled, form=form, period=period), nl=False)


def delete(slug: Slug, data: DataDir = DEFAULT_DATA) -> None:
    """Delete a map with all its versions. What happened stays in the log."""
    _start(data)
    from regard.understand.journeys.api import delete_map

    delete_map(slug=slug)
    typer.echo(f"{slug} is deleted.")


def schema() -> None:
    """Print what a map is, as JSON Schema."""
    print_schema()


def _start(data: Path) -> None:
    from regard.project.bootstrap import start_django

    start_django(data)
