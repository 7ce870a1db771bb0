"""Journeys as a process log, from the command line."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TextIO, cast

import typer

from regard.project.commands.analysis import Channel, Segment, Since, Until, filters
from regard.project.options import DEFAULT_DATA, DataDir

CASES = ("customer", "matter")


def export_xes(
    file: Annotated[Path, typer.Argument(help="Where to write it: a .xes or .xes.gz file; - is standard output.")],
    case: Annotated[
        str, typer.Option(help="What a trace is: customer, or matter (an order, a ticket, a call).")
    ] = "customer",
    bare: Annotated[
        bool, typer.Option("--bare", help="Leave out the properties, and with them all that was said.")
    ] = False,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Write journeys as a process log in XES, which `regard import` and tools of process mining read."""
    from regard.analytics.journeys.matching import JourneyError

    if case not in CASES:
        raise JourneyError(f"A trace is {' or '.join(CASES)}, not {case[:40]!r}.")
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.audit.api import note
    from regard.foundation.lake.api import Lake, with_members
    from regard.project.notebook import scope_of
    from regard.understand.journeys.api import journeys_xes
    from regard.understand.journeys.xes import Case

    lake = Lake.open(data)
    scope = with_members(lake=lake, scope=scope_of(**filters(since, until, channel, segment)))
    note(verb="exported", subject="journeys", detail={"as": "xes", "case": case, "is_bare": bare})
    pieces = journeys_xes(lake=lake, scope=scope, case=cast(Case, case), is_bare=bare)
    if str(file) == "-":
        for piece in pieces:
            sys.stdout.write(piece)
        return
    events = _write(file, pieces)
    typer.echo(f"{events:,} interactions are in {file}.")


def _write(file: Path, pieces: Iterator[str]) -> int:
    """Write beside the file and put it in place when it is whole."""
    events, unfinished = 0, file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with _open(unfinished, is_packed=file.suffix == ".gz") as out:
            for piece in pieces:
                events += piece.startswith("    <event>")
                out.write(piece)
        unfinished.chmod(0o600)  # customers' lives are in there
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return events


def _open(path: Path, *, is_packed: bool) -> TextIO:
    return cast(TextIO, gzip.open(path, "wt", encoding="utf-8")) if is_packed else path.open("w", encoding="utf-8")
