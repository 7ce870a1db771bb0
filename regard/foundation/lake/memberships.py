"""Who is in which saved segment, as last worked out. Reading only: `record/segments` writes these files.

`derived/segments/state.json` names the files that belong together and appears whole or not at all. `whole` has one row
per customer and a column of yes and no for each segment; `again` has the same columns for the customers who were looked
at again since, whose rows in `whole` no longer count.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import cast

import ibis.expr.types as ir
import msgspec

from regard.analytics.errors import RegardError
from regard.analytics.scope import Scope
from regard.foundation.lake.lake import Lake

PREFIX = "segment:"


class NotWorkedOut(RegardError):
    """Raised for a segment that does not exist or was not worked out yet."""

    code = "segment_not_ready"
    status = 404


class Built(msgspec.Struct, frozen=True):
    """One segment: its column, what it is called, how many it holds, and since when it has been followed."""

    column: str
    name: str
    definition: str
    n: int
    since: datetime


class State(msgspec.Struct, frozen=True):
    """What the files are of: the log's version, the moment that counted as now, and each segment by slug."""

    version: int
    now: datetime
    built_at: datetime
    whole: str
    again: str | None
    customers: int
    segments: dict[str, Built]
    read: tuple[str, ...] = ()  # the files of the log that were read, by name
    needs: str = ""

    @property
    def token(self) -> str:
        """What changes whenever somebody may have entered or left."""
        return f"{self.whole} {self.again}"


def folder_of(*, lake: Lake) -> Path:
    """Where the files lie."""
    return lake.root / "derived" / "segments"


def read_state(*, lake: Lake) -> State | None:
    """The state as last written, None where there is none or it cannot be read."""
    try:
        return msgspec.json.decode((folder_of(lake=lake) / "state.json").read_bytes(), type=State)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def current_rows(*, lake: Lake, state: State) -> ir.Table:
    """One row per customer: customer_id, and each segment's column. On DuckDB, whatever analyses run on."""
    return _rows(state, folder_of(lake=lake), lambda path, name: lake.engine().read_parquet(str(path), table_name=name))


def _rows(state: State, folder: Path, read: Callable[[Path, str], ir.Table]) -> ir.Table:
    columns = ["customer_id", *[built.column for built in state.segments.values()]]
    whole = read(folder / state.whole, _view(state.whole)).select(columns)
    if state.again is None:
        return whole
    again = read(folder / state.again, _view(state.again)).select(columns)
    return cast(ir.Table, whole.anti_join(again, "customer_id").union(again))


def members_of(*, lake: Lake, slug: str) -> ir.Table:
    """The customers in a saved segment, on the engine of analyses: column customer_id. Raises NotWorkedOut."""
    state = read_state(lake=lake)
    if state is None or slug not in state.segments:
        raise NotWorkedOut(
            f"There is no segment {slug[:64]!r}, or it has not been worked out yet. `regard segments list` shows all."
        )
    rows = _rows(state, folder_of(lake=lake), lambda path, name: lake.read(path, name=name))
    return cast(ir.Table, rows.filter(rows[state.segments[slug].column]).select("customer_id"))


def with_members(*, lake: Lake, scope: Scope) -> Scope:
    """The scope with its saved segment looked up, where it names one. Raises NotWorkedOut."""
    if not scope.segment or not scope.segment.startswith(PREFIX):
        return scope
    slug = scope.segment.removeprefix(PREFIX)
    members_of(lake=lake, slug=slug)  # now, so that who asks is told here what is wrong
    state = read_state(lake=lake)
    members: Callable[[], ir.Table] = lambda: members_of(lake=lake, slug=slug)  # noqa: E731  # of the thread that asks
    return replace(scope, members=members, members_as_of=state.token if state else "")


def _view(file: str) -> str:
    return "segment_" + re.sub(r"\W", "_", file)
