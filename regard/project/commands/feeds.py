"""`regard feeds`: places where people speak in public, and mailboxes, looked at again and again."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir

if TYPE_CHECKING:
    from regard.record.feeds.api import FeedRow, Looked

Source = Annotated[str, typer.Argument(help="The feed, as `regard feeds list` names it.")]
Kind = Annotated[str, typer.Option(help="feed (RSS, Atom, JSON Feed), mastodon, apple, play or mail.")]
Address = Annotated[str, typer.Option(help="Where it is; of Google Play none is needed, where files are taken in.")]
Secret = Annotated[bool, typer.Option("--secret", help="Read a token or password from the standard input.")]
Minutes = Annotated[int, typer.Option("--every", help="Minutes between two looks.")]
Channel = Annotated[str | None, typer.Option(help="What the log says in `channel`; its kind's own when left out.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Reviews, mentions and mail that are fetched.", rich_markup_mode=None)
    group.command("list")(list_)
    group.command("add")(add)
    group.command("change")(change)
    group.command("look")(look)
    group.command("take")(take)
    group.command("pause")(pause)
    group.command("resume")(resume)
    group.command("delete")(delete)
    app.add_typer(group, name="feeds")


def list_(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """List all feeds with how each does."""
    _start(data)
    from regard.record.feeds.api import list_feeds

    found = list_feeds()
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], default=str))
        return
    from regard.project.table import print_table

    counts = ("stored", "rejected")
    print_table(
        heads=["feed", "kind", "state", "next look", *counts, "said"],
        rows=[_cells(one) for one in found],
        numbers=counts,
    )


def add(
    name: Annotated[str, typer.Argument(help="What to call the feed.")],
    kind: Kind = "feed",
    address: Address = "",
    has_secret: Secret = False,
    every: Minutes = 30,
    channel: Channel = None,
    slug: Annotated[
        str | None, typer.Option("--slug", help="What the log says; made of the name when left out.")
    ] = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Make a feed. The worker looks at it within a minute, and then every so often."""
    secret = sys.stdin.readline().strip() if has_secret else ""
    _start(data)
    from regard.record.feeds.api import create_feed

    made = create_feed(
        name=name, kind=kind, address=address, secret=secret, channel=channel, every_minutes=every, slug=slug
    )
    typer.echo(json.dumps({"source": made}) if as_json else f"{made} is looked at every {every} minutes.")


def change(
    source: Source,
    name: Annotated[str | None, typer.Option(help="What to call it.")] = None,
    address: Annotated[str | None, typer.Option(help="Where it is now.")] = None,
    has_secret: Secret = False,
    every: Annotated[int | None, typer.Option("--every", help="Minutes between two looks.")] = None,
    channel: Channel = None,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Change what is given of a feed and leave the rest."""
    secret = sys.stdin.readline().strip() if has_secret else None
    _start(data)
    from regard.record.feeds.api import change_feed

    change_feed(source=source, name=name, address=address, secret=secret, channel=channel, every_minutes=every)
    typer.echo(f"{source} is changed.")


def look(source: Source, as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Look at a feed now."""
    _start(data)
    from regard.foundation.lake.api import Lake
    from regard.record.feeds.api import feed_of, look_at

    feed_of(source=source)
    found = look_at(lake=Lake.open(data), source=source, is_asked_for=True)
    if found is None:
        typer.echo("Nobody looked: the feed takes files alone, or somebody is looking right now.", err=True)
        raise typer.Exit(1)
    _tell(found, as_json)


def take(
    source: Source,
    file: Annotated[
        Path, typer.Argument(help="An export of reviews, an mbox, a saved feed.", exists=True, dir_okay=False)
    ],
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Take in a file that this kind of feed can read."""
    _start(data)
    from regard.foundation.lake.api import Lake
    from regard.record.feeds.api import take_file

    _tell(take_file(lake=Lake.open(data), source=source, body=file.read_bytes(), name=file.name), as_json)


def pause(source: Source, data: DataDir = DEFAULT_DATA) -> None:
    """Look at a feed no more until it is resumed."""
    _start(data)
    from regard.record.feeds.api import change_feed

    change_feed(source=source, is_paused=True)
    typer.echo(f"{source} is paused.")


def resume(source: Source, data: DataDir = DEFAULT_DATA) -> None:
    """Look at a feed again, from where it was left."""
    _start(data)
    from regard.record.feeds.api import change_feed

    change_feed(source=source, is_paused=False)
    typer.echo(f"{source} is looked at again.")


def delete(source: Source, data: DataDir = DEFAULT_DATA) -> None:
    """Look at a feed no more and forget its secret. What it brought stays in the log."""
    _start(data)
    from regard.record.feeds.api import delete_feed

    delete_feed(source=source)
    typer.echo(f"{source} is deleted. What it brought stays in the log.")


def _start(data: Path) -> None:
    from regard.project.bootstrap import start_django

    start_django(data)


def _tell(found: Looked, as_json: bool) -> None:
    typer.echo(json.dumps(asdict(found), default=str) if as_json else found.said)
    if found.state not in ("ok", "unchanged"):
        raise typer.Exit(1)


def _cells(one: FeedRow) -> list[str]:
    following = f"{one.next_at:%Y-%m-%d %H:%M}" if one.next_at else "never"
    return [one.source, one.kind, one.state, following, f"{one.stored:,}", f"{one.rejected:,}", one.said]
