"""What commands about journeys share: how numbers and customers are printed."""

from __future__ import annotations

import json
from typing import Any

import typer

from regard.project.table import interval, number

MATCHER = "as 'Order Completed' (a kind), 'touchpoint:Checkout', 'stage:purchase'"


def print_json(found: object) -> None:
    """Print an answer as JSON."""
    typer.echo(json.dumps(found, ensure_ascii=False, default=str))


def print_ids(ids: list[str], as_json: bool) -> None:
    """Print customers, one id a line."""
    typer.echo(json.dumps(ids) if as_json else "\n".join(ids))


def estimate(found: Any) -> tuple[str, str]:
    """A value and its interval, as two cells."""
    return number(found.value), interval(found.low, found.high)
