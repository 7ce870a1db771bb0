"""Options that every command shares."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DataDir = Annotated[
    Path,
    typer.Option(
        "--data",
        envvar="REGARD_DATA",
        help="The data folder: the log, and the database unless DATABASE_URL is set.",
        show_default=True,
        file_okay=True,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
DEFAULT_DATA = Path("data")
