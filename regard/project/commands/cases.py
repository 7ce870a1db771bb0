"""`regard cases`: customers who were let down, and what was done about it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regard.project.commands.case_rules import backfill, follow, rule, rules
from regard.project.options import DEFAULT_DATA, AsJson, DataDir

if TYPE_CHECKING:
    from regard.analytics.metrics.estimates import Numbers
    from regard.engage.cases.api import CaseRow
    from regard.foundation.lake.api import Lake

Number = Annotated[int, typer.Argument(help="The case's number.")]
Text = Annotated[str, typer.Option(help="What is to be remembered of it.")]
NOT_CLOSED = "not closed: no evidence of recovery"


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Cases: customers who were let down, followed up.", rich_markup_mode=None)
    for command in (show, rules, rule, backfill, follow, figures, assign, note, contact, conclude, confirm, dismiss):
        group.command(command.__name__)(command)
    group.command("list")(list_)
    group.command("open")(open_)
    app.add_typer(group, name="cases")


def list_(
    state: Annotated[
        str, typer.Option(help="running, open, contacted, unproven, closed, dismissed or all.")
    ] = "running",
    owner: Annotated[str | None, typer.Option(help="Of one owner.")] = None,
    cause: Annotated[str | None, typer.Option(help="Of one cause.")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those nobody was in touch about in time.")] = False,
    limit: Annotated[int, typer.Option(help="How many at most, to 200.")] = 50,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """List cases, what is due first."""
    lake = _start(data)
    from regard.engage.cases.api import list_cases
    from regard.project.table import print_table

    found = list_cases(lake=lake, state=state, owner=owner, cause=cause, is_overdue=overdue, limit=limit)
    if as_json:
        typer.echo(_json(asdict(found)))
        return
    cells = [
        [
            str(row.number),
            _state(row),
            row.cause,
            row.name or row.customer_id,
            _score(row),
            row.owner,
            f"{row.due_at:%Y-%m-%d %H:%M}",
        ]
        for row in found.rows
    ]
    heads = ["case", "state", "cause", "customer", "score", "owner", "due (UTC)"]
    print_table(title=f"{found.n} cases", heads=heads, rows=cells, numbers=("case",))


def show(number: Number, as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Show one case: what it rests on, and every step."""
    _print(_start(data), number, as_json)


def figures(
    since: Annotated[str | None, typer.Option(help="Opened on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(help="Opened before this day.")] = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """How many cases, how soon they were seen to, and how many customers were won back."""
    _start(data)
    from regard.analytics.scope import Scope
    from regard.engage.cases.api import figures_of
    from regard.project.table import print_table

    found = figures_of(since=Scope.day("since", since), until=Scope.day("until", until))
    if as_json:
        typer.echo(_json(asdict(found)))
        return
    typer.echo(
        f"{found.cases} cases: {found.open} open ({found.overdue} overdue), of these {found.unproven} {NOT_CLOSED}; "
        f"{found.closed} closed, {found.dismissed} dismissed."
    )
    typer.echo(f"First contact after {_numbers(found.contact)} minutes (median), in time {_numbers(found.in_time)} %.")
    typer.echo(f"Won back by their next score: {_numbers(found.recovered)} %; {found.unanswered} gave none yet.")
    for title, groups in (("By owner", found.by_owner), ("By cause", found.by_cause)):
        cells = [
            [
                one.name or "nobody",
                str(one.cases),
                str(one.open),
                str(one.overdue),
                _numbers(one.recovered),
                one.differs,
            ]
            for one in groups
        ]
        heads = ["name", "cases", "open", "overdue", "won back, %", "differs"]
        print_table(title=title, heads=heads, rows=cells, numbers=("cases", "open", "overdue"))


def open_(
    customer: Annotated[str, typer.Argument(help="The customer's id.")],
    cause: Annotated[str, typer.Option(help="What let them down.")],
    evidence: Annotated[str, typer.Option(help="Ids of interactions with commas.")],
    text: Text = "",
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Open a case because you decide so."""
    lake = _start(data)
    from regard.analytics.scope import Scope
    from regard.engage.cases.api import open_case

    made = open_case(lake=lake, customer_id=customer, cause=cause, evidence=Scope.names(evidence), text=text)
    _print(lake, made, as_json)


def assign(
    number: Number,
    owner: Annotated[str, typer.Argument(help="Who looks after it.")],
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Say who looks after a case."""
    lake = _start(data)
    from regard.engage.cases.api import assign_case

    assign_case(number=number, owner=owner)
    _print(lake, number, as_json)


def note(
    number: Number,
    text: Annotated[str, typer.Argument(help="What to write down.")],
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Write something down."""
    lake = _start(data)
    from regard.engage.cases.api import note_case

    note_case(number=number, text=text)
    _print(lake, number, as_json)


def contact(
    number: Number,
    channel: Annotated[str, typer.Option(help="phone, email, chat …")],
    text: Text = "",
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Note that the customer was contacted."""
    lake = _start(data)
    from regard.engage.cases.api import contact_customer

    contact_customer(number=number, channel=channel, text=text)
    _print(lake, number, as_json)


def conclude(
    number: Number,
    conclusion: Annotated[str, typer.Argument(help="solved, explained, compensated, unreachable or other.")],
    root_cause: Annotated[str, typer.Option(help="What was behind it.")] = "",
    text: Text = "",
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Say what came of it. Without evidence of recovery it is not closed."""
    lake = _start(data)
    from regard.engage.cases.api import conclude_case

    conclude_case(number=number, conclusion=conclusion, root_cause=root_cause, text=text)
    _print(lake, number, as_json)


def confirm(
    number: Number,
    text: Annotated[str, typer.Argument(help="What the customer said.")],
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Note that the customer said it is well again."""
    lake = _start(data)
    from regard.engage.cases.api import confirm_recovery

    confirm_recovery(number=number, text=text)
    _print(lake, number, as_json)


def dismiss(
    number: Number,
    text: Annotated[str, typer.Argument(help="Why it is no case.")],
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """End a case that is none."""
    lake = _start(data)
    from regard.engage.cases.api import dismiss_case

    dismiss_case(number=number, text=text)
    _print(lake, number, as_json)


def _start(data: Path) -> Lake:
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.lake.api import Lake

    return Lake.open(data)


def _json(found: Any) -> str:
    return json.dumps(found, default=str, ensure_ascii=False)


def _print(lake: Lake, number: int, as_json: bool) -> None:
    from regard.engage.cases.api import find_case

    page = find_case(lake=lake, number=number)
    if as_json:
        typer.echo(_json(asdict(page)))
        return
    case = page.case
    typer.echo(f"Case {case.number}, {_state(case)}: {case.cause}, {case.name or case.customer_id}")
    for one in page.evidence:
        told = "" if one.score is None else f" {one.metric} {one.score:g}"
        typer.echo(f"  {one.at:%Y-%m-%d} {one.kind}{told} ({one.interaction_id})")
    for step in page.steps:
        by = f" by {step.by}" if step.by else ""
        typer.echo(f"  {step.kind}{by}{': ' + step.text if step.text else ''}")


def _state(row: CaseRow) -> str:
    if row.state == "unproven":
        return NOT_CLOSED
    return "open, overdue" if row.is_overdue else row.state


def _score(row: CaseRow) -> str:
    return "" if row.score is None else f"{row.metric} {row.score:g}"


def _numbers(found: Numbers) -> str:
    if found.value is None:
        return "not known"
    interval = "" if found.low is None or found.high is None else f", {found.low:.0f} to {found.high:.0f}"
    return f"{found.value:.0f} (n {found.n}{interval})"
