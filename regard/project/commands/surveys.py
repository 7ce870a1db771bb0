"""`regard surveys`: surveys in and out, with a report of what became of each part."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir

if TYPE_CHECKING:
    from regard.engage.surveys.exchange.fidelity import Report
    from regard.engage.surveys.exchange.imported import Imported

SurveyFile = Annotated[
    Path,
    typer.Argument(
        help="A survey: Qualtrics (.qsf), LimeSurvey (.lss, .lsa, .lsg, .lsq), SurveyJS (.json), or a table of past answers (.csv).",
        exists=True,
        dir_okay=False,
    ),
]
Number = Annotated[int, typer.Argument(help="The survey's number, as `regard surveys list` shows it.")]
Destination = Annotated[
    Path,
    typer.Argument(help="Where to write: .json for SurveyJS, .qsf for Qualtrics, .lss for LimeSurvey.", dir_okay=False),
]
FORMATS = {".json": "surveyjs", ".qsf": "qsf", ".lss": "lss"}
MOST_LINES = 20


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Surveys: in from other tools, out to them.", rich_markup_mode=None)
    group.command("list")(list_)
    group.command("import")(import_)
    group.command("convert")(convert)
    group.command("export")(export)
    app.add_typer(group, name="surveys")


def list_(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """List all surveys, the last changed first."""
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.engage.surveys.queries import list_surveys
    from regard.project.table import print_table

    rows = list_surveys()
    if as_json:
        typer.echo(json.dumps([vars(row) for row in rows], default=str, ensure_ascii=False))
        return
    cells = [[str(row.id), row.name, row.state, f"{row.questions:,}", f"{row.finished:,}"] for row in rows]
    heads = ["survey", "name", "state", "questions", "finished"]
    print_table(heads=heads, rows=cells, numbers=("survey", "questions", "finished"))


def import_(
    file: SurveyFile,
    name: Annotated[str | None, typer.Option(help="What to call the survey; its title when left out.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the report; make no survey.")] = False,
    report: Annotated[Path | None, typer.Option(help="Write the whole report to this file, as JSON.")] = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Bring in a survey as a draft, and say of each part whether it was kept, approximated or dropped."""
    imported = _read(file)
    if report is not None:
        report.write_text(json.dumps(imported.report.as_json(), ensure_ascii=False, indent=1), encoding="utf-8")
    number = None if dry_run else _create(imported, name, data)
    if as_json:
        found = {"survey": number, "report": imported.report.as_json(), "responses": len(imported.answered)}
        typer.echo(json.dumps(found | ({"definition": imported.definition} if dry_run else {}), ensure_ascii=False))
        return
    if number is not None:
        typer.echo(f"Made draft {number}.")
    _tell(imported.report)


def _create(imported: Imported, name: str | None, data: Path) -> int:
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.engage.surveys.exchange.languages import spoken
    from regard.engage.surveys.operations import create_survey

    title = name or spoken(imported.definition.get("title")) or "Survey"
    return create_survey(name=title[:200], definition=imported.definition)


def convert(file: SurveyFile, to: Destination, as_json: AsJson = False) -> None:
    """Turn a survey of one tool into one of another. Nothing is stored here."""
    from regard.engage.surveys.exchange.writing import write_survey

    imported = _read(file)
    content, written = write_survey(definition=imported.definition, format=_format_of(to))
    to.write_bytes(content)
    if as_json:
        typer.echo(json.dumps({"read": imported.report.as_json(), "written": written.as_json()}, ensure_ascii=False))
        return
    typer.echo(f"Wrote {to}.")
    _tell(imported.report)
    _tell(written, way="Writing")


def export(survey: Number, to: Destination, as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Write a survey for another tool, and say what could not be said there."""
    way = _format_of(to)
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.engage.surveys.exchange.writing import write_survey
    from regard.engage.surveys.queries import find_survey

    content, written = write_survey(definition=find_survey(survey_id=survey).definition, format=way)
    to.write_bytes(content)
    if as_json:
        typer.echo(json.dumps(written.as_json(), ensure_ascii=False))
        return
    typer.echo(f"Wrote {to}.")
    _tell(written, way="Writing")


def _read(file: Path) -> Imported:
    from regard.engage.surveys.exchange.reading import read_survey

    return read_survey(content=file.read_bytes(), name=file.name)


def _format_of(to: Path) -> str:
    if to.suffix not in FORMATS:
        raise typer.BadParameter(f"{to.name} must end in {', '.join(FORMATS)}.")
    return FORMATS[to.suffix]


def _tell(report: Report, *, way: str = "Reading") -> None:
    from regard.project.table import harmless

    counts: dict[str, Any] = report.counts()
    typer.echo(
        f"{way} {report.format}: " + ", ".join(f"{count:,} {verdict}" for verdict, count in counts.items()) + "."
    )
    lines = list(report.lines())
    for line in lines[:MOST_LINES]:
        typer.echo(f"  {harmless(line)}")
    if len(lines) > MOST_LINES:
        typer.echo(f"  And {len(lines) - MOST_LINES} more; --json shows all.")
