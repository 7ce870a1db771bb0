"""`regard accounts`: the companies customers belong to."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir

if TYPE_CHECKING:
    from regard.foundation.lake.api import Lake


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Accounts: the companies customers belong to.", rich_markup_mode=None)
    group.command("list")(list_)
    group.command("show")(show)
    app.add_typer(group, name="accounts")


def list_(
    words: Annotated[str | None, typer.Argument(help="Part of a name or id.")] = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """List accounts, the one with most members first; 200 at most."""
    lake = _start(data)
    from regard.record.accounts.api import list_accounts

    rows = list_accounts(lake=lake, words=words, limit=200).rows
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows], default=str, ensure_ascii=False))
        return
    from regard.project.table import print_table

    numbers = ("members", "interactions", "orders")
    cells = [[row.account_id, row.name, f"{row.members:,}", f"{row.interactions:,}", f"{row.orders:,}"] for row in rows]
    print_table(heads=["account", "name", *numbers], rows=cells, numbers=numbers)


def show(
    account_id: Annotated[str, typer.Argument(help="The account, as `regard accounts list` names it.")],
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Show one account: its traits with source and time, and its members."""
    lake = _start(data)
    from regard.record.accounts.api import get_account

    found = get_account(lake=lake, account_id=account_id)
    if as_json:
        typer.echo(json.dumps(asdict(found), default=str, ensure_ascii=False))
        return
    typer.echo(f"{found.account.name}: {found.account.members:,} members, {found.account.interactions:,} interactions")
    for trait in found.traits:
        typer.echo(f"  {trait.name}: {trait.now.value} (said by {trait.now.source}, {trait.now.at:%Y-%m-%d %H:%M})")
    for member in found.members:
        typer.echo(f"  {member['customer_id']} {member['name'] or ''}".rstrip())


def _start(data: Path) -> Lake:
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.lake.api import Lake

    return Lake.open(data)
