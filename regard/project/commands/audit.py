"""`regard audit`: who looked at and changed what, and whether that record is whole."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir

BROKEN = 1


def register(app: typer.Typer) -> None:
    """Add the group."""
    audit = typer.Typer(help="Read and verify the audit log.", rich_markup_mode=None)
    audit.command("list")(list_)
    audit.command("verify")(verify)
    app.add_typer(audit, name="audit")


def list_(
    actor: Annotated[str | None, typer.Option(help="Who: user:1, key:1 or command.")] = None,
    verb: Annotated[str | None, typer.Option(help="What was done, as `viewed` or `erased`.")] = None,
    subject: Annotated[str | None, typer.Option(help="To what, as customer:cus_….")] = None,
    limit: Annotated[int, typer.Option(help="How many entries, the newest first.", min=1, max=500)] = 50,
    cursor: Annotated[str | None, typer.Option(help="Where the page before ended.")] = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """List entries, the newest first."""
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.audit.api import list_entries

    page = list_entries(actor=actor, verb=verb, subject=subject, cursor=cursor, limit=limit)
    if as_json:
        typer.echo(json.dumps(asdict(page), default=lambda moment: moment.isoformat()))
        return
    for row in page.rows:
        detail = " ".join(f"{name}={value}" for name, value in row.detail.items())
        typer.echo(
            f"{row.number:>7}  {row.at:%Y-%m-%d %H:%M:%S}  {row.actor:<10} {row.verb:<16} {row.subject}  {detail}"
        )
    if page.next_cursor:
        typer.echo(f"{page.total} in all; the next page: --cursor {page.next_cursor}", err=True)


def verify(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Read the whole chain; exit 1 naming the first entry that was changed, removed or cut off."""
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.audit.api import verify as verify_chain

    found = verify_chain()
    if as_json:
        typer.echo(json.dumps(asdict(found)))
    elif found.is_intact:
        typer.echo(f"The audit log is whole: {found.entries} entries, sealed up to {found.sealed_number or 0}.")
    else:
        typer.echo(f"The audit log is broken. {found.fault}")
    if not found.is_intact:
        raise typer.Exit(BROKEN)
