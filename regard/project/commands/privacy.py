"""`regard privacy`: give a person what is known about them, or take it out of every store."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir

if TYPE_CHECKING:
    from regard.record.privacy.api import Outcome, Person

FOUND = 1
UNFINISHED = 1
BAD_INPUT = 2
Customer = Annotated[str | None, typer.Option("--customer", help="The customer's id.", show_default=False)]
Identifier = Annotated[
    str | None,
    typer.Option("--identifier", help="What they are known by, as email:a@b.example.", show_default=False),
]


def register(app: typer.Typer) -> None:
    """Add the group."""
    privacy = typer.Typer(help="Give out or erase everything about one person.", rich_markup_mode=None)
    privacy.command("export")(export)
    privacy.command("erase")(erase)
    privacy.command("resume")(resume)
    privacy.command("search")(search)
    retention = typer.Typer(help="Say for how long each class of data is kept.", rich_markup_mode=None)
    retention.command("list")(list_retention)
    retention.command("set")(set_retention)
    retention.command("run")(run_retention)
    privacy.add_typer(retention, name="retention")
    app.add_typer(privacy, name="privacy")


def export(
    out: Annotated[Path, typer.Argument(help="The ZIP file to write.", dir_okay=False)],
    customer: Customer = None,
    identifier: Identifier = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Write everything about a person into a ZIP file, each store as JSON and as CSV."""
    person = _find(customer, identifier, data)
    from regard.foundation.lake.api import Lake
    from regard.record.privacy.api import export_person

    made = export_person(lake=Lake.open(data), person=person, to=out)
    if as_json:
        typer.echo(json.dumps(asdict(made), default=lambda moment: moment.isoformat()))
        return
    _show_counts(f"{out} holds of {made.customer_id}", made.counts)


def list_retention(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Show for how long each class of data is kept."""
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.record.privacy.api import list_retention as list_classes

    classes = list_classes()
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in classes]))
        return
    for one in classes:
        kept = "for ever" if one.days is None else f"{one.days} days"
        typer.echo(f"{one.name:<13} {kept:<10} {one.holds}")


def set_retention(
    name: Annotated[str, typer.Argument(help="interactions, rejected, consents or audit.")],
    days: Annotated[str, typer.Argument(help="A number of days, or `forever`.")],
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Keep a class of data for so many days. What is older goes in the night, or with `retention run`."""
    if days != "forever" and not days.isdigit():
        typer.echo(f"regard: Give a number of days or `forever`, not {days!r}.", err=True)
        raise typer.Exit(BAD_INPUT)
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.record.privacy.api import set_retention as set_class

    set_class(name=name, days=None if days == "forever" else int(days))
    typer.echo(f"{name} are kept for ever." if days == "forever" else f"{name} are kept for {int(days)} days.")


def run_retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go; change nothing.")] = False,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Remove what is older than its class is kept, as happens every night."""
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.lake.api import Lake
    from regard.record.privacy.api import keep, list_due

    lake = Lake.open(data)
    found = list_due(lake=lake) if dry_run else keep(lake=lake)
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], default=lambda moment: moment.isoformat()))
        return
    verb = "would go" if dry_run else "went"
    for due in found:
        typer.echo(f"{due.rows:>9,} {due.name} {verb}" + (f", older than {due.before:%d %b %Y}" if due.before else ""))
    if not found:
        typer.echo("Nothing is older than it is kept.")


def erase(
    customer: Customer = None,
    identifier: Identifier = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be erased; change nothing.")] = False,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Erase a person from every store, old versions and write-ahead log included. It cannot be undone."""
    person = _find(customer, identifier, data)
    from regard.foundation.lake.api import Lake
    from regard.record.privacy.api import erase as erase_person
    from regard.record.privacy.api import preview_erasure

    lake = Lake.open(data)
    if dry_run or not yes:
        preview = preview_erasure(lake=lake, person=person)
        if dry_run and as_json:
            typer.echo(json.dumps(asdict(preview)))
            return
        _show_counts(f"{person.customer_id} has", preview.counts, err=not dry_run)
        if dry_run:
            return
        _confirm(person)
    outcome = erase_person(
        lake=lake, person=person, asked_by="command", on_step=lambda step: typer.echo(step, err=True)
    )
    _show(outcome, as_json=as_json)


def resume(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Finish erasures that were interrupted, or that waited for the intake."""
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.lake.api import Lake
    from regard.record.privacy.api import resume as resume_erasures

    for outcome in resume_erasures(lake=Lake.open(data)):
        _show(outcome, as_json=as_json)


def search(
    texts: Annotated[list[str], typer.Argument(help="What to look for: an address, a name, a sentence.")],
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Look for texts in every file of the data folder, unpacked, and in every table. Exit code 1 where one is found."""
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.record.privacy.api import search_everything

    found = search_everything(folder=data, texts=texts)
    if as_json:
        typer.echo(json.dumps(asdict(found)))
    else:
        for hit in found.hits:
            typer.echo(f"{hit.place}: {hit.text}")
        typer.echo(f"{len(found.hits)} hits in {found.files} files and {found.tables} tables.")
    if found.hits:
        raise typer.Exit(FOUND)


def _find(customer: str | None, identifier: str | None, data: Path) -> Person:
    if (customer is None) == (identifier is None):
        typer.echo("regard: Name one person: --customer ID, or --identifier email:a@b.example.", err=True)
        raise typer.Exit(BAD_INPUT)
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.record.privacy.api import find_person

    return find_person(customer_id=customer, identifier=identifier)


def _confirm(person: Person) -> None:
    typed = typer.prompt(f"This cannot be undone. Type {person.customer_id} to erase them", err=True)
    if typed.strip() != person.customer_id:
        typer.echo("regard: That is not the customer's id. Nothing was erased.", err=True)
        raise typer.Exit(BAD_INPUT)


def _show_counts(head: str, counts: dict[str, int], *, err: bool = False) -> None:
    typer.echo(f"{head}:", err=err)
    for name, count in sorted(counts.items()):
        if count:
            typer.echo(f"  {count:>9,}  {name}", err=err)


def _show(outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(asdict(outcome), default=lambda moment: moment.isoformat()))
    else:
        state = "was erased" if outcome.is_done else "is being erased"
        _show_counts(f"{outcome.customer_id} {state}", outcome.counts)
        if outcome.note:
            typer.echo(outcome.note)
    if not outcome.is_done:
        raise typer.Exit(UNFINISHED)
