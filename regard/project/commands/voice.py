"""`regard voice`: what people say."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
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
from regard.project.commands.voice_wishes import COMMANDS, open_lake, print_json
from regard.project.options import DEFAULT_DATA, AsJson, DataDir
from regard.project.table import interval, number, print_table

if TYPE_CHECKING:
    from regard.understand.voice.api import TopicRow

Limit = Annotated[int, typer.Option(help="How many.", min=1, max=200)]
Offset = Annotated[int, typer.Option(help="After how many.", min=0)]
Only = Annotated[str | None, typer.Option(help="pain, requests, praise or rising; without it, all.")]
Level = Annotated[str, typer.Option(help="themes, topics (within themes), or all.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Voice: what people say, as opinions and topics.", rich_markup_mode=None)
    own: tuple[tuple[str, Callable[..., None]], ...] = (
        ("build", build),
        ("show", show),
        ("topics", topics),
        ("sentences", sentences),
    )
    for name, command in (*own, *COMMANDS):
        group.command(name)(command)
    app.add_typer(group, name="voice")


def build(
    anew: Annotated[bool, typer.Option("--anew", help="Read every text again, with what was corrected since.")] = False,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Read the texts that were not read yet, and find topics. Ctrl-C stops it; it goes on where it was."""
    lake = open_lake(data)
    from regard.understand.voice.api import build as build_opinions
    from regard.understand.voice.api import progress

    def show_progress(read: int) -> None:
        if sys.stderr.isatty():
            told = progress(lake=lake)
            print(f"\r{told.read:,} of {told.texts:,} texts, {told.rate:,.0f} a second ", end="", file=sys.stderr)

    try:
        done = build_opinions(lake=lake, anew=anew, on_chunk=show_progress)
    except KeyboardInterrupt:
        typer.echo("\nStopped. What was read so far is kept; run it again to go on.", err=True)
        raise typer.Exit(130) from None
    if sys.stderr.isatty():
        print(file=sys.stderr)
    told = progress(lake=lake)
    if as_json:
        print_json({"read_now": done, **asdict(told), "waiting": told.waiting})
    elif done is None:
        typer.echo(f"Another process reads: {told.read:,} of {told.texts:,} texts so far.")
    else:
        typer.echo(
            f"Read {done:,} texts now; {told.read:,} of {told.texts:,} are read ({told.rate:,.0f} a second), "
            f"said {told.said:,} times."
        )


def show(data: DataDir = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Show how many texts there are, how many were read, by which model, and how long the rest takes."""
    from regard.understand.voice.api import spent_today

    said = find_log(data).voice
    told, spent = said.progress, spent_today(lake=said.lake)
    if as_json:
        endpoint = None if spent is None else msgspec.to_builtins(spent)
        print_json({**asdict(told), "waiting": told.waiting, "seconds_left": told.seconds_left, "endpoint": endpoint})
        return
    typer.echo(
        f"{told.read:,} of {told.texts:,} texts are read, said {told.said:,} times. Model {told.model or 'none yet'}."
    )
    if told.waiting:
        rest = f", about {told.seconds_left:,.0f} seconds" if told.seconds_left else ""
        typer.echo(f"{told.waiting:,} wait{rest}. `regard up` reads them, or `regard voice build`.")
    if spent is not None:
        why = f", because {spent.why}" if spent.why else ""
        typer.echo(
            f"Today the endpoint judged {spent.judged:,} texts for {spent.tokens:,} tokens; "
            f"{spent.left:,} were left to Regard's own model{why}."
        )


def topics(
    only: Only = None,
    level: Level = "all",
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    stage: StageName = None,
    touchpoint: TouchpointName = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """List the topics people name: how many, what they feel with its interval, and the change against the period before."""
    said = find_log(data).voice
    asked = {
        None: said.topics,
        "pain": said.pain_points,
        "requests": said.requests,
        "praise": said.praise,
        "rising": said.rising,
    }
    if only not in asked or level not in ("all", "themes", "topics"):
        raise typer.BadParameter("--only is pain, requests, praise or rising; --level is themes, topics or all.")
    rows: list[TopicRow] = asked[only](**filters(since, until, channel, segment, stage=stage, touchpoint=touchpoint))
    if level != "all":
        rows = [row for row in rows if (row.topic.parent is None) == (level == "themes")]
    if as_json:
        print_json([_topic(row) for row in rows])
        return
    print_table(
        heads=["id", "topic", "n", "customers", "share %", "sentiment", "95 % interval", "volume %", "interval", "is"],
        numbers=("n", "customers", "share %", "sentiment", "95 % interval", "volume %", "interval"),
        rows=[
            [
                row.topic.id,
                ("  " if row.topic.parent else "") + row.topic.name,
                f"{row.figures.n:,}",
                f"{row.figures.customers:,}",
                number(row.share.value, 1),
                "" if row.is_small else number(row.figures.sentiment.value),
                "" if row.is_small else interval(row.figures.sentiment.low, row.figures.sentiment.high),
                number(row.volume.value, 0) if row.volume else "",
                interval(row.volume.low, row.volume.high, 0) if row.volume else "",
                ", ".join([*row.kinds, *(["rising"] if row.rise else []), *(["few"] if row.is_small else [])]),
            ]
            for row in rows
        ],
    )


def sentences(
    topic: Annotated[str | None, typer.Argument(help="A topic's id; without one, all texts.")] = None,
    label: Annotated[str | None, typer.Option(help="positive, neutral, negative, mixed or unsure.")] = None,
    emotion: Annotated[str | None, typer.Option(help="joy, anger, sadness, fear, surprise or disgust.")] = None,
    intent: Annotated[str | None, typer.Option(help="praise, complaint, question, request, bug or leaving.")] = None,
    language: Annotated[str | None, typer.Option(help="As en, de, pt.")] = None,
    order: Annotated[str, typer.Option(help="newest, strongest, typical, unsure or drawn (at random).")] = "newest",
    limit: Limit = 20,
    offset: Offset = 0,
    unmasked: Annotated[bool, typer.Option("--unmasked", help="With names, addresses and numbers.")] = False,
    since: Since = None,
    until: Until = None,
    channel: Channel = None,
    segment: Segment = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Show the texts behind a number, with what was read in each."""
    found = find_log(data).voice.sentences(
        topic,
        label=label,
        emotion=emotion,
        intent=intent,
        language=language,
        order=order,
        limit=limit,
        offset=offset,
        masked=not unmasked,
        **filters(since, until, channel, segment),
    )
    if as_json:
        print_json(asdict(found))
        return
    print_table(
        title=f"{found.total:,} texts",
        heads=["time", "channel", "text", "read as"],
        rows=[
            [
                f"{row.time:%Y-%m-%d}",
                row.channel or "",
                row.text,
                "; ".join(_read_as(one) for one in row.opinions if one.is_wanted),
            ]
            for row in found.rows
        ],
    )


def _topic(row: TopicRow) -> dict[str, Any]:
    return {**asdict(row), "is_small": row.is_small}


def _read_as(one: Any) -> str:
    told = [
        one.label if one.sentiment is None else f"{one.label} {number(one.sentiment)}",
        one.intent,
        *one.emotions,
        one.topic_name,
    ]
    return ", ".join(part for part in told if part)
