"""`regard simulate`: an imaginary company, as large as wanted, with what was planted written down."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regard.analytics.errors import RegardError
from regard.project.options import DEFAULT_DATA, AsJson, DataDir

if TYPE_CHECKING:
    from regard.simulator import Company

Customers = Annotated[int, typer.Option(help="How many customers the company has.", min=1)]
Days = Annotated[int, typer.Option(help="How many days the log covers.", min=1, max=3_660)]
Seed = Annotated[int, typer.Option(help="The same seed tells the same story.", min=0)]
End = Annotated[str, typer.Option(help="The last day, YYYY-MM-DD.")]
TruthFile = Annotated[
    Path | None,
    typer.Option(
        "--truth", dir_okay=False, help="Where to write what was planted; truth.json in the data folder by default."
    ),
]
ToFile = Annotated[
    Path | None,
    typer.Option(
        "--to", dir_okay=False, help="Write events to this file, as NDJSON in Segment's shape, and record nothing."
    ),
]


class NoDay(RegardError):
    """An end that is not a day."""

    code = "no_day"


class NotWritable(RegardError):
    """A file that cannot be written where it was asked for."""

    code = "not_writable"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(simulate)


def simulate(
    customers: Customers = 20_000,
    days: Days = 365,
    seed: Seed = 7,
    end: End = "2026-09-30",
    to: ToFile = None,
    truth: TruthFile = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Record an imaginary company, Fernweh Outfitters, and write down what was planted in it."""
    from regard.simulator import Company

    company = Company(customers=customers, days=days, seed=seed, end=_day(end))
    for file in (to, truth):
        _prepare(file)
    if to is not None:
        read = _write(company, to)
        _finish(company, truth, as_json, {"read": read, "written": read}, f"Wrote {read:,} events to {to}.")
        return
    counts = _record(company, data)
    sentence = "Read {read:,} = stored {stored:,} + duplicates {duplicates:,} + rejected {rejected:,}."
    _finish(company, truth or data / "truth.json", as_json, counts, sentence.format(**counts))


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        raise NoDay(f"--end {text!r} is not a day. Give one as YYYY-MM-DD, such as 2026-09-30.") from None


def _prepare(file: Path | None) -> None:
    """Make the folder of a file that will be written, or say why that cannot be, before anything was done."""
    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    except OSError as error:
        raise NotWritable(f"{file} cannot be written: {error.strerror}. Choose another place.") from None


def _finish(company: Company, truth: Path | None, as_json: bool, counts: dict[str, int], sentence: str) -> None:
    """Write the truth file where one is wanted, and say what was done."""
    if truth is not None:
        truth.write_text(json.dumps(company.truth(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        sentence += f" What was planted stands in {truth}."
    typer.echo(json.dumps(counts) if as_json else sentence)


def _write(company: Company, to: Path) -> int:
    from regard.project.import_output import ConsoleProgress
    from regard.record.interactions.api import Counts
    from regard.simulator import segment_lines

    written = 0
    with ConsoleProgress() as progress, to.open("w", encoding="utf-8", newline="\n") as file:
        progress.begin(file=company.name, size=company.expected_rows)
        for observations in company.observations():
            file.writelines(f"{line}\n" for line in segment_lines(observations))
            written += observations.num_rows
            progress.advance(position=written, counts=Counts(read=written))
    return written


def _record(company: Company, data: Path) -> dict[str, int]:
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.project.import_output import ConsoleProgress
    from regard.project.recording import record_company

    with ConsoleProgress() as progress:
        progress.begin(file=company.name, size=company.expected_rows)
        total = record_company(
            company=company,
            data=data,
            on_batch=lambda counts: progress.advance(position=counts.read, counts=counts),
            on_compact=progress.compacting,
        )
    return {name: getattr(total, name) for name in ("read", "stored", "duplicates", "rejected")}
