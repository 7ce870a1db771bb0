"""`regard segments`: who fulfils which condition."""

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
    from regard.record.segments.api import SegmentRow

Slug = Annotated[str, typer.Argument(help="The segment, as `regard segments list` names it.")]
ConditionFile = Annotated[Path, typer.Argument(help="A file with the condition as JSON; - reads standard input.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Segments: customers who fulfil a condition now.", rich_markup_mode=None)
    group.command("list")(list_)
    group.command("show")(show)
    group.command("count")(count)
    group.command("save")(save)
    group.command("delete")(delete)
    group.command("rebuild")(rebuild)
    app.add_typer(group, name="segments")


def list_(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """List all saved segments with how many customers each holds."""
    lake = _start(data)
    from regard.record.segments.api import list_segments

    _print(list_segments(lake=lake), as_json)


def show(slug: Slug, as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Show what one segment means, and how many customers it holds."""
    lake = _start(data)
    from regard.record.segments.api import find_segment

    row = find_segment(lake=lake, slug=slug)
    if as_json:
        typer.echo(json.dumps(asdict(row), default=str, ensure_ascii=False))
        return
    typer.echo(f"{row.name} (segment:{row.slug})\n{row.sentence}\n{_size(row)}")


def count(file: ConditionFile, as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Count whom a condition holds for, without saving it."""
    condition = _read(file)
    lake = _start(data)
    from regard.analytics.segments.reading import read_condition
    from regard.record.segments.api import count_customers

    found = count_customers(lake=lake, condition=read_condition(condition))
    if as_json:
        typer.echo(json.dumps(asdict(found), default=str, ensure_ascii=False))
        return
    typer.echo(f"{found.sentence}\n{found.n:,} of {found.customers:,} customers{_percent(found.n, found.customers)}.")


def save(
    name: Annotated[str, typer.Argument(help="What to call the segment.")],
    file: ConditionFile,
    slug: Annotated[str | None, typer.Option(help="How scopes name it; made of the name when left out.")] = None,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Save a segment and work it out. With the slug of one that exists, that one is changed."""
    condition = _read(file)
    lake = _start(data)
    from regard.record.segments.api import NoSegment, change_segment, create_segment, find_segment

    try:
        made = find_segment(lake=lake, slug=slug or "").slug
        change_segment(lake=lake, slug=made, name=name, condition=condition)
    except NoSegment:
        made = create_segment(lake=lake, name=name, condition=condition, slug=slug)
    row = find_segment(lake=lake, slug=made)
    typer.echo(f"segment:{made} holds {_size(row)}")


def delete(slug: Slug, data: DataDir = DEFAULT_DATA) -> None:
    """Delete a segment to which no other refers. The customers stay."""
    lake = _start(data)
    from regard.record.segments.api import delete_segment

    delete_segment(lake=lake, slug=slug)
    typer.echo(f"{slug} is deleted.")


def rebuild(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Work all segments out for all customers anew."""
    lake = _start(data)
    from regard.record.segments.api import list_segments, rebuild_segments

    rebuild_segments(lake=lake)
    _print(list_segments(lake=lake), as_json)


def _start(data: Path) -> Lake:
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.lake.api import Lake

    return Lake.open(data)


def _read(file: Path) -> Any:
    from regard.analytics.segments.reading import ConditionRefused

    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
        condition = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise ConditionRefused(f"{file} cannot be read as JSON: {error}.") from None
    if not isinstance(condition, dict):
        raise ConditionRefused(f"{file} holds no condition: it must be a JSON object with a `type`.")
    return condition


def _print(rows: list[SegmentRow], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows], default=str, ensure_ascii=False))
        return
    from regard.project.table import print_table

    heads = ["segment", "customers", "share", "who"]
    print_table(heads=heads, rows=[_cells(row) for row in rows], numbers=("customers", "share"))


def _cells(row: SegmentRow) -> list[str]:
    share = "" if row.share is None else f"{100 * row.share:.1f} %"
    return [row.slug, "" if row.n is None else f"{row.n:,}", share, row.sentence]


def _size(row: SegmentRow) -> str:
    if row.n is None:
        return "not worked out yet."
    share = "" if row.share is None else f" ({100 * row.share:.1f} %)"
    return f"{row.n:,} customers{share}."


def _percent(part: int, whole: int) -> str:
    return f" ({100 * part / whole:.1f} %)" if whole else ""
