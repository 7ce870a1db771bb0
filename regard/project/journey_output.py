"""What commands about journeys share: opening the log, and how numbers and customers are printed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from pathlib import Path


def open_journeys(data: Path) -> Any:
    """Journeys in the log of a folder."""
    from regard.project.notebook import Log

    return Log.open(data).journeys


def filters(since: str | None, until: str | None, channel: str | None, segment: str | None) -> dict[str, Any]:
    """The filters that were given, as the log takes them."""
    return {"since": since, "until": until, "channel": channel, "segment": segment}


def print_json(found: object) -> None:
    """Print an answer as JSON."""
    typer.echo(json.dumps(found, ensure_ascii=False, default=str))


def print_ids(ids: list[str], as_json: bool) -> None:
    """Print customers, one id a line."""
    typer.echo(json.dumps(ids) if as_json else "\n".join(ids))


def number(value: float | None, digits: int = 2) -> str:
    """A number for a table; nothing where there is none."""
    return "" if value is None else f"{value:,.{digits}f}".replace("-", "\u2212")


def estimate(found: Any) -> tuple[str, str]:
    """A value and its interval, as two cells."""
    interval = "" if found.low is None else f"[{number(found.low)}, {number(found.high)}]"
    return number(found.value), interval
