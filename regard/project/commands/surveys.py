"""`regard surveys`: surveys in and out, with a report of what became of each part."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regard.project.commands import asking, asking_channels
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
ANSWERS = {".csv": "csv", ".xlsx": "xlsx", ".sav": "sav"}
Output = Annotated[
    Path,
    typer.Argument(
        help="Where to write: .json, .qsf or .lss for the survey; .csv, .xlsx or .sav (SPSS) for its answers.",
        dir_okay=False,
    ),
]
MOST_LINES = 20


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Surveys: in from other tools, out to them, and to people.", rich_markup_mode=None)
    group.command("list")(list_)
    group.command("check")(check)
    group.command("import")(import_)
    group.command("convert")(convert)
    group.command("export")(export)
    asking.register(group)
    asking_channels.register(group)
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


def check(
    file: Annotated[Path, typer.Argument(help="A survey as SurveyJS JSON.", exists=True, dir_okay=False)],
    as_json: AsJson = False,
) -> None:
    """Say what keeps a survey from being published. Nothing is stored."""
    from regard.engage.surveys.definition.checking import check_definition

    try:
        definition = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise typer.BadParameter(f"{file} is not JSON: {error}.") from error
    faults = check_definition(definition=definition)
    if as_json:
        typer.echo(json.dumps([vars(fault) for fault in faults], ensure_ascii=False))
        return
    for fault in faults:
        typer.echo(f"{fault.where or 'survey'}: {fault.what}" + (" (a hint)" if fault.severity == "hint" else ""))
    if not faults:
        typer.echo("Nothing is wrong.")


def import_(
    file: SurveyFile,
    name: Annotated[str | None, typer.Option(help="What to call the survey; its title when left out.")] = None,
    answers: Annotated[
        Path | None,
        typer.Option(help="A table of answers to it, as its tool exports them.", exists=True, dir_okay=False),
    ] = None,
    into: Annotated[int | None, typer.Option(help="Add answers to this survey, made of the same file before.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the report; make no survey.")] = False,
    report: Annotated[Path | None, typer.Option(help="Write the whole report to this file, as JSON.")] = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Bring in a survey as a draft, and say of each part whether it was kept, approximated or dropped.

    With answers, in the file or beside it, it becomes a closed survey that holds them; each is stored once.
    """
    if dry_run:
        imported, number, stored, known = _read(file, answers), None, 0, 0
    else:
        from regard.project.bootstrap import start_django

        start_django(data)
        from regard.engage.surveys.exchange.storing import bring_in

        given = answers.read_bytes() if answers else None
        made = bring_in(content=file.read_bytes(), file=file.name, name=name or "", answers=given, into=into)
        imported, number, stored, known = made.imported, made.survey_id, made.stored, made.known
    if report is not None:
        report.write_text(json.dumps(imported.report.as_json(), ensure_ascii=False, indent=1), encoding="utf-8")
    if as_json:
        found = {"survey": number, "report": imported.report.as_json(), "stored": stored, "known": known}
        typer.echo(json.dumps(found | ({"definition": imported.definition} if dry_run else {}), ensure_ascii=False))
        return
    if number is not None:
        typer.echo(_made(number, into, stored, known))
    _tell(imported.report)


def _made(number: int, into: int | None, stored: int, known: int) -> str:
    if not stored and not known:
        return f"Made draft {number}."
    verb = "Added to" if into else "Made"
    return f"{verb} survey {number}: {stored:,} new responses, {known:,} known."


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


def export(survey: Number, to: Output, as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Write a survey for another tool, and say what could not be said there; or write its answers."""
    way = _format_of(to, FORMATS | ANSWERS)
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.engage.surveys.exchange.storing import answers_of
    from regard.engage.surveys.exchange.writing import write_answers, write_survey
    from regard.engage.surveys.queries import find_survey

    found = find_survey(survey_id=survey)
    definition = found.published or found.definition
    if way in ANSWERS.values():
        answered = answers_of(survey_id=survey)
        to.write_bytes(write_answers(definition=definition, answered=answered, format=way))
        typer.echo(
            json.dumps({"responses": len(answered)}) if as_json else f"Wrote {len(answered):,} responses to {to}."
        )
        return
    content, written = write_survey(definition=definition, format=way)
    to.write_bytes(content)
    if as_json:
        typer.echo(json.dumps(written.as_json(), ensure_ascii=False))
        return
    typer.echo(f"Wrote {to}.")
    _tell(written, way="Writing")


def _read(file: Path, answers: Path | None = None) -> Imported:
    from regard.engage.surveys.exchange.reading import read_responses, read_survey

    imported = read_survey(content=file.read_bytes(), name=file.name)
    if answers is not None:
        found = read_responses(content=answers.read_bytes(), slots=imported.slots, report=imported.report)
        imported.answered = found
    return imported


def _format_of(to: Path, formats: dict[str, str] = FORMATS) -> str:
    if to.suffix not in formats:
        raise typer.BadParameter(f"{to.name} must end in {', '.join(formats)}.")
    return formats[to.suffix]


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
