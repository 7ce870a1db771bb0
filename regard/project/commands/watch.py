"""`regard watch`: metrics that are looked after, and what they did that was not expected."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir

if TYPE_CHECKING:
    from regard.foundation.lake.api import Lake
    from regard.understand.watch.api import AlertRow, WatchPage

Slug = Annotated[str, typer.Argument(help="The watch, as `regard watch list` names it.")]
AlertNumber = Annotated[int, typer.Argument(help="The alert's number.")]
Text = Annotated[str, typer.Option(help="What is to be remembered of it.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Watches: metrics looked after, and alerts.", rich_markup_mode=None)
    for command in (create, show, look, decide, acknowledge, resolve, close):
        group.command(command.__name__)(command)
    group.command("list")(list_)
    app.add_typer(group, name="watch")


def list_(as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """List all watches, those with an open alert first."""
    _start(data)
    from regard.project.table import print_table
    from regard.understand.watch.api import list_watches

    rows = list_watches()
    if as_json:
        typer.echo(_json([asdict(row) for row in rows]))
        return
    cells = [[row.slug, row.state, str(row.open_alerts), ", ".join(row.metrics), row.about] for row in rows]
    print_table(heads=["watch", "state", "open alerts", "metrics", "about"], rows=cells, numbers=("open alerts",))


def create(
    name: Annotated[str, typer.Argument(help="What to call the watch.")],
    metrics: Annotated[str, typer.Option(help="Metrics with commas, as `regard metrics` names them.")],
    kind: Annotated[str, typer.Option(help="metric, launch, market or crisis.")] = "metric",
    channel: Annotated[str | None, typer.Option(help="One channel, or several with commas.")] = None,
    stage: Annotated[str | None, typer.Option(help="A stage of the journey.")] = None,
    touchpoint: Annotated[str | None, typer.Option(help="A touchpoint by name.")] = None,
    segment: Annotated[str | None, typer.Option(help="trait:NAME=VALUE or segment:SLUG.")] = None,
    grain: Annotated[str, typer.Option(help="day or week.")] = "day",
    country: Annotated[str, typer.Option(help="Whose public holidays are expected, by two letters.")] = "",
    baseline: Annotated[str | None, typer.Option(help="First day of the history to learn from.")] = None,
    since: Annotated[str | None, typer.Option(help="First day watched; the log's newest when left out.")] = None,
    false_alarms: Annotated[float, typer.Option(help="How many a month are acceptable.")] = 1.0,
    slug: Annotated[str | None, typer.Option(help="How commands name it; made of the name when left out.")] = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Begin a watch and look at it at once."""
    lake = _start(data)
    from regard.analytics.scope import Scope
    from regard.understand.watch.api import create_watch
    from regard.understand.watch.api import look as look_at

    made = create_watch(
        lake=lake,
        name=name,
        metrics=Scope.names(metrics),
        kind=kind,
        scope=Scope(channels=Scope.names(channel), stage=stage, touchpoint=touchpoint, segment=segment),
        grain=grain,
        country=country,
        baseline_since=Scope.day("baseline", baseline),
        watch_from=Scope.day("since", since),
        false_alarms=false_alarms,
        slug=slug,
    )
    look_at(lake=lake, slug=made)
    _print(made, as_json)


def show(slug: Slug, as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Show one watch: its alerts, what explains them, and what was decided."""
    _start(data)
    _print(slug, as_json)


def look(
    slug: Annotated[str | None, typer.Argument(help="One watch; all open ones when left out.")] = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Look at a watch, or at all, now: what the worker does by itself as the log moves."""
    lake = _start(data)
    from regard.understand.watch.api import find_watch, list_watches
    from regard.understand.watch.api import look as look_at

    slugs = (
        [find_watch(slug=slug).watch.slug] if slug else [row.slug for row in list_watches() if row.state != "closed"]
    )
    raised = {each: look_at(lake=lake, slug=each, force=True) for each in slugs}
    if as_json:
        typer.echo(_json(raised))
        return
    for each, count in raised.items():
        typer.echo(f"{each}: {count} new {'alert' if count == 1 else 'alerts'}.")


def decide(
    slug: Slug,
    text: Annotated[str, typer.Argument(help="What was decided.")],
    alert: Annotated[int | None, typer.Option(help="The alert it answers.")] = None,
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Write a decision into a watch's timeline."""
    _start(data)
    from regard.understand.watch.api import decide as write

    write(slug=slug, text=text, alert=alert)
    _print(slug, as_json)


def acknowledge(slug: Slug, number: AlertNumber, as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """Say that somebody is at an alert."""
    _start(data)
    from regard.understand.watch.api import acknowledge_alert

    acknowledge_alert(slug=slug, number=number)
    _print(slug, as_json)


def resolve(
    slug: Slug,
    number: AlertNumber,
    reason: Annotated[str, typer.Option(help="fixed, expected, new_level or false_alarm.")],
    text: Text = "",
    as_json: AsJson = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Close an alert with a reason; new_level makes where it went what is expected."""
    _start(data)
    from regard.understand.watch.api import resolve_alert

    resolve_alert(slug=slug, number=number, reason=reason, text=text)
    _print(slug, as_json)


def close(slug: Slug, text: Text = "", as_json: AsJson = False, data: DataDir = DEFAULT_DATA) -> None:
    """End a watch; what it saw and what was decided stays."""
    _start(data)
    from regard.understand.watch.api import close_watch

    close_watch(slug=slug, conclusion=text)
    _print(slug, as_json)


def _start(data: Path) -> Lake:
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.lake.api import Lake

    return Lake.open(data)


def _json(found: Any) -> str:
    return json.dumps(found, default=str, ensure_ascii=False)


def _print(slug: str, as_json: bool) -> None:
    from regard.understand.watch.api import find_watch

    page = find_watch(slug=slug)
    if as_json:
        typer.echo(_json(asdict(page)))
        return
    watch = page.watch
    until = f" up to {watch.as_of}" if watch.as_of else ""
    typer.echo(f"{watch.name} ({watch.slug}), {watch.state}: {', '.join(watch.metrics)} of {watch.about}{until}")
    if watch.trouble:
        typer.echo(f"The last look failed: {watch.trouble}")
    for alert in page.alerts:
        _print_alert(alert)
    if not page.alerts:
        typer.echo("No alerts.")
    _print_figures(page)


def _print_alert(alert: AlertRow) -> None:
    ended = f", back on {alert.until}" if alert.until else ""
    reason = f" ({alert.reason.replace('_', ' ')})" if alert.reason else ""
    typer.echo(f"{alert.number}. {alert.title}{ended} · {alert.state}{reason}")
    for one in alert.findings:
        if one.actual is not None and one.expected is not None:
            digits = 2 if abs(one.expected) < 10 else 1
            told = f"{one.actual:,.{digits}f} instead of {one.expected:,.{digits}f}"
            typer.echo(f"   {one.label} {told} ({one.unit}), n {one.n:,}")
        for cause in one.explained_by:
            if cause["explains"]:
                name = cause["dimension"].removeprefix("trait.")
                typer.echo(f"     {100 * cause['share']:.0f} % of it: {name} {cause['value']}")


def _print_figures(page: WatchPage) -> None:
    told = (
        ("detected after", page.median_days_to_detect, "days"),
        ("answered after", page.median_hours_to_answer, "hours"),
        ("recovered after", page.median_days_to_recover, "days"),
    )
    known = [f"{name} {value:g} {unit}" for name, value, unit in told if value is not None]
    if known:
        typer.echo(f"Median alert: {', '.join(known)}.")
