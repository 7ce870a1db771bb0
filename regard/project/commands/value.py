"""`regard value`: what customers will buy, who is still there, and how well that was foreseen. None needs a server."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regard.project.commands.analysis import Channel, Segment, Since, Until, filters, find_log
from regard.project.options import DEFAULT_DATA, AsJson, DataDir
from regard.project.table import print_table

if TYPE_CHECKING:
    from regard.analytics.metrics.estimates import Numbers
    from regard.understand.value.api import Curve, Fit

MARKS = (30, 90, 365, 730)
ModelName = Annotated[str, typer.Option("--model", help="bg_nbd or pareto_nbd.")]
Weeks = Annotated[int, typer.Option(help="How far to look ahead.")]
Discount = Annotated[float, typer.Option(help="What money loses a year, as a share.")]
Margin = Annotated[float, typer.Option(help="The share of an order that is kept.")]
Currency = Annotated[str | None, typer.Option(help="Of the orders counted, otherwise that of most.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(
        help="Value and risk: what customers will buy, who is still there, how well that was foreseen.",
        rich_markup_mode=None,
    )
    group.command("show")(show)
    group.command("customers")(customers)
    group.command("holdout")(holdout)
    group.command("survival")(survival)
    app.add_typer(group, name="value")


def show(
    model: ModelName = "bg_nbd",
    weeks: Weeks = 52,
    discount: Discount = 0.1,
    margin: Margin = 1.0,
    currency: Currency = None,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Show who is still active, what they will buy and what that is worth, with the models behind it.

    --until looks from an earlier day; --since takes customers whose first order came on that day or later.
    """
    found = find_log(data).value(
        **_terms(model, weeks, discount, margin, currency), **filters(since, until, channel, segment)
    )
    if as_json:
        fits = {"fit": _fit(found.fit), "money_fit": _fit(found.money_fit)}
        _print_json({**_plain(found, leave_out=("fit", "money_fit")), **fits})
        return
    money = found.currency or "money"
    typer.echo(
        f"As of {found.as_of}: {found.customers:,} customers with an order, {found.repeaters:,} of them ordered again."
    )
    print_table(
        title=f"The next {weeks} weeks",
        heads=["", "value", "95 % interval", "n"],
        numbers=("value", "n"),
        rows=[
            ["still active", *_told(found.active, 0)],
            ["purchases", *_told(found.purchases, 0)],
            [f"worth, {money}", *_told(found.worth, 0)],
        ],
    )
    for fit in (found.fit, found.money_fit):
        if fit is not None:
            _print_fit(fit)
    if found.related.value is not None:
        typer.echo(f"Ordering often and spending per order: correlation {' '.join(_told(found.related, 2)[:2])}.")
    _print_notes(found.notes)


def customers(
    by: Annotated[str, typer.Option(help="worth, or slipping: much to come, and may have left.")] = "worth",
    limit: Annotated[int, typer.Option(help="How many, at most 500.")] = 20,
    model: ModelName = "bg_nbd",
    weeks: Weeks = 52,
    discount: Discount = 0.1,
    margin: Margin = 1.0,
    currency: Currency = None,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """List the customers with the most to come, or those with much to come who may have left."""
    log = find_log(data)
    asked = {**_terms(model, weeks, discount, margin, currency), **filters(since, until, channel, segment)}
    rows = log.value_customers(by=by, limit=limit, **asked)
    if as_json:
        _print_json([_plain(row) for row in rows])
        return
    print_table(
        heads=["customer", "last order", "orders", "still active", "95 %", "purchases", "95 % ", "worth", " 95 %"],
        numbers=("orders", "still active", "purchases", "worth"),
        rows=[
            [
                row.customer_id,
                f"{row.last}",
                f"{row.orders:,}",
                *_told(row.active, 3)[:2],
                *_told(row.purchases, 2)[:2],
                *_told(row.worth, 0)[:2],
            ]
            for row in rows
        ],
    )
    if not rows:
        _print_notes(log.value(**asked).notes)


def holdout(
    split: Annotated[
        str | None, typer.Option(help="First day held out, YYYY-MM-DD; otherwise half of the time.")
    ] = None,
    model: ModelName = "bg_nbd",
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Fit on what came before a day, predict the rest, and lay both side by side."""
    found = find_log(data).value_holdout(split=split, model=model, **filters(since, until, channel, segment))
    if as_json:
        _print_json({**_plain(found, leave_out=("fit",)), "fit": _fit(found.fit)})
        return
    typer.echo(f"Fitted on what came before {found.split}: {found.customers:,} customers. {found.verdict}")
    print_table(
        title=f"Purchases per customer, {found.split} up to {found.until}",
        heads=["repeat orders before", "customers", "actual", "predicted", "95 % interval"],
        numbers=("customers", "actual", "predicted"),
        rows=[
            [
                f"{row.frequency}{' or more' if row.is_open else ''}",
                f"{row.customers:,}",
                f"{row.actual:.3f}",
                *_told(row.predicted, 3)[:2],
            ]
            for row in found.classes
        ],
    )
    if found.fit is not None:
        _print_fit(found.fit)
    _print_notes(found.notes)


def survival(
    by: Annotated[str | None, typer.Option(help="A trait to tell contracts apart by, trait.NAME.")] = None,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Show how long contracts last, from start to cancellation; --since takes those that started on that day or later."""
    found = find_log(data).survival(by=by, **filters(since, until, channel, segment))
    if as_json:
        _print_json(asdict(found))
        return
    print_table(
        title=f"Contracts as of {found.as_of}: share that lasts longer than so many days",
        heads=["group", "contracts", "ended", *(f"{day} days" for day in MARKS), "median", "95 % interval"],
        numbers=("contracts", "ended", *(f"{day} days" for day in MARKS), "median"),
        rows=[
            [
                curve.group,
                f"{curve.contracts:,}",
                f"{curve.ended:,}",
                *(_share_after(curve, day) for day in MARKS),
                "over half still run" if curve.median.value is None else f"{curve.median.value:,.0f}",
                _days_between(curve.median),
            ]
            for curve in found.curves
        ],
    )
    if found.comparison is not None:
        test = found.comparison
        p = "below 0.001" if test.p < 0.001 else f"{test.p:.3f}"
        typer.echo(f"Log-rank test: {test.statistic:,.1f} on {test.degrees} degrees of freedom, p {p}.")
    _print_notes(found.notes)


def _share_after(curve: Curve, day: int) -> str:
    """The share that lasts longer than a day; nothing where nobody was seen that long."""
    before = [step for step in curve.steps if step.day <= day]
    if day > curve.seen_until:
        return ""
    if not before:
        return "100 %"
    last = before[-1]
    interval = "" if last.low is None or last.high is None else f" [{100 * last.low:.0f}, {100 * last.high:.0f}]"
    return f"{100 * last.share:.1f} %{interval}"


def _days_between(median: Numbers) -> str:
    if median.low is None:
        return ""
    return f"[{median.low:,.0f}, {'' if median.high is None else f'{median.high:,.0f}'}]"


def _terms(model: str, weeks: int, discount: float, margin: float, currency: str | None) -> dict[str, Any]:
    return {"model": model, "weeks": weeks, "discount": discount, "margin": margin, "currency": currency}


def _told(numbers: Numbers, digits: int) -> list[str]:
    if numbers.value is None:
        return ["", "", f"{numbers.n:,}"]
    interval = (
        ""
        if numbers.low is None or numbers.high is None
        else f"[{numbers.low:,.{digits}f}, {numbers.high:,.{digits}f}]"
    )
    return [f"{numbers.value:,.{digits}f}", interval, f"{numbers.n:,}"]


def _print_fit(fit: Fit) -> None:
    print_table(
        title=f"{fit.model}: log-likelihood {fit.log_likelihood:,.2f}, n {fit.n:,}",
        heads=["parameter", "value", "standard error", "95 % interval"],
        numbers=("value", "standard error"),
        rows=[
            [
                one.name,
                f"{one.value:.3f}",
                "" if one.error is None else f"{one.error:.3f}",
                "" if one.low is None or one.high is None else f"[{one.low:.3f}, {one.high:.3f}]",
            ]
            for one in fit.parameters
        ],
    )


def _print_notes(notes: tuple[str, ...]) -> None:
    for note in notes:
        typer.echo(note)


def _fit(fit: Fit | None) -> dict[str, Any] | None:
    if fit is None:
        return None
    return {
        "model": fit.model,
        "parameters": [asdict(one) for one in fit.parameters],
        "log_likelihood": fit.log_likelihood,
        "n": fit.n,
    }


def _plain(found: object, leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
    kept = {name: value for name, value in vars(found).items() if name not in leave_out}
    return {
        name: asdict(value) if is_dataclass(value) and not isinstance(value, type) else _each(value)
        for name, value in kept.items()
    }


def _each(value: object) -> object:
    return (
        [asdict(one) if is_dataclass(one) and not isinstance(one, type) else one for one in value]
        if isinstance(value, tuple)
        else value
    )


def _print_json(found: object) -> None:
    typer.echo(json.dumps(found, ensure_ascii=False, default=date.isoformat))
