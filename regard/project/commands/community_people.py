"""Who wants an idea, who was told, and what waits: `regard community people`, `link`, `notices` and so on."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir

if TYPE_CHECKING:
    from regard.foundation.lake.api import Lake

Number = Annotated[int, typer.Argument(help="The idea's number.")]


def people(
    number: Number,
    limit: Annotated[int, typer.Option(help="How many at most, to 200.")] = 50,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """List who wants an idea, those who spend most first."""
    lake = start(data)
    from regard.engage.community.api import list_people
    from regard.project.table import number as shown
    from regard.project.table import print_table

    rows, n = list_people(lake=lake, idea_id=number, limit=limit)
    if as_json:
        typer.echo(as_text({"n": n, "rows": [asdict(row) for row in rows]}))
        return
    cells = [
        [
            row.customer_id,
            row.name,
            "yes" if row.is_voter else "",
            str(row.requests or ""),
            shown(row.revenue),
            f"{row.told} {row.reason}".strip(),
        ]
        for row in rows
    ]
    heads = ["customer", "name", "voted", "asked", "spent", "told"]
    print_table(title=f"{n} people", heads=heads, rows=cells, numbers=("asked", "spent"))


def said(
    number: Number,
    words: Annotated[str, typer.Argument(help="Words that customers use for it.")],
    limit: Annotated[int, typer.Option(help="How many at most.", min=1, max=100)] = 30,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Find texts in which customers may have asked for it elsewhere; names and numbers masked."""
    lake = start(data)
    from regard.engage.community.api import find_said
    from regard.project.table import print_table

    rows = find_said(lake=lake, idea_id=number, words=words, limit=limit)
    if as_json:
        typer.echo(as_text([asdict(row) for row in rows]))
        return
    cells = [[row.interaction_id, row.kind, "yes" if row.is_linked else "", row.text[:200]] for row in rows]
    print_table(heads=["interaction", "kind", "linked", "text"], rows=cells)


def link(
    number: Number,
    interaction: Annotated[list[str] | None, typer.Option(help="An interaction; may be repeated.")] = None,
    topic: Annotated[str | None, typer.Option(help="A topic: whoever asks for something in it wants the idea.")] = None,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Count who asked elsewhere with the votes."""
    if bool(interaction) == (topic is not None):
        raise typer.BadParameter("Give --interaction, once or more, or --topic.")
    lake = start(data)
    from regard.engage.community.api import link_requests, link_topic

    if topic is not None:
        new = link_topic(lake=lake, idea_id=number, topic=topic)
    else:
        new = link_requests(lake=lake, idea_id=number, interaction_ids=interaction or [])
    typer.echo(f"{new} texts are counted that were not.")


def tell(data: DataDir = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Tell those now who wait to be told; the worker does it each minute."""
    lake = start(data)
    from regard.engage.community.api import tell_due

    found = tell_due(lake=lake)
    counted = ", ".join(f"{name} {n}" for name, n in sorted(found.items()))
    typer.echo(as_text(found) if as_json else counted or "Nobody waits, or no mail server is named.")


def notices(number: Number, data: DataDir = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """List who was told of changes of an idea, who was not, and why."""
    start(data)
    from regard.engage.community.api import list_notices
    from regard.project.table import print_table

    rows = list_notices(idea_id=number)
    if as_json:
        typer.echo(as_text([asdict(row) for row in rows]))
        return
    cells = [[row.customer_id, row.state, row.sentence, f"{row.at:%Y-%m-%d %H:%M}"] for row in rows]
    print_table(heads=["customer", "told", "why", "when (UTC)"], rows=cells)


def queue(data: DataDir = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """List what waits to be looked at: what is new on reviewed boards, and what people reported."""
    start(data)
    from regard.engage.community.api import list_queue
    from regard.project.table import print_table

    rows = list_queue()
    if as_json:
        typer.echo(as_text([asdict(row) for row in rows]))
        return
    cells = [
        [str(row.idea), str(row.comment or ""), row.why, str(row.times), row.title, row.text[:200]] for row in rows
    ]
    print_table(heads=["idea", "comment", "why", "times", "title", "text"], rows=cells)


def judge(
    number: Number,
    act: Annotated[str, typer.Argument(help="hide, show, let_in, keep, lock, unlock, ban or unban.")],
    comment: Annotated[int | None, typer.Option(help="A comment of it, rather than the idea.")] = None,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Hide, let in, close or keep what waits, or keep its author out."""
    start(data)
    from regard.engage.community.api import judge as decide

    decide(idea_id=number, act=act, comment_id=comment)
    typer.echo("Done.")


def start(data: Path) -> Lake:
    """Set Django up, and open the log."""
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.lake.api import Lake

    return Lake.open(data)


def as_text(found: Any) -> str:
    """As JSON."""
    return json.dumps(found, default=str, ensure_ascii=False)


COMMANDS = (people, said, link, tell, notices, queue, judge)
