"""Questions about journeys from the command line: `regard journeys funnel|paths|flow|sessions|retention|goal|credits`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from regard.project.commands.analysis import By, Channel, Segment, Since, Until, filters, find_log
from regard.project.journey_output import MATCHER, estimate, print_ids, print_json
from regard.project.options import DEFAULT_DATA, AsJson, DataDir
from regard.project.table import number, print_table

Over = Annotated[str, typer.Option(help="What the steps are: kind, touchpoint, stage, channel or actor.")]
Who = Annotated[
    str | None,
    typer.Option(help="Print the customers behind one number instead, one id a line."),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    from regard.project.commands import journey_flow as more
    from regard.project.commands.journey_export import export_xes
    from regard.project.commands.journey_map import show_map

    group = typer.Typer(
        help="What customers go through: funnels, paths, sessions, retention, goals.", no_args_is_help=True
    )
    group.command("funnel")(show_funnel)
    group.command("paths")(show_paths)
    group.command("flow")(more.show_flow)
    group.command("sessions")(more.show_sessions)
    group.command("retention")(show_retention)
    group.command("goal")(more.show_goal)
    group.command("credits")(more.show_credits)
    group.command("map")(show_map)
    group.command("export")(export_xes)
    group.command("rebuild")(rebuild)
    app.add_typer(group, name="journeys")


def show_funnel(
    steps: Annotated[list[str], typer.Argument(help=f"Two steps or more, each {MATCHER}.")],
    window_days: Annotated[float, typer.Option("--window", help="Days from the first step for all others.")] = 30,
    order: Annotated[str, typer.Option(help="ordered, or any.")] = "ordered",
    excluded: Annotated[list[str] | None, typer.Option(help="What may not happen between two steps.")] = None,
    by: By = None,
    who: Who = None,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """How many customers go through some steps within a window. `--who 2` or `--who dropped:2` prints customers."""
    named = {"window_days": window_days, "order": order, "excluded": tuple(excluded or ()), "by": by}
    asked = {**named, **filters(since, until, channel, segment)}
    if who is not None:
        outcome, _, step = who.rpartition(":")
        chosen = int(step) if step.isdigit() else 0
        found = find_log(data).journeys.funnel_customers(steps, step=chosen, outcome=outcome or "reached", **asked)
        return print_ids(found, as_json)
    funnel = find_log(data).journeys.funnel(steps, **asked)
    if as_json:
        return print_json(asdict(funnel))
    for group in funnel.groups:
        print_table(
            title=f"Funnel, {funnel.window_days:g} days, {group.group}: {group.entered:,} entered",
            heads=["step", "customers", "of all %", "95 % interval", "of previous %", "95 % interval ", "median days"],
            rows=[
                [
                    one.step,
                    f"{one.customers:,}",
                    *estimate(one.share),
                    *estimate(one.of_previous),
                    number(one.days_from_start.value),
                ]
                for one in group.steps
            ],
            numbers=("customers", "of all %", "of previous %", "median days"),
        )
    return None


def show_paths(
    over: Over = "touchpoint",
    steps: Annotated[int, typer.Option(help="How many steps, 2 to 10.")] = 5,
    anchor: Annotated[str | None, typer.Option("--from", help="Paths on from here.")] = None,
    goal: Annotated[str | None, typer.Option("--to", help="Paths up to here.")] = None,
    gap_days: Annotated[float | None, typer.Option(help="A path ends where nothing came for so many days.")] = None,
    with_repeats: Annotated[bool, typer.Option("--with-repeats", help="Doing the same again is a step.")] = False,
    limit: Annotated[int, typer.Option(help="How many paths to list.")] = 20,
    who: Who = None,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """What customers go through, step by step. `--who 'Cart > * > Order'` prints those on a path, however rare."""
    asked: dict[str, Any] = {
        "over": over,
        "steps": steps,
        "anchor": goal if anchor is None else anchor,
        "direction": "from" if goal is None else "to",
        "gap_days": gap_days,
        "with_repeats": with_repeats,
        **filters(since, until, channel, segment),
    }
    if who is not None:
        passed = [None if name.strip() == "*" else name.strip() for name in who.split(">")]
        return print_ids(find_log(data).journeys.path_customers(passed, **asked), as_json)
    paths = find_log(data).journeys.paths(limit=limit, **asked)
    if as_json:
        return print_json(asdict(paths))
    print_table(
        title=f"Paths of {paths.n:,} customers over {over}: {paths.different:,} different, {paths.alone:,} walked by one only",
        heads=["path", "customers", "%", "95 % interval"],
        rows=[
            [" > ".join(name or "·" for name in path.nodes), f"{path.customers:,}", *estimate(path.share)]
            for path in paths.listed
        ],
        numbers=("customers", "%"),
    )
    typer.echo(f"{paths.others:,} customers on the paths that are not listed; --limit lists more.")
    return None


def show_retention(
    grain: Annotated[str, typer.Option(help="Cohorts by day, week, month or quarter.")] = "month",
    style: Annotated[str, typer.Option(help="classic, rolling or bracket.")] = "classic",
    periods: Annotated[int, typer.Option(help="How many periods after the first.")] = 12,
    brackets: Annotated[str, typer.Option(help="For bracket: the days at which ranges end.")] = "7,30,90",
    begins: Annotated[str | None, typer.Option(help=f"What counts as beginning, {MATCHER}.")] = None,
    returns: Annotated[str | None, typer.Option(help="What counts as coming back.")] = None,
    who: Who = None,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Of those who began in a period, who came back in each one after. `--who 2026-01-01:3` prints those of a cell."""
    from regard.analytics.journeys.matching import JourneyError

    try:
        days = tuple(int(day) for day in brackets.split(","))
    except ValueError:
        raise JourneyError(f"The brackets are {brackets[:40]!r}. Write them as days, 7,30,90.") from None
    named = {"grain": grain, "style": style, "periods": periods, "brackets": days, "begins": begins, "returns": returns}
    asked = {**named, **filters(since, until, channel, segment)}
    if who is not None:
        cohort, _, column = who.partition(":")
        chosen = int(column) if column.isdigit() else 0
        return print_ids(find_log(data).journeys.retention_customers(cohort, chosen, **asked), as_json)
    found = find_log(data).journeys.retention(**asked)
    if as_json:
        return print_json(asdict(found))
    numbers = ("customers", *found.columns)
    shares = [[number(one.value, 1) for one in found.overall]]
    print_table(
        title=f"Retention, {style}, per cent of each {grain}'s cohort (in brackets: not over yet)",
        heads=["cohort", *numbers],
        rows=[
            *(
                [
                    str(cohort.begins),
                    f"{cohort.customers:,}",
                    *(
                        number(cell.share.value, 1) if cell.is_complete else f"({number(cell.share.value, 1)})"
                        for cell in cohort.cells
                    ),
                ]
                for cohort in found.cohorts
            ),
            ["all", f"{sum(cohort.customers for cohort in found.cohorts):,}", *shares[0]],
        ],
        numbers=numbers,
    )
    return None


def rebuild(data: DataDir = DEFAULT_DATA) -> None:
    """Make the journey index anew from the log."""
    from regard.foundation.lake.api import Lake
    from regard.understand.journeys.api import rebuild_index

    found = rebuild_index(lake=Lake.open(data, create=False))
    typer.echo(f"{found.manifest.rows:,} interactions of {found.histories.count_customers():,} customers.")
