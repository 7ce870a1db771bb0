"""`regard schedules` and `regard targets`: when somebody is there, and what is promised."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir

if TYPE_CHECKING:
    from regard.foundation.lake.api import Lake
    from regard.understand.metrics.api import ScheduleRow, TargetRow

Slug = Annotated[str, typer.Argument(help="The schedule, as `regard schedules list` names it.")]
Measure = Annotated[str, typer.Argument(help="What is promised: first_reply or resolution.")]
Priority = Annotated[str, typer.Option(help="Of tickets of one priority; of all where left out.")]
ValidFrom = Annotated[str | None, typer.Option(help="For tickets opened on that day or later, YYYY-MM-DD.")]


def register(app: typer.Typer) -> None:
    """Add the two groups."""
    schedules = typer.Typer(help="Schedules: when somebody is there, for business time.", rich_markup_mode=None)
    schedules.command("list")(list_)
    schedules.command("show")(show)
    schedules.command("save")(save)
    schedules.command("default")(make_default)
    schedules.command("delete")(delete)
    app.add_typer(schedules, name="schedules")
    targets = typer.Typer(help="Targets: what is promised of tickets, and since when.", rich_markup_mode=None)
    targets.command("list")(list_promised)
    targets.command("set")(promise)
    targets.command("remove")(take_back)
    app.add_typer(targets, name="targets")


def list_(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """List all schedules. The default one holds for tickets that name none."""
    lake = _start(data)
    from regard.understand.metrics.api import list_schedules, publish_terms

    publish_terms(lake=lake)
    rows = list_schedules()
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows], default=str, ensure_ascii=False))
        return
    from regard.project.table import print_table

    heads = ["schedule", "name", "zone", "holidays", "changed", "default"]
    print_table(heads=heads, rows=[_cells(row) for row in rows], numbers=("changed",))


def show(slug: Slug, data: DataDir = DEFAULT_DATA) -> None:
    """Show all that was ever noted of one schedule, as JSON, oldest first."""
    _start(data)
    from regard.understand.metrics.api import find_schedule

    typer.echo(json.dumps(asdict(find_schedule(slug=slug)), default=str, ensure_ascii=False, indent=2))


def save(
    name: Annotated[str, typer.Argument(help="What to call the schedule.")],
    file: Annotated[Path, typer.Argument(help="A file with the opening hours as JSON; - reads standard input.")],
    slug: Annotated[str | None, typer.Option(help="How tickets name it; made of the name when left out.")] = None,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Save a schedule. With the slug of one that exists, its hours change from their `valid_from` on."""
    hours = _read(file)
    lake = _start(data)
    from regard.understand.metrics.api import (
        NoSuchSchedule,
        add_opening_hours,
        change_schedule,
        create_schedule,
        find_schedule,
    )

    try:
        made = find_schedule(slug=slug or "").slug
    except NoSuchSchedule:
        made = create_schedule(lake=lake, name=name, hours=hours, slug=slug)
    else:
        add_opening_hours(lake=lake, slug=made, hours=hours)
        change_schedule(lake=lake, slug=made, name=name)
    row = find_schedule(slug=made)
    typer.echo(f"{made} is saved{' and is the default' if row.is_default else ''}; noted {_times(len(row.hours))}.")


def make_default(slug: Slug, data: DataDir = DEFAULT_DATA) -> None:
    """Let one schedule hold for tickets that name none."""
    lake = _start(data)
    from regard.understand.metrics.api import change_schedule

    change_schedule(lake=lake, slug=slug, is_default=True)
    typer.echo(f"{slug} is the default.")


def delete(slug: Slug, data: DataDir = DEFAULT_DATA) -> None:
    """Delete a schedule with its history."""
    lake = _start(data)
    from regard.understand.metrics.api import delete_schedule

    delete_schedule(lake=lake, slug=slug)
    typer.echo(f"{slug} is deleted.")


def list_promised(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """List all that was ever promised, oldest first."""
    _start(data)
    from regard.understand.metrics.api import list_targets

    rows = list_targets()
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows], default=str, ensure_ascii=False))
        return
    from regard.project.table import print_table

    heads = ["measure", "priority", "minutes", "clock", "from"]
    print_table(heads=heads, rows=[_promised(row) for row in rows], numbers=("minutes",))


def promise(
    measure: Measure,
    minutes: Annotated[int, typer.Argument(help="Within how many minutes.")],
    clock: Annotated[str, typer.Option(help="calendar or business.")] = "calendar",
    priority: Priority = "",
    valid_from: ValidFrom = None,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Promise a first reply, or a resolution, within so many minutes."""
    _set(data, measure=measure, minutes=minutes, clock=clock, priority=priority, valid_from=valid_from)
    typer.echo(f"{measure} is promised within {minutes:,} {clock} minutes.")


def take_back(
    measure: Measure, priority: Priority = "", valid_from: ValidFrom = None, data: DataDir = DEFAULT_DATA
) -> None:
    """Take a promise back, for tickets opened on a day or later."""
    _set(data, measure=measure, minutes=None, priority=priority, valid_from=valid_from)
    typer.echo(f"{measure} is no longer promised.")


def _set(data: Path, *, valid_from: str | None, **given: Any) -> None:
    lake = _start(data)
    from regard.analytics.scope import Scope
    from regard.understand.metrics.api import set_target

    set_target(lake=lake, valid_from=Scope.day("valid_from", valid_from), **given)


def _start(data: Path) -> Lake:
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.lake.api import Lake

    return Lake.open(data)


def _read(file: Path) -> dict[str, Any]:
    from regard.analytics.tickets.reading import HoursRefused

    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
        hours = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise HoursRefused(f"{file} cannot be read as JSON: {error}.") from None
    if not isinstance(hours, dict):
        raise HoursRefused(f"{file} holds no opening hours: it must be a JSON object with `zone` and `week`.")
    return hours


def _cells(row: ScheduleRow) -> list[str]:
    newest = row.hours[-1].hours
    holidays = " ".join(part for part in (newest["country"], newest["subdivision"]) if part)
    return [row.slug, row.name, newest["zone"], holidays, _times(len(row.hours) - 1), "yes" if row.is_default else ""]


def _promised(row: TargetRow) -> list[str]:
    minutes = "taken back" if row.minutes is None else f"{row.minutes:,}"
    return [row.measure, row.priority or "any", minutes, row.clock, str(row.valid_from or "the beginning")]


def _times(n: int) -> str:
    return {0: "never", 1: "once"}.get(n, f"{n} times")
