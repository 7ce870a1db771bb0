"""`regard digest`: the week as a document or a mail."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("digest")(write_digest)


def write_digest(
    to: Annotated[Path | None, typer.Option(help="Where to write it: a name that ends in .html, .pdf or .txt.")] = None,
    mail: Annotated[str | None, typer.Option(help="Send it to these addresses, separated by commas.")] = None,
    until: Annotated[str | None, typer.Option(help="Take the last whole week before this day, YYYY-MM-DD.")] = None,
    link: Annotated[
        str | None, typer.Option(help="The console's address, to link to; nothing is linked without.")
    ] = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Tell the last whole week: changes that are real, alerts, and what to fix first."""
    from regard.project.bootstrap import start_django

    start_django(data)
    from django.conf import settings

    from regard.analytics.scope import Scope
    from regard.decide.digest.api import digest_of, send_digest, text_of
    from regard.foundation.lake.api import Lake

    _check(to, link)
    organisation = settings.REGARD.organisation
    digest = digest_of(lake=Lake.open(data), organisation=organisation, until=Scope.day("until", until))
    if to is not None:
        to.write_bytes(_written(to, digest, link))
    sent = send_digest(digest=digest, to=mail.split(","), link=link) if mail is not None else 0
    if as_json:
        typer.echo(json.dumps(asdict(digest), default=str, ensure_ascii=False))
    elif to is not None or sent:
        told = [f"Wrote {to}."] if to else []
        typer.echo(" ".join([*told, *([f"Sent to {sent} {'address' if sent == 1 else 'addresses'}."] if sent else [])]))
    else:
        typer.echo(text_of(digest=digest), nl=False)


def _check(to: Path | None, link: str | None) -> None:
    if to is not None and to.suffix not in (".html", ".pdf", ".txt"):
        raise typer.BadParameter(f"{to.name} must end in .html, .pdf or .txt.")
    if link is not None and not link.startswith(("https://", "http://")):
        raise typer.BadParameter("--link must be an address that begins with https:// or http://.")


def _written(to: Path, digest: object, link: str | None) -> bytes:
    from regard.decide.digest.api import Digest, html_of, pdf_of, text_of

    assert isinstance(digest, Digest)
    if to.suffix == ".pdf":
        return pdf_of(digest=digest)
    return (html_of(digest=digest, link=link) if to.suffix == ".html" else text_of(digest=digest)).encode()
