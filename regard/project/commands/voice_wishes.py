"""What people say of opinions and topics from the command line: `regard voice correct`, `rename`, `merge` and so on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regard.project.options import DEFAULT_DATA, AsJson, DataDir
from regard.project.table import number, print_table

if TYPE_CHECKING:
    from regard.foundation.lake.api import Lake

TopicId = Annotated[str, typer.Argument(help="The topic's id, as `regard voice topics` names it.")]
Interaction = Annotated[str, typer.Argument(help="The interaction, as `regard voice sentences --json` names it.")]
Part = Annotated[int, typer.Argument(help="Which of its opinions, from 0.", min=0)]


def correct(
    interaction: Interaction,
    part: Part,
    sentiment: Annotated[str | None, typer.Option(help="positive, neutral, negative, mixed or unsure.")] = None,
    emotion: Annotated[str | None, typer.Option(help="An emotion, or 'none'.")] = None,
    intent: Annotated[str | None, typer.Option(help="An intent, or 'none'.")] = None,
    topic: Annotated[str | None, typer.Option(help="A topic's id, or 'none'.")] = None,
    no_opinion: Annotated[bool, typer.Option("--no-opinion", help="It is no opinion.")] = False,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Say what an opinion is. It counts as that at once, and similar ones read later follow it."""
    lake = open_lake(data)
    from regard.understand.voice.api import correct_opinion

    made = correct_opinion(
        lake=lake,
        interaction_id=interaction,
        part=part,
        label=sentiment,
        emotion=_or_none(emotion),
        intent=_or_none(intent),
        topic=_or_none(topic),
        is_opinion=not no_opinion,
    )
    typer.echo(f"Corrected ({made}).")


def corrections(data: DataDir = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """List what was corrected, the newest first, and how often people agreed with what was read."""
    open_lake(data)
    from regard.understand.voice.api import agreement, list_corrections

    rows, agreed = list_corrections(), agreement()
    if as_json:
        print_json({"agreement": asdict(agreed), "rows": [asdict(row) for row in rows]})
        return
    print_table(
        title=f"Of {agreed.looked:,} drawn at random, sentiment was right in {number(agreed.sentiment.value, 0)} %",
        heads=["", "interaction", "part", "was", "is", "by"],
        rows=[
            [str(row.id), row.interaction_id, str(row.part), str(row.was.get("label")), _is(row), row.made_by or "here"]
            for row in rows
        ],
    )


def rename(
    topic: TopicId, name: Annotated[str, typer.Argument(help="What to call it.")], data: DataDir = DEFAULT_DATA
) -> None:
    """Call a topic something else, for good."""
    lake = open_lake(data)
    from regard.understand.voice.api import rename_topic

    _wished(rename_topic(lake=lake, topic=topic, name=name))


def merge(
    topic: TopicId,
    into: Annotated[str, typer.Argument(help="The topic it becomes part of.")],
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Let one topic be part of another."""
    lake = open_lake(data)
    from regard.understand.voice.api import merge_topics

    _wished(merge_topics(lake=lake, topic=topic, into=into))


def split(
    topic: TopicId,
    parts: Annotated[int, typer.Option(help="Into how many.", min=2, max=8)] = 2,
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Part a topic into several."""
    lake = open_lake(data)
    from regard.understand.voice.api import split_topic

    _wished(split_topic(lake=lake, topic=topic, parts=parts))


def pin(topic: TopicId, data: DataDir = DEFAULT_DATA) -> None:
    """Keep a topic as it is, however little is said about it."""
    lake = open_lake(data)
    from regard.understand.voice.api import pin_topic

    _wished(pin_topic(lake=lake, topic=topic))


def teach(
    topic: Annotated[str, typer.Argument(help="The topic's id, or 'new' with --name.")],
    interaction: Interaction,
    part: Part,
    name: Annotated[str, typer.Option(help="Of a new topic.")] = "",
    data: DataDir = DEFAULT_DATA,
) -> None:
    """Say that an opinion belongs to a topic; nearer ones follow it."""
    lake = open_lake(data)
    from regard.understand.voice.api import teach_topic

    _wished(
        teach_topic(lake=lake, topic="" if topic == "new" else topic, interaction_id=interaction, part=part, name=name)
    )


def wishes(
    take_back: Annotated[int | None, typer.Option(help="Let a wish of this number no longer hold.")] = None,
    data: DataDir = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """List what people wished of topics, the newest first."""
    lake = open_lake(data)
    from regard.understand.voice.api import list_wishes, take_back_wish

    if take_back is not None:
        take_back_wish(lake=lake, wish_id=take_back)
    rows = list_wishes()
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    print_table(
        heads=["", "wish", "topic", "", "by", "holds"],
        rows=[
            [
                str(row.id),
                row.kind,
                row.topic,
                row.name or row.into,
                row.wished_by or "here",
                "" if row.taken_back_at else "yes",
            ]
            for row in rows
        ],
    )


def _is(row: Any) -> str:
    if row.is_right:
        return "right"
    told = [row.label, row.emotion, row.intent, row.topic] if row.is_opinion else ["no opinion"]
    return ", ".join("none" if one == "" else one for one in told if one is not None)


def _or_none(value: str | None) -> str | None:
    return "" if value == "none" else value


def _wished(number_of_wish: int) -> None:
    typer.echo(
        f"So it is from now on (wish {number_of_wish}; `regard voice wishes --take-back {number_of_wish}` undoes it)."
    )


def print_json(found: object) -> None:
    """Print what was found as JSON."""
    typer.echo(json.dumps(found, ensure_ascii=False, default=str))


def open_lake(data: Path) -> Lake:
    """The lake of a data folder, with its database. Raises NoLog."""
    from regard.project.bootstrap import start_django

    start_django(data)
    from regard.foundation.lake.api import Lake

    return Lake.open(data, create=False)


COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("correct", correct),
    ("corrections", corrections),
    ("rename", rename),
    ("merge", merge),
    ("split", split),
    ("pin", pin),
    ("teach", teach),
    ("wishes", wishes),
)
