"""What `regard import` shows: progress and sentences on stderr, results on stdout."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from decimal import Decimal
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import ibis
import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from regard.foundation.lake.api import Lake
from regard.record.interactions.api import VALUES_IN_A_REASON, Counts

if TYPE_CHECKING:
    from pathlib import Path

    from regard.record.imports.api import Outcome, Preview

_REASONS_SHOWN = 8
_WIDEST = 24
_NARROWEST = {"time": 16, "kind": 15}
_PREVIEW_COLUMNS = ("time", "kind", "person", "channel", "touchpoint", "score", "value", "text")


class ConsoleProgress:
    """A bar on stderr with the rows so far and the rejected ones; silent where stderr is no terminal."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self.counts = Counts()
        self.began_at = datetime.now(UTC)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.percentage:>3.0f} %"),
            TextColumn("{task.fields[rows]:,} read, {task.fields[rejected]:,} rejected"),
            TimeElapsedColumn(),
            console=self._console,
            disable=not self._console.is_terminal,
            transient=True,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.stop()

    def begin(self, *, file: str, size: int) -> None:
        """Show the next file."""
        if self._task is not None:
            self._bar.update(self._task, visible=False)
        fields: dict[str, Any] = {"rows": self.counts.read, "rejected": self.counts.rejected}
        self._task = self._bar.add_task(file.rsplit("/", 1)[-1], total=max(size, 1), **fields)

    def advance(self, *, position: int, counts: Counts) -> None:
        """Show how far the file was read."""
        self.counts = counts
        if self._task is not None:
            self._bar.update(self._task, completed=position, rows=counts.read, rejected=counts.rejected)

    def say(self, sentence: str) -> None:
        """Print a sentence above the bar."""
        self._console.print(sentence, highlight=False, markup=False, soft_wrap=True)

    def compacting(self, month: str) -> None:
        """Show that a month is being put in order."""
        if self._task is not None:
            self._bar.update(self._task, description=f"Sorting {month}")


def show_counts(counts: Counts, *, as_json: bool) -> None:
    """The last line on stdout: what became of what was read."""
    if as_json:
        names = ("read", "stored", "duplicates", "rejected")
        typer.echo(json.dumps({name: getattr(counts, name) for name in names}))
        return
    typer.echo(
        f"Read {counts.read:,} = stored {counts.stored:,} + duplicates {counts.duplicates:,} "
        f"+ rejected {counts.rejected:,}."
    )


def show_outcome(outcome: Outcome, *, as_json: bool, data_dir: Path, since: datetime) -> None:
    """The counts of an import, and on stderr why rows were rejected."""
    if outcome.counts.rejected:
        _show_reasons(_reasons(data_dir, since))
    _show_silent(outcome.silent_rows)
    show_counts(outcome.counts, as_json=as_json)


def show_preview(preview: Preview, *, as_json: bool) -> None:
    """The first interactions as a table, what would be rejected and why, and the counts to expect."""
    if not as_json:
        _show_interactions(preview.first)
    _show_reasons(
        [(str(one["reason"]), int(str(one["rows"])), f"{one['origin']}:{one['line']}") for one in preview.rejected]
    )
    _show_silent(preview.silent_rows)
    if not as_json:
        typer.echo("Nothing was written. An import into an empty log would come to:")
    show_counts(preview.counts, as_json=as_json)


def _show_silent(rows: int) -> None:
    if rows:
        typer.echo(f"{rows:,} rows make no interaction: none of the mapping applies to them.", err=True)


def _reasons(data_dir: Path, since: datetime) -> list[tuple[str, int, str]]:
    rejected = Lake.open(data_dir).rejected()
    recent = rejected.filter(rejected.received_at >= since)
    recent = recent.mutate(
        sort=recent.reason.re_replace(VALUES_IN_A_REASON, "…"),
        place=recent.origin + ":" + recent.line.cast("string"),
    )
    order = [recent.origin, recent.line]
    numbered = recent.mutate(nth=ibis.row_number().over(ibis.window(group_by=recent.sort, order_by=order)))
    grouped = numbered.group_by("sort").agg(
        rows=numbered.count(),
        reason=numbered.reason.min(where=numbered.nth == 0),
        place=numbered.place.min(where=numbered.nth == 0),
    )
    ranked = grouped.order_by(grouped.rows.desc(), grouped.place).limit(_REASONS_SHOWN + 1)
    return [(row["reason"], row["rows"], row["place"]) for row in ranked.to_pyarrow().to_pylist()]


def _show_reasons(reasons: list[tuple[str, int, str]]) -> None:
    for reason, rows, place in reasons[:_REASONS_SHOWN]:
        typer.echo(f"rejected {rows:,} × {reason} (first: {place})", err=True)
    if len(reasons) > _REASONS_SHOWN:
        typer.echo("rejected … and for other reasons.", err=True)


def _show_interactions(rows: list[dict[str, object]]) -> None:
    if not rows:
        return
    table = Table(title="The first interactions", title_justify="left", box=SIMPLE)
    for column in _PREVIEW_COLUMNS:
        table.add_column(column, no_wrap=True, max_width=_WIDEST, min_width=_NARROWEST.get(column))
    for row in rows:
        table.add_row(*(_shown(row[column]) for column in _PREVIEW_COLUMNS))
    Console(file=sys.stdout).print(table)


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, dict):
        return ", ".join(str(value) for value in cell.values())
    return f"{cell:g}" if isinstance(cell, float) else f"{cell:.2f}" if isinstance(cell, Decimal) else str(cell)
