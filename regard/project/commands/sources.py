"""`regard sources`: where interactions come from, and the keys that let them in."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir

if TYPE_CHECKING:
    from regard.record.sources.api import KeyRow, Overview

Slug = Annotated[str, typer.Argument(help="The source, as `regard sources list` names it.")]
Kind = Annotated[str, typer.Option(help="web, app, server, store, webhook or import.")]
NamedSlug = Annotated[str | None, typer.Option("--slug", help="What the log says; made of the name when left out.")]
Added = Annotated[str | None, typer.Option("--add", help="Make a key: write (public) or secret (shown once).")]
Scopes = Annotated[list[str] | None, typer.Option("--scope", help="What a secret key may: write, import, receipts.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Where interactions come from, and their keys.", rich_markup_mode=None)
    group.command("list")(list_)
    group.command("add")(add)
    group.command("keys")(keys)
    group.command("revoke")(revoke)
    group.command("clients")(clients)
    group.command("close")(close)
    app.add_typer(group, name="sources")


def list_(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """List all sources with what came from each in the last 30 days."""
    overviews = _overviews(data)
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in overviews], default=str))
        return
    from regard.project.table import print_table

    counts = ("in the log", "30 days", "rejected")
    heads = ["source", "name", "kind", "state", "last seen", *counts]
    print_table(heads=heads, rows=[_cells(one) for one in overviews], numbers=counts)


def add(
    name: Annotated[str, typer.Argument(help="What to call the source.")],
    kind: Kind = "web",
    slug: NamedSlug = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Make a source with a write key."""
    _start(data)
    from regard.record.sources.api import create_source, find_source

    made = create_source(name=name, kind=kind, slug=slug)
    row = find_source(slug=made)
    write_keys = list(row.write_keys) if row else []
    if as_json:
        typer.echo(json.dumps({"slug": made, "name": name, "kind": kind, "write_keys": write_keys}))
        return
    if not write_keys:
        typer.echo(f"{made} is ready. Say on its page how deliveries are signed and mapped.")
        return
    typer.echo(f"{made} is ready. Its write key is public and can only append:")
    typer.echo(write_keys[0])


def keys(
    slug: Slug, made: Added = None, scopes: Scopes = None, as_json: AsJson = False, data: DataDir = DEFAULT_DATA
) -> None:
    """List the keys of a source, or make one with --add."""
    _start(data)
    from regard.record.sources.api import create_key, list_keys

    if made is not None:
        key = create_key(slug=slug, kind=made, scopes=scopes or ["write"])
        typer.echo(json.dumps(asdict(key)) if as_json else key.text)
        if key.kind == "secret":
            typer.echo("Keep it safe: it is not shown again.", err=True)
        return
    found = list_keys(slug=slug)
    if as_json:
        typer.echo(json.dumps([asdict(key) for key in found], default=str))
        return
    from regard.project.table import print_table

    print_table(heads=["id", "kind", "key", "may", "made", "state"], rows=[_key_cells(key) for key in found])


def revoke(
    slug: Slug, key_id: Annotated[int, typer.Argument(help="The id of the key.")], data: DataDir = DEFAULT_DATA
) -> None:
    """Revoke a key: it lets nobody in any more."""
    _start(data)
    from regard.record.sources.api import revoke_key

    revoke_key(slug=slug, key_id=key_id)
    typer.echo(f"Key {key_id} of {slug} is revoked.")


def clients(
    slug: Slug,
    add_key: Annotated[Path | None, typer.Option("--add", help="A file with a public RSA key in PEM.")] = None,
    revoked: Annotated[str | None, typer.Option("--revoke", help="The id of a client to let in no more.")] = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """List the programs that sign in by OAuth with a key of their own; let one in with --add."""
    _start(data)
    from regard.record.sources.api import create_client, list_clients, revoke_client

    if add_key is not None:
        if not add_key.is_file():
            raise typer.BadParameter(f"There is no file {add_key}.")
        made = create_client(slug=slug, public_key=add_key.read_text("utf-8", "replace"))
        typer.echo(
            json.dumps(asdict(made), default=str) if as_json else f"client id {made.client_id}, key id {made.key_id}"
        )
        typer.echo("From now on the source takes nothing by its write keys alone.", err=True)
        return
    if revoked is not None:
        revoke_client(slug=slug, client_id=revoked)
    found = list_clients(slug=slug)
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], default=str))
        return
    from regard.project.table import print_table

    rows = [
        [one.client_id, one.key_id, f"{one.created_at:%Y-%m-%d}", "revoked" if one.revoked_at else "open"]
        for one in found
    ]
    print_table(heads=["client", "key", "made", "state"], rows=rows)


def close(slug: Slug, data: DataDir = DEFAULT_DATA) -> None:
    """Switch a source off and revoke its keys. What it sent stays in the log."""
    _start(data)
    from regard.record.sources.api import close_source

    close_source(slug=slug)
    typer.echo(f"{slug} is closed and its keys are revoked. What it sent stays in the log.")


def _start(data: Path) -> None:
    from regard.project.bootstrap import start_django

    start_django(data)


def _overviews(data: Path) -> list[Overview]:
    _start(data)
    from regard.foundation.lake.api import Lake
    from regard.record.sources.api import list_overviews

    return list_overviews(lake=Lake.open(data), now=datetime.now(UTC))


def _cells(one: Overview) -> list[str]:
    seen = f"{one.last_seen_at:%Y-%m-%d %H:%M}" if one.last_seen_at else "never"
    counts = [f"{one.interactions:,}", f"{one.received:,}", f"{one.rejected:,}"]
    return [one.slug, one.name, one.kind, one.state, seen, *counts]


def _key_cells(key: KeyRow) -> list[str]:
    state = f"revoked {_day(key.revoked_at)}" if key.revoked_at else "open"
    shown = key.text or f"{key.prefix}…"
    return [str(key.key_id), key.kind, shown, ", ".join(key.scopes), _day(key.created_at), state]


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"
