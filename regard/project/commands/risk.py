"""`regard risk`: who is likely to leave, why, and how well that was foreseen. None needs a server."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regard.project.commands.analysis import Segment, find_log
from regard.project.options import DEFAULT_DATA, AsJson, DataDir
from regard.project.table import interval, number, print_table

if TYPE_CHECKING:
    from regard.understand.risk.api import BackTest, CustomerRisk, RiskOf

SHOWN_REASONS = 3
Name = Annotated[str, typer.Argument(help="contracts (cancellations), orders or visits (silence).")]
Days = Annotated[int | None, typer.Option(help="How far to look ahead; 30 for contracts, 90 for silence.")]
LeftOut = Annotated[str | None, typer.Option(help="Traits or columns never to look at, with commas.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(
        help="Risk: who is likely to leave, why, and how well that was foreseen.", rich_markup_mode=None
    )
    group.command("make")(make)
    group.command("show")(show)
    group.command("customers")(customers)
    group.command("customer")(customer)
    group.command("table")(table)
    app.add_typer(group, name="risk")


def make(
    name: Name,
    kind: Annotated[
        str | None, typer.Option(help="What ends it, as 'Account Deleted', or what shows that somebody is there.")
    ] = None,
    days: Days = None,
    bound: Annotated[
        float | None, typer.Option(help="The area under the curve under which it counts as not predicting.")
    ] = None,
    leave_out: LeftOut = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Learn from the log who leaves, test that on later periods, and score everybody; the scores are kept."""
    left_out = tuple(one.strip() for one in (leave_out or "").split(",") if one.strip())
    found = find_log(data).risk.make(name, kind=kind, days=days, bound=bound, left_out=left_out)
    _show(found, as_json)


def show(name: Name, segment: Segment = None, data: DataDir = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Show how good the scores were at past moments, and what they come to."""
    _show(find_log(data).risk.show(name, segment=segment), as_json)


def customers(
    name: Name,
    by: Annotated[str, typer.Option(help="stake (chance times worth), chance, or health.")] = "stake",
    limit: Annotated[int, typer.Option(help="How many, at most 500.")] = 20,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """List the customers with most at stake, each with the reasons that weigh most."""
    rows = find_log(data).risk.customers(name, by=by, segment=segment, limit=limit)
    if as_json:
        _print_json([asdict(row) for row in rows])
        return
    print_table(
        heads=["customer", "health", "leaves", "worth", "at stake", "why"],
        numbers=("health", "leaves", "worth", "at stake"),
        rows=[
            [
                row.customer_id,
                f"{row.health}",
                f"{100 * row.chance:.1f} %",
                number(row.worth, 0),
                number(row.stake, 0),
                "; ".join(_reason(one) for one in row.reasons[:SHOWN_REASONS]),
            ]
            for row in rows
        ],
    )


def customer(
    name: Name,
    customer_id: Annotated[str, typer.Argument(help="The customer's id, cus_….")],
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Show one customer's chance of leaving, and all that makes it, adding up."""
    found = find_log(data).risk.customer(name, customer_id)
    if as_json:
        _print_json(asdict(found))
        return
    _print_reasons(found)


def table(
    file: Annotated[Path, typer.Argument(help="A CSV or Parquet file with one row per customer.", dir_okay=False)],
    customer: Annotated[str, typer.Option(help="The column with the customer's id.")],
    left: Annotated[str, typer.Option(help="Who left, as COLUMN=VALUE.")],
    time: Annotated[str | None, typer.Option(help="The column with the day the rest was known at.")] = None,
    days: Days = None,
    leave_out: LeftOut = None,
    as_json: AsJson = False,
) -> None:
    """Learn who leaves from a table of customers, and show how well it tells them apart. Nothing is stored."""
    from regard.understand.risk.files import risk_of_file

    found = risk_of_file(
        file=file,
        customer=customer,
        left=left,
        time=time,
        days=days or 30,
        left_out=tuple(one.strip() for one in (leave_out or "").split(",") if one.strip()),
    )
    if as_json:
        told = {"is_over_time": found.is_over_time, "tests": [asdict(one) for one in found.tests]}
        _print_json({**told, "verdict": asdict(found.verdict), "notes": found.notes})
        return
    _print_tests(found.tests)
    _print_calibration(found.tests[-1])
    for line in (*found.verdict.sentences, *found.notes):
        typer.echo(line)


def _show(found: RiskOf, as_json: bool) -> None:
    card = found.card
    if as_json:
        told = {
            "customers": found.customers,
            "leaving": asdict(found.leaving),
            "worth": found.worth,
            "stake": found.stake,
        }
        _print_json({**asdict(card), "outcome": card.terms.outcome, **told})
        return
    typer.echo(
        f"{card.terms.outcome}, as of {card.as_of:%Y-%m-%d}: {found.customers:,} customers, of whom "
        f"{number(found.leaving.value, 0)} {interval(found.leaving.low, found.leaving.high, 0)} will leave; "
        f"{number(found.stake, 0)} of {number(found.worth, 0)} {card.currency or ''} at stake. Model {card.version}."
    )
    _print_tests(card.tests)
    _print_calibration(card.tests[-1])
    for line in (*card.verdict.sentences, *card.notes):
        typer.echo(line)


def _print_tests(tests: tuple[BackTest, ...]) -> None:
    heads = [
        "tested from",
        "customers",
        "left",
        "expected",
        "AUC",
        "95 %",
        "plain",
        "Brier",
        "plain ",
        "everybody alike",
        "ECE",
    ]
    print_table(
        title="What was foreseen, and what happened",
        heads=heads,
        numbers=tuple(heads),
        rows=[
            [
                f"{one.cut}" if one.learnt_from else "other customers",
                f"{one.judged.n:,}",
                f"{one.judged.left:,}",
                number(one.judged.expected.value, 0),
                number(one.judged.auc.value, 3),
                interval(one.judged.auc.low, one.judged.auc.high, 3),
                number(one.plain.auc.value, 3),
                number(one.judged.brier.value, 4),
                number(one.plain.brier.value, 4),
                number(one.judged.brier_base, 4),
                number(one.judged.error, 3),
            ]
            for one in tests
        ],
    )


def _print_calibration(test: BackTest) -> None:
    print_table(
        title="Of customers given such a chance, how many left",
        heads=["chance", "customers", "expected", "left", "95 % interval"],
        numbers=("chance", "customers", "expected", "left", "95 % interval"),
        rows=[
            [
                f"{100 * one.low:.1f} to {100 * one.high:.1f} %",
                f"{one.n:,}",
                f"{100 * one.expected:.1f} %",
                f"{100 * (one.happened.value or 0):.1f} %",
                interval(100 * (one.happened.low or 0), 100 * (one.happened.high or 0), 1),
            ]
            for one in test.judged.bins
        ],
    )


def _print_reasons(found: CustomerRisk) -> None:
    typer.echo(
        f"{found.customer_id}: health {found.health}, leaves with a chance of {100 * found.chance:.1f} %. In log-odds:"
    )
    rows = [["everybody's base", "", f"{found.base:+.3f}"]]
    rows += [[one.label, one.told or "not known", f"{one.adds:+.3f}"] for one in found.reasons]
    rows.append(["together", "", f"{found.log_odds:+.3f}"])
    print_table(
        heads=["reason", "is", "adds"],
        numbers=("is", "adds"),
        rows=[[*row[:2], row[2].replace("-", "−")] for row in rows],
    )


def _reason(one: Any) -> str:
    return f"{one.label} {one.told or 'not known'} ({one.adds:+.2f})".replace("(-", "(−")


def _print_json(found: object) -> None:
    typer.echo(json.dumps(found, ensure_ascii=False, default=date.isoformat))
