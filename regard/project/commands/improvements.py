"""`regard improvements`: what was changed for all customers, whether it worked, and who was told."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir

if TYPE_CHECKING:
    from regard.decide.improvements.api import PersonRow
    from regard.foundation.lake.api import Lake

Number = Annotated[int, typer.Argument(help="The improvement's number.")]
Day = Annotated[str | None, typer.Option(help="YYYY-MM-DD.")]
Owner = Annotated[str | None, typer.Option(help="Who looks after it.")]
State = Annotated[str | None, typer.Option(help="idea, planned, shipped or dropped.")]
Cost = Annotated[str | None, typer.Option(help="What it costs, with its currency: 12000 EUR.")]
Worthwhile = Annotated[float | None, typer.Option(help="The smallest change that would be worth it, in the unit.")]
Grain = Annotated[str | None, typer.Option(help="week or day.")]
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would work out rather than show


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Improvements: changes for all customers, and whether they worked.", rich_markup_mode=None)
    for command in (create, change, show, note, people, tell, wanted):
        group.command(command.__name__)(command)
    group.command("list")(list_)
    app.add_typer(group, name="improvements")


def list_(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """List all improvements with what they did."""
    lake = _start(data)
    from regard.decide.improvements.api import list_improvements
    from regard.project.table import print_table

    rows = list_improvements(lake=lake)
    if as_json:
        typer.echo(_json([asdict(row) for row in rows]))
        return
    cells = [
        [
            str(row.number),
            row.name,
            row.about,
            row.state,
            str(row.shipped_date or row.planned_date or ""),
            row.verdict.answer.replace("_", " ") if row.verdict else "",
        ]
        for row in rows
    ]
    heads = ["number", "name", "about", "state", "date", "worked"]
    print_table(heads=heads, rows=cells, numbers=("number",))


def wanted(since: Day = None, until: Day = None, as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """List what people ask for in words: how many want it, what they are worth, and who was told."""
    lake = _start(data)
    from regard.analytics.scope import Scope
    from regard.decide.improvements.api import list_wanted
    from regard.project.table import interval, number, print_table

    scope = Scope(since=Scope.day("since", since), until=Scope.day("until", until))
    rows = list_wanted(lake=lake, scope=scope)
    if as_json:
        typer.echo(_json([asdict(row) for row in rows]))
        return
    cells = [
        [
            row.topic,
            row.name,
            f"{row.request.people:,}",
            number(row.request.asking.value, 1),
            interval(row.request.asking.low, row.request.asking.high, 1),
            number(row.request.worth, 0) if row.request.worth_of else "",
            f"{row.told:,}",
            ", ".join(str(one) for one in row.improvements),
        ]
        for row in rows
    ]
    heads = ["topic", "asked for", "people", "% of those who name it", "95 % interval", "worth", "told", "improvements"]
    print_table(heads=heads, rows=cells, numbers=("people", "% of those who name it", "95 % interval", "worth", "told"))


def create(
    name: Annotated[str, typer.Argument(help="What to call it.")],
    friction: Annotated[str | None, typer.Option(help="The friction it removes: Touchpoint:friction.")] = None,
    metric: Annotated[str | None, typer.Option(help="Or the metric it moves.")] = None,
    topic: Annotated[
        str | None, typer.Option(help="Or the topic that hurts: its id, of `regard voice topics`.")
    ] = None,
    channel: Annotated[str | None, typer.Option(help="With a metric or a topic: on which channels.")] = None,
    touchpoint: Annotated[str | None, typer.Option(help="With a metric or a topic: at which touchpoint.")] = None,
    against_channel: Annotated[str | None, typer.Option(help="Compare with these channels.")] = None,
    against_touchpoint: Annotated[str | None, typer.Option(help="Compare with this touchpoint.")] = None,
    alone: Annotated[bool, typer.Option("--alone", help="Compare with nothing.")] = False,
    owner: Owner = None,
    state: State = None,
    planned: Day = None,
    shipped: Day = None,
    cost: Cost = None,
    worthwhile: Worthwhile = None,
    grain: Grain = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Begin an improvement of a friction, a metric or a topic."""
    about = {"friction": friction, "metric": metric, "topic": topic}
    given = [(kind, subject) for kind, subject in about.items() if subject is not None]
    if len(given) != 1:
        raise typer.BadParameter("Give one of --friction, --metric and --topic.")
    lake = _start(data)
    from regard.analytics.scope import Scope
    from regard.decide.improvements.api import create_improvement

    against = {"channels": list(Scope.names(against_channel)), "touchpoint": against_touchpoint}
    made = create_improvement(
        name=name,
        lake=lake,
        kind=given[0][0],
        subject=given[0][1],
        scope={"channels": list(Scope.names(channel)), "touchpoint": touchpoint},
        comparison={} if alone else against if against_channel or against_touchpoint else None,
        **_given(owner, state, planned, shipped, cost, worthwhile, grain),
    )
    _print(lake, made, as_json)


def change(
    number: Number,
    name: Annotated[str | None, typer.Option(help="What to call it.")] = None,
    owner: Owner = None,
    state: State = None,
    planned: Day = None,
    shipped: Day = None,
    cost: Cost = None,
    worthwhile: Worthwhile = None,
    grain: Grain = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Change an improvement: `--state shipped --shipped 2026-05-04` when customers have it."""
    lake = _start(data)
    from regard.decide.improvements.api import change_improvement

    given = _given(owner, state, planned, shipped, cost, worthwhile, grain) | ({"name": name} if name else {})
    change_improvement(number=number, **given)
    _print(lake, number, as_json)


def show(number: Number, as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Show one improvement: before and after, and its history."""
    _print(_start(data), number, as_json)


def note(
    number: Number,
    text: Annotated[str, typer.Argument(help="What to write down.")],
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Write something down."""
    lake = _start(data)
    from regard.decide.improvements.api import note_improvement

    note_improvement(number=number, text=text)
    _print(lake, number, as_json)


def people(
    number: Number,
    limit: Annotated[int, typer.Option(help="How many at most.")] = 20,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """List the people behind an improvement, those not told yet first."""
    lake = _start(data)
    from regard.decide.improvements.api import list_people
    from regard.project.table import print_table

    found = list_people(lake=lake, number=number, limit=limit)
    if as_json:
        typer.echo(_json(asdict(found)))
        return
    cells = [[row.customer_id, row.name or "", str(row.times), _told(row)] for row in found.rows]
    heads = ["customer", "name", "times", "told"]
    title = f"{found.n} people, {found.told} told. {found.meaning}"
    print_table(title=title, heads=heads, rows=cells, numbers=("times",))


def tell(
    number: Number,
    channel: Annotated[str, typer.Option(help="By which channel they are told.")],
    out: Annotated[Path, typer.Option(help="Where to write the list, as CSV.")],
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Note that all who were not told yet are told now, and write the list of them. Nobody is ever in two such lists."""
    if out.exists():
        raise typer.BadParameter(f"{out} is there already. Name a new file.")
    lake = _start(data)
    from regard.decide.improvements.api import tell as hand_out

    rows = hand_out(lake=lake, number=number, channel=channel)
    with out.open("w", newline="", encoding="utf-8") as file:
        written = csv.writer(file)
        written.writerow(["customer_id", "name", "email", "phone"])
        for row in rows:
            by_kind = dict(reversed(row.addresses))
            cells = [row.customer_id, row.name or "", by_kind.get("email", ""), by_kind.get("phone", "")]
            written.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    typer.echo(f"{len(rows)} people are noted as told by {channel}; {out} lists them.")


def _given(
    owner: str | None,
    state: str | None,
    planned: str | None,
    shipped: str | None,
    cost: str | None,
    worthwhile: float | None,
    grain: str | None,
) -> dict[str, Any]:
    from regard.analytics.scope import Scope

    amount, _, currency = (cost or "").strip().partition(" ")
    try:
        priced = {"cost": Decimal(amount), "currency": currency.strip().upper()} if cost else {}
    except InvalidOperation:
        raise typer.BadParameter(f"{cost!r} is no cost. Write it as 12000 EUR.") from None
    told: dict[str, Any] = {
        "owner": owner,
        "state": state,
        "planned_date": Scope.day("planned", planned),
        "shipped_date": Scope.day("shipped", shipped),
        "worthwhile": worthwhile,
        "grain": grain,
        **priced,
    }
    return {name: value for name, value in told.items() if value is not None}


def _start(data: Path) -> Lake:
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.lake.api import Lake

    return Lake.open(data)


def _json(found: Any) -> str:
    return json.dumps(found, default=str, ensure_ascii=False)


def _told(row: PersonRow) -> str:
    return f"{row.told_at:%Y-%m-%d} by {row.channel}" if row.told_at else "not yet"


def _print(lake: Lake, number: int, as_json: bool) -> None:
    from regard.decide.improvements.api import find_improvement

    page = find_improvement(lake=lake, number=number)
    if as_json:
        typer.echo(_json(asdict(page)))
        return
    row, assessed = page.improvement, page.assessed
    when = (
        f" on {row.shipped_date}" if row.state == "shipped" else f" for {row.planned_date}" if row.planned_date else ""
    )
    typer.echo(f"{row.number}. {row.name} · {row.about} · {row.state}{when}")
    if row.trouble:
        typer.echo(row.trouble)
    if assessed is None:
        return
    typer.echo(assessed.verdict.sentence)
    found = assessed.effect
    beside = f"beside {assessed.there_label}" if found.has_comparison else "without a comparison"
    typer.echo(f"{found.before} {found.grain}s before, {found.after} after, {beside}.")
    for name, amount in (
        ("Drift before, per period", found.drift),
        ("At once", found.step),
        ("Per period since", found.bend),
    ):
        if amount is not None:
            typer.echo(f"{name}: {amount.value:+.2f} ({amount.low:+.2f} to {amount.high:+.2f})")
    if found.placebos:
        clear = sum(one.effect.is_clear for one in found.placebos)
        typer.echo(f"Days on which nothing was shipped that seem to show an effect: {clear} of {len(found.placebos)}.")
