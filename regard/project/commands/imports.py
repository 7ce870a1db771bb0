"""`regard import`: bring in history from files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir
from regard.project.without_database import set_up_without_database

if TYPE_CHECKING:
    from regard.project.import_output import ConsoleProgress
    from regard.record.imports.api import Outcome

Files = Annotated[
    list[Path],
    typer.Argument(
        help="Files of events (NDJSON, JSON), process logs (XES), .gz of these, or tables (CSV, XLSX, Parquet), or a folder of tables."
    ),
]
MappingFile = Annotated[
    Path | None,
    typer.Option("--mapping", help="A TOML file that says which columns of the tables make which interactions."),
]
Source = Annotated[
    str | None,
    typer.Option(help="A name for where this comes from: a message id is unique within it.", show_default=False),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be stored and rejected; write nothing.")]
INTERRUPTED = 130
BAD_INPUT = 2


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_)


def import_(
    files: Files,
    mapping: MappingFile = None,
    source: Source = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Import history. A bad row is rejected, kept with its reason, and stops nothing."""
    problems = _preview(files, mapping, source, as_json) if dry_run else _import(files, mapping, source, as_json, data)
    for problem in problems:
        typer.echo(f"regard: {problem}", err=True)
    if problems:
        raise typer.Exit(BAD_INPUT)


def _preview(files: list[Path], mapping: Path | None, source: str | None, as_json: bool) -> tuple[str, ...]:
    set_up_without_database()
    from regard.project.import_output import ConsoleProgress, show_preview
    from regard.record.imports.api import preview_files

    with ConsoleProgress() as progress:
        preview = preview_files(paths=files, mapping=mapping, source=source, progress=progress)
    show_preview(preview, as_json=as_json)
    return preview.problems


def _import(files: list[Path], mapping: Path | None, source: str | None, as_json: bool, data: Path) -> tuple[str, ...]:
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.project.import_output import ConsoleProgress, show_counts, show_outcome

    with ConsoleProgress() as progress:
        try:
            outcome = _record(files, mapping, source, data, progress)
        except KeyboardInterrupt:
            progress.say("Stopped. What was stored stays; run the same import again to add the rest.")
            show_counts(progress.counts, as_json=as_json)
            raise typer.Exit(INTERRUPTED) from None
    show_outcome(outcome, as_json=as_json, data_dir=data, since=progress.began_at)
    return outcome.problems


def _record(
    files: list[Path], mapping: Path | None, source: str | None, data: Path, progress: ConsoleProgress
) -> Outcome:
    from regard.foundation.lake.api import Lake
    from regard.record.imports.api import import_files
    from regard.record.interactions.api import Recorder

    with Recorder(lake=Lake.open(data), on_compact=progress.compacting) as recorder:
        return import_files(recorder=recorder, paths=files, mapping=mapping, source=source, progress=progress)
