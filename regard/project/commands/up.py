"""`regard up`: serve the console and the API, and work off jobs."""

from __future__ import annotations

from typing import Annotated

import typer

from regard.project.options import DEFAULT_DATA, DataDir

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)]
Workers = Annotated[int, typer.Option(help="How many web workers to run.", min=1, max=64)]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(up)


def up(
    data: DataDir = DEFAULT_DATA,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Workers = 1,
) -> None:
    """Serve the console and the API until Ctrl-C."""
    from regard.project.server import serve

    serve(data_dir=data, host=host, port=port, workers=workers)
