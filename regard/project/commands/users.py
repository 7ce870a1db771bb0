"""`regard users` and `regard keys`: who may sign in, and with which keys programs come in."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir

Unmasked = Annotated[
    bool,
    typer.Option("--unmasked/--masked", help="Whether they may read what customers wrote with names and addresses."),
]
Email = Annotated[str, typer.Argument(help="The e-mail address the person signs in with.")]


def register(app: typer.Typer) -> None:
    """Add the two groups."""
    users = typer.Typer(help="Add people who may sign in.", rich_markup_mode=None)
    users.command("add")(add)
    users.command("password")(password)
    users.command("rights")(rights)
    users.command("list")(list_users)
    keys = typer.Typer(help="Make API keys for programs.", rich_markup_mode=None)
    keys.command("create")(create)
    app.add_typer(users, name="users")
    app.add_typer(keys, name="keys")


def add(
    email: Email,
    name: Annotated[str, typer.Option(help="What to call the person.")] = "",
    unmasked: Unmasked = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Add a person. The password is asked for, or read from standard input when piped."""
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.accounts.api import add_user

    add_user(email=email, password=_read_password(), name=name, may_read_unmasked=unmasked)
    typer.echo(f"{email.strip().lower()} may sign in.")


def password(email: Email, data: DataDir = DEFAULT_DATA) -> None:
    """Give a person a new password. Their sessions end and their API keys are revoked."""
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.accounts.api import set_password

    set_password(email=email, password=_read_password())
    typer.echo(f"{email} has a new password. Their sessions ended and their API keys are revoked.")


def rights(email: Email, unmasked: Unmasked, data: DataDir = DEFAULT_DATA) -> None:
    """Say whether a person may read what customers wrote unmasked. It holds from their next request."""
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.accounts.api import set_rights

    set_rights(email=email, may_read_unmasked=unmasked)
    typer.echo(
        f"{email} reads what customers wrote {'unmasked, where asked for' if unmasked else 'masked'} from now on."
    )


def list_users(data: DataDir = DEFAULT_DATA) -> None:
    """List who may sign in, and who of them may read texts unmasked."""
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.accounts.api import list_users as users

    for user in users():
        typer.echo(f"{user.email}  unmasked" if user.may_read_unmasked else user.email)


def create(
    email: Email,
    name: Annotated[str, typer.Option(help="What the key is for.")] = "API key",
    days: Annotated[int, typer.Option(help="Days until it expires; 0 means never.", min=0)] = 365,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Make an API key that acts for a person. It is shown once and cannot be read again."""
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.accounts.api import create_key

    made = create_key(email=email, name=name, days=days or None)
    if as_json:
        import json

        typer.echo(json.dumps({"key": made.key, "name": made.name, "expires_on": made.expires_on}))
        return
    typer.echo(made.key)
    until = f"It expires on {made.expires_on}." if made.expires_on else "It does not expire."
    typer.echo(f"Keep it safe: it is not shown again. {until}", err=True)


def _read_password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")
