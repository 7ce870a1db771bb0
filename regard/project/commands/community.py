"""`regard community`: what customers want, who they are, and what becomes of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from regard.project.commands.community_people import COMMANDS, Number, as_text, start
from regard.project.options import DEFAULT_DATA, AsJson, DataDir

if TYPE_CHECKING:
    from regard.engage.community.api import IdeaPage
    from regard.foundation.lake.api import Lake

Slug = Annotated[str, typer.Argument(help="The board's short name.")]
STATUSES = "open, planned, progress, done or declined"


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Community: a board of ideas, and who wants what.", rich_markup_mode=None)
    for command in (make, boards, demand, post, show, status, answer, merge, unmerge, *COMMANDS):
        group.command(command.__name__)(command)
    app.add_typer(group, name="community")


def make(
    slug: Slug,
    name: Annotated[str, typer.Argument(help="What people read above it.")],
    address: Annotated[str, typer.Option(help="This installation's address, as customers reach it.")],
    intro: Annotated[str, typer.Option(help="What it is for.")] = "",
    private: Annotated[bool, typer.Option("--private", help="Read by people who are known only.")] = False,
    domains: Annotated[str, typer.Option(help="Whose mailboxes may sign in to a private board.")] = "",
    reviewed: Annotated[bool, typer.Option("--reviewed", help="What is new waits for staff.")] = False,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Make a board. Until there is one, nothing can be seen."""
    start(data)
    from regard.engage.community.api import make_board

    made = make_board(
        slug=slug, name=name, address=address, intro=intro, is_private=private, domains=domains, is_reviewed=reviewed
    )
    typer.echo(as_text(asdict(made)) if as_json else f"Made. It can be seen at {made.link}")


def boards(data: DataDir = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """List the boards."""
    start(data)
    from regard.engage.community.api import list_boards
    from regard.project.table import print_table

    rows = list_boards()
    if as_json:
        typer.echo(as_text([asdict(row) for row in rows]))
        return
    cells = [[row.slug, row.name, str(row.ideas), str(row.waiting), row.link] for row in rows]
    print_table(heads=["board", "name", "ideas", "waiting", "address"], rows=cells, numbers=("ideas", "waiting"))


def demand(
    slug: Slug,
    order: Annotated[str, typer.Option(help="people, value, risk or new.")] = "people",
    state: Annotated[str | None, typer.Option("--status", help=f"Only those {STATUSES}.")] = None,
    words: Annotated[str, typer.Option(help="Only those like these words.")] = "",
    limit: Annotated[int, typer.Option(help="How many at most, to 200.")] = 50,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Rank what is wanted, by how many people, by what they are worth, or by what is at stake."""
    lake = start(data)
    from regard.engage.community.api import rank_ideas
    from regard.project.table import number, print_table

    found = rank_ideas(lake=lake, slug=slug, order=order, status=state, words=words, limit=limit)
    if as_json:
        typer.echo(as_text(asdict(found)))
        return
    cells = [
        [
            str(row.number),
            row.title or "(its author was erased)",
            row.status,
            str(row.demand.people),
            str(row.demand.voters),
            str(row.demand.requesters),
            f"{number(row.demand.revenue.value)} ({row.demand.revenue.n})" if row.demand.revenue.n else "",
            f"{number(row.demand.leaving.value, 1)} of {row.demand.leaving.n}" if row.demand.leaving.n else "",
        ]
        for row in found.rows
    ]
    money = f"spent {found.currency} (n)".replace("  ", " ")
    heads = ["idea", "title", "status", "people", "voted", "asked", money, "may leave"]
    print_table(title=f"{found.n} ideas", heads=heads, rows=cells, numbers=("idea", "people", "voted", "asked", money))


def post(
    slug: Slug,
    title: Annotated[str, typer.Argument(help="In a few words.")],
    body: Annotated[str, typer.Option(help="More of it.")] = "",
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Post an idea in the words of staff, for what was asked for elsewhere."""
    lake = start(data)
    from regard.engage.community.api import post_idea

    _print(lake, post_idea(slug=slug, who=None, title=title, body=body), as_json)


def show(number: Number, data: DataDir = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Show an idea: who wants it, what was said, what was done."""
    _print(start(data), number, as_json)


def status(
    number: Number,
    became: Annotated[str, typer.Argument(help=f"{STATUSES[0].upper()}{STATUSES[1:]}.")],
    text: Annotated[str, typer.Option(help="The official answer.")] = "",
    quietly: Annotated[bool, typer.Option("--quietly", help="Tell nobody.")] = False,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Say what becomes of an idea; everybody who asked is told once."""
    lake = start(data)
    from regard.engage.community.api import change_status

    change_status(idea_id=number, status=became, text=text, tells=not quietly)
    _print(lake, number, as_json)


def answer(
    number: Number,
    text: Annotated[str, typer.Argument(help="What to say.")],
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Answer an idea officially."""
    lake = start(data)
    from regard.engage.community.api import answer_idea

    answer_idea(idea_id=number, text=text)
    _print(lake, number, as_json)


def merge(
    number: Number,
    into: Annotated[int, typer.Argument(help="The idea it becomes part of.")],
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Make an idea part of another; who wants either is counted once."""
    lake = start(data)
    from regard.engage.community.api import merge_ideas

    merge_ideas(idea_id=number, into=into)
    _print(lake, into, as_json)


def unmerge(number: Number, data: DataDir = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Take a merge back; votes are for what they were given to."""
    lake = start(data)
    from regard.engage.community.api import unmerge_idea

    unmerge_idea(idea_id=number)
    _print(lake, number, as_json)


def _print(lake: Lake, number: int, as_json: bool) -> None:
    from regard.engage.community.api import find_idea

    found = find_idea(lake=lake, idea_id=number)
    typer.echo(as_text(asdict(found)) if as_json else _sentences(found))


def _sentences(found: IdeaPage) -> str:
    from regard.project.table import harmless

    idea, demand = found.idea, found.idea.demand
    lines = [
        f"Idea {idea.number}: {idea.title or '(its author was erased)'} ({idea.status})",
        f"{demand.people} people want it: {demand.voters} voted, {demand.requesters} asked elsewhere, "
        f"{demand.known} are known from elsewhere.",
    ]
    if idea.into:
        lines.append(f"It is part of idea {idea.into}.")
    lines += [f"Part of it: idea {one.number}, {one.title}, {one.votes} votes." for one in found.merged]
    lines += [f"Official: {one.text}" if one.is_official else f"{one.author}: {one.text}" for one in found.comments]
    told = [one for one in found.steps if one.kind == "status"]
    lines += [f"{one.was} → {one.became}: {one.sent} told, {one.waiting} wait, {one.untold} not told." for one in told]
    return "\n".join(harmless(line) for line in lines)
