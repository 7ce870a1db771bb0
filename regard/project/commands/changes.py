"""`regard changes` and `regard ranks`: a metric beside the period before, and groups beside all others."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from regard.project.commands.analysis import (
    Channel,
    Segment,
    Since,
    StageName,
    TouchpointName,
    Until,
    filters,
    find_log,
)
from regard.project.options import DEFAULT_DATA, AsJson, DataDir
from regard.project.table import interval, number, print_table

if TYPE_CHECKING:
    from regard.analytics.metrics.comparing import Compared, Standing
    from regard.analytics.metrics.splitting import Part

Name = Annotated[str, typer.Argument(help="A metric, as nps.")]
Split = Annotated[
    str | None, typer.Option("--by", help="Split the change within and between the groups of a dimension.")
]
Groups = Annotated[str, typer.Option("--by", help="The dimension whose groups are compared, as touchpoint.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("changes")(show_change)
    app.command("ranks")(show_ranks)


def show_change(
    name: Name,
    since: Since = None,
    until: Until = None,
    by: Split = None,
    channel: Channel = None,
    stage: StageName = None,
    touchpoint: TouchpointName = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Compare a metric with the period before: did it change, and do the same people feel different."""
    chosen = filters(since, until, channel, segment, stage=stage, touchpoint=touchpoint)
    found = find_log(data).compare(name, by=by, **chosen)
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False))
        return
    heads = ["", "value", "95 % interval", "n"]
    print_table(title=f"{name} and the period before", heads=heads, rows=_lines(found), numbers=tuple(heads[1:]))
    if found.change is not None:
        typer.echo(f"{found.change.word.capitalize()}; p = {found.change.p:.3f}.")


def show_ranks(
    name: Name,
    by: Groups,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    stage: StageName = None,
    touchpoint: TouchpointName = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Compare each group of a dimension with all others, corrected for their number; the best first."""
    chosen = filters(since, until, channel, segment, stage=stage, touchpoint=touchpoint)
    found = find_log(data).rank(name, by=by, **chosen)
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False))
        return
    heads = ["group", "value", "95 % interval", "n", "from all others", "adjusted p", "finding"]
    print_table(title=f"{name} by {by}", heads=heads, rows=[_standing(one) for one in found], numbers=tuple(heads[1:6]))


def _lines(found: Compared) -> list[list[str]]:
    rows = [
        [label, number(one.value), interval(one.low, one.high), f"{one.n:,}"]
        for label, one in (("now", found.now), ("before", found.before))
    ]
    if found.change is not None:
        rows.append(["change", number(found.change.value), interval(found.change.low, found.change.high), ""])
    if found.people is not None:
        rows.append(_part("the same people feel different", found.people.same, f"{found.people.customers:,}"))
        rows.append(_part("different people", found.people.different))
    if found.split is not None:
        rows += [_part("within groups", found.split.within), _part("who answered", found.split.mix)]
    return rows


def _part(label: str, part: Part, n: str = "") -> list[str]:
    return [f"  {label}", number(part.value), interval(part.low, part.high), n]


def _standing(one: Standing) -> list[str]:
    shown = [one.group, number(one.numbers.value), interval(one.numbers.low, one.numbers.high), f"{one.numbers.n:,}"]
    if one.difference is None or one.adjusted_p is None:
        return [*shown, "", "", "too few" if one.is_small else ""]
    word = one.difference.word if one.is_different else "no clear difference"
    return [*shown, number(one.difference.value), f"{one.adjusted_p:.3f}", word]
