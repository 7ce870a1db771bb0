"""More questions about journeys from the command line: flow, sessions, goals and credits."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from regard.project.commands.analysis import (
    By,
    Channel,
    Segment,
    Since,
    StageName,
    TouchpointName,
    Until,
    filters,
    find_log,
)
from regard.project.journey_output import MATCHER, estimate, print_json
from regard.project.options import DEFAULT_DATA, AsJson, DataDir
from regard.project.table import number, print_table

Over = Annotated[str, typer.Option(help="What the nodes are: kind, touchpoint, stage, channel or actor.")]


def show_flow(
    over: Over = "touchpoint",
    silent_days: Annotated[float, typer.Option(help="Who was silent for so many days has ended.")] = 30,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Where customers are, where they end (dead ends) and where they turn back (loops)."""
    flow = find_log(data).journeys.flow(over=over, silent_days=silent_days, **filters(since, until, channel, segment))
    if as_json:
        return print_json(asdict(flow))
    print_table(
        title=f"Flow over {over}",
        heads=["node", "customers", "visits", "end here %", "95 % interval", "turn back %", "95 % interval "],
        rows=[
            [one.node, f"{one.customers:,}", f"{one.visits:,}", *estimate(one.ended), *estimate(one.looped)]
            for one in flow.places
        ],
        numbers=("customers", "visits", "end here %", "turn back %"),
    )
    return None


def show_sessions(
    gap_minutes: Annotated[float, typer.Option("--gap", help="Minutes without anything that end a session.")] = 30,
    by: By = None,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    stage: StageName = None,
    touchpoint: TouchpointName = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Sessions: how many, how long, how much is done in them."""
    chosen = filters(since, until, channel, segment, stage=stage, touchpoint=touchpoint)
    found = find_log(data).journeys.sessions(gap_minutes=gap_minutes, by=by, **chosen)
    if as_json:
        return print_json(asdict(found))
    heads = [
        "group",
        "sessions",
        "customers",
        "interactions",
        "95 % interval",
        "median minutes",
        "single %",
        "95 % interval ",
    ]
    print_table(
        title=f"Sessions, {gap_minutes:g} minutes apart",
        heads=heads,
        rows=[
            [
                one.group,
                f"{one.sessions:,}",
                f"{one.customers:,}",
                *estimate(one.interactions),
                number(one.minutes_quartiles[1]),
                *estimate(one.single),
            ]
            for one in found.groups
        ],
        numbers=("sessions", "customers", "interactions", "median minutes", "single %"),
    )
    return None


def show_goal(
    start: Annotated[str, typer.Argument(help=f"Where one starts, {MATCHER}.")],
    goal: Annotated[str, typer.Argument(help="Where one wants to come.")],
    by: By = None,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """How many who start come to a goal, how fast, in how many steps and changes of channel."""
    found = find_log(data).journeys.goal(start, goal, by=by, **filters(since, until, channel, segment))
    if as_json:
        return print_json(asdict(found))
    print_table(
        title=f"From {start} to {goal}",
        heads=["group", "started", "reached %", "95 % interval", "median days", "95 % interval ", "steps", "switches"],
        rows=[
            [
                one.group,
                f"{one.started:,}",
                *estimate(one.reached),
                *estimate(one.days),
                number(one.steps.value),
                number(one.channel_switches.value),
            ]
            for one in found.groups
        ],
        numbers=("started", "reached %", "median days", "steps", "switches"),
    )
    return None


def show_credits(
    goal: Annotated[str, typer.Argument(help=f"What counts as a conversion, {MATCHER}.")],
    over: Over = "channel",
    lookback_days: Annotated[float, typer.Option("--lookback", help="How many days before it a touch may lie.")] = 30,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """To which channels or touchpoints conversions are credited, by four rules."""
    found = find_log(data).journeys.credits(
        goal, over=over, lookback_days=lookback_days, **filters(since, until, channel, segment)
    )
    if as_json:
        return print_json(asdict(found))
    rules = ("first", "last", "linear", "markov")
    print_table(
        title=f"{goal}: {found.conversions:,} conversions of {found.customers:,} customers, {found.without_touch:,} without a touch",
        heads=[over, *rules, "touched"],
        rows=[
            [one.node, *(number(getattr(one, rule), 1) for rule in rules), f"{one.touched:,}"] for one in found.nodes
        ],
        numbers=(*rules, "touched"),
    )
    return None
