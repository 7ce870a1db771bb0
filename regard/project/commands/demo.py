"""`regard demo`: look around with an imaginary company before bringing your own interactions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from regard.project.commands.up import Host, Port
from regard.project.options import DataDir


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    data: DataDir = Path("data/demo"),
    host: Host = "127.0.0.1",
    port: Port = 8000,
    customers: Annotated[int, typer.Option(help="How many customers the company has.", min=100)] = 16_000,
) -> None:
    """Serve an imaginary omnichannel company, made on the first start."""
    from regard.project.demo import run_demo

    run_demo(data_dir=data, host=host, port=port, customers=customers)
