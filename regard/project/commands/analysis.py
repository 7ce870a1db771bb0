"""Questions from the command line: `regard metrics`, `regard journey`, `regard fix-first`. None needs a server."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regard.project.commands.words import print_words, words_as_rows
from regard.project.options import DEFAULT_DATA, AsJson, DataDir
from regard.project.table import interval, number, print_table

if TYPE_CHECKING:
    from regard.analytics.drivers.fix_first import FixFirst

Since = Annotated[str | None, typer.Option(help="First day, YYYY-MM-DD.")]
Until = Annotated[str | None, typer.Option(help="Day after the last, YYYY-MM-DD.")]
Channel = Annotated[str | None, typer.Option(help="One channel, or several with commas.")]
StageName = Annotated[str | None, typer.Option("--stage", help="One stage of the journey.")]
TouchpointName = Annotated[str | None, typer.Option("--touchpoint", help="One touchpoint.")]
Segment = Annotated[
    str | None, typer.Option(help="Customers with a trait, trait:NAME=VALUE, or in a saved segment, segment:SLUG.")
]
By = Annotated[
    str | None,
    typer.Option(
        help="Group by channel, stage, touchpoint, kind, source, day, week, month, quarter, year, trait.NAME, properties.NAME."
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(help="As it stood at a moment, 2026-05-03T17:30:00Z; a day alone counts to its end."),
]
AsKnown = Annotated[bool, typer.Option("--as-known", help="With --as-of: leave out what was received later.")]
Moves = Annotated[str | None, typer.Option(help="What is moved: repurchase, return or score.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("metrics")(show_metrics)
    app.command("journey")(show_journey)
    app.command("fix-first")(show_fix_first)


def show_metrics(
    name: Annotated[str | None, typer.Argument(help="A metric, as nps. Without one, all are listed.")] = None,
    by: By = None,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    stage: StageName = None,
    touchpoint: TouchpointName = None,
    segment: Segment = None,
    as_of: AsOf = None,
    as_known: AsKnown = False,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Measure one metric, by a dimension, with its sample size and 95 % interval."""
    if name is None:
        _list_metrics(as_json)
        return
    chosen = filters(since, until, channel, segment, stage=stage, touchpoint=touchpoint)
    estimates = find_log(data).measure(name, by=by, as_of=as_of, as_known=as_known, **chosen)
    rows = [asdict(estimate) for estimate in estimates]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    print_table(
        title=f"{name} by {by}" if by else name,
        heads=["group", "value", "95 % interval", "n", "unit"],
        numbers=("value", "95 % interval", "n"),
        rows=[
            [row["group"], number(row["value"]), interval(row["low"], row["high"]), f"{row['n']:,}", row["unit"]]
            for row in rows
        ],
    )


def show_journey(
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Show the stages of the journey: customers, experience with interval, drop-off."""
    journey = find_log(data).journey(**filters(since, until, channel, segment))
    if as_json:
        typer.echo(json.dumps(asdict(journey), ensure_ascii=False))
        return
    print_table(
        title="Journey: mean score per stage, -1 to +1",
        heads=["stage", "customers", "experience", "95 % interval", "n", "worst touchpoint", "go no further"],
        numbers=("customers", "experience", "95 % interval", "n", "go no further"),
        rows=[
            [
                stage.stage,
                f"{stage.customers:,}",
                number(stage.experience.value),
                interval(stage.experience.low, stage.experience.high),
                f"{stage.experience.n:,}",
                f"{stage.worst.touchpoint} {number(stage.worst.numbers.value)}" if stage.worst else "",
                f"{100 * stage.drop_off.share:.1f} % ({stage.drop_off.customers:,})" if stage.drop_off else "",
            ]
            for stage in journey.stages
        ],
    )


def show_fix_first(
    moves: Moves = None,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    stage: StageName = None,
    touchpoint: TouchpointName = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Rank pain points by what they cost, each with its effect, its interval and how it is known."""
    chosen = filters(since, until, channel, segment, stage=stage, touchpoint=touchpoint)
    found = find_log(data).fix_first(moves=moves, **chosen)
    words = find_log(data).pain_in_words(moves=moves, **chosen)
    if as_json:
        typer.echo(json.dumps([*_as_rows(found), *words_as_rows(words)], ensure_ascii=False))
        return
    unit, currency = found.outcome.unit, found.worth.currency if found.worth else ""
    stake = f"at stake {currency}"
    print_table(
        title=f"What to fix first: {found.outcome.label.lower()}",
        heads=["", "pain point", "customers", unit, "95 % interval", stake, "95 % interval", "evidence"],
        numbers=("customers", unit, "95 % interval", stake),
        rows=[
            [
                str(rank),
                row.label,
                f"{row.customers:,} ({100 * row.share:.1f} %)",
                number(row.effect),
                interval(row.low, row.high),
                number(row.at_stake, 0),
                interval(row.at_stake_low, row.at_stake_high, 0),
                row.evidence,
            ]
            for rank, row in enumerate(found.rows, 1)
        ],
    )
    for few in found.too_few:
        typer.echo(f"Too few to estimate: {few.label}, {few.customers:,} customers ({few.needed} encounters needed).")

    print_words(words)


def _as_rows(found: FixFirst) -> list[dict[str, Any]]:
    shared = {
        "moves": found.outcome.name,
        "unit": found.outcome.unit,
        "currency": found.worth.currency if found.worth else None,
        "value_per_customer": found.worth.value if found.worth else None,
    }
    return [{"rank": rank, **asdict(row), **shared} for rank, row in enumerate(found.rows, 1)]


def find_log(data: Path) -> Any:
    """The log of a data folder, to be asked."""
    from regard.project.notebook import Log

    return Log.open(data)


def filters(
    since: str | None,
    until: str | None,
    channel: str | None,
    segment: str | None,
    *,
    stage: str | None = None,
    touchpoint: str | None = None,
) -> dict[str, str]:
    """The filters that were given, as the log takes them."""
    named = {
        "since": since,
        "until": until,
        "channel": channel,
        "segment": segment,
        "stage": stage,
        "touchpoint": touchpoint,
    }
    return {name: value for name, value in named.items() if value is not None}


def _list_metrics(as_json: bool) -> None:
    from regard.understand.metrics.api import list_metrics

    rows = [
        {"metric": metric.name, "label": metric.label, "unit": metric.unit, "description": metric.description}
        for metric in list_metrics()
    ]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    print_table(
        title="Metrics",
        heads=["metric", "unit", "what it is"],
        rows=[[row["metric"], row["unit"], row["description"]] for row in rows],
    )
