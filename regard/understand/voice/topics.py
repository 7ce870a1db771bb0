"""The topics that opinions gather around: found anew when much was said since, told by what people wish, forgotten."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace

import msgspec
import numpy as np
import pyarrow.parquet as pq

from regard.analytics.text import mask
from regard.analytics.topics import Topics, Wishes, find_topics
from regard.foundation.lake.api import Lake, Recent, held
from regard.understand.voice.opinions.flat import drop_flat
from regard.understand.voice.opinions.mentions import followed
from regard.understand.voice.opinions.placing import (
    languages_of,
    place_run,
    read_topics,
    save_topics,
    topics_folder,
)
from regard.understand.voice.opinions.runs import Vectors, read_opinions, stacked, vectors_of
from regard.understand.voice.opinions.shapes import Manifest, folder_of
from regard.understand.voice.opinions.store import nothing_yet, read_manifest, write_manifest, writing
from regard.understand.voice.topic_book import KnownTopic, TopicBook

LEAST = 40  # opinions before topics are looked for
MOST = 100_000  # opinions that topics are found among: of more, so many as good as drawn at random
AT_ONCE = 20_000  # opinions among which topics are found within seconds
GROWN = 1.2  # times as many opinions as when topics were last found: they are found anew

_books = Recent(4)


def read_book(*, lake: Lake) -> TopicBook:
    """The topics as they are now."""
    found = read_manifest(lake=lake)
    topics = None if found is None else read_topics(lake=lake, number=found.topics)
    if found is None or topics is None:
        return TopicBook()
    known = _known(lake, found.topics, topics)
    drift = None if topics.agreement is None else 1 - topics.agreement
    return TopicBook(found.topics, {one.id: one for one in known}, drift)


def _known(lake: Lake, number: int, topics: Topics) -> list[KnownTopic]:
    """The topics, with what texts lent to their names masked: whoever sees a topic need not be allowed to see texts."""

    def read() -> list[KnownTopic]:
        return [
            KnownTopic(
                one.id,
                one.name if one.is_named_by_person else mask(one.name),
                one.theme,
                tuple(mask(phrase) for phrase in one.phrases),
                one.is_held,
                one.is_named_by_person,
                mask(one.medoid),
            )
            for one in (*topics.topics, *topics.themes)
        ]

    changed = topics_folder(lake=lake, number=number) / "topics.json"
    return _books.get((changed, changed.stat().st_mtime_ns), read)


def is_soon_done(*, lake: Lake) -> bool:
    """Whether topics are due, and found within seconds."""
    return followed(lake=lake).topics_of <= AT_ONCE and is_due(lake=lake)


def is_due(*, lake: Lake, least: int = LEAST) -> bool:
    """Whether topics are to be found: none are yet, they are of another model, or a fifth more was said since."""
    found = followed(lake=lake)
    topics = read_topics(lake=lake, number=found.topics)
    n = sum(len(vectors_of(lake=lake, run=run)) for run in found.readings if run.model == found.model)
    is_new = topics is None or topics.memory.model != found.model
    return n >= (least if is_new else max(least, GROWN * found.topics_of))


def make_topics(*, lake: Lake, wishes: Wishes) -> bool:
    """Find topics among all opinions, keep those that were there, follow what people wish. False with too few opinions.

    Raises LakeBusy where another process does the same for too long.
    """
    folder_of(lake=lake).mkdir(parents=True, exist_ok=True)
    with held(path=folder_of(lake=lake) / "topics.lock", wait_seconds=600) as is_held:
        found = followed(lake=lake)
        ids, texts, vectors, languages = _opinions(lake, found)
        if not is_held or len(ids) < LEAST:
            return False
        before = read_topics(lake=lake, number=found.topics)
        made = find_topics(
            np.asarray(vectors, np.float32),
            texts,
            languages=languages,
            model=found.model,
            before=before,
            wishes=_of_known(wishes, before),
        )
        number = found.topics + 1
        save_topics(lake=lake, number=number, found=made)
        known = dict(zip(ids, made.ids, strict=True))
        _adopt(lake, number, known)
    return True


def _of_known(wishes: Wishes, before: Topics | None) -> Wishes:
    """The wishes about topics that are or were. Where the files were lost, those about others wait for their topic."""
    known: set[str] = set()
    if before is not None:
        memory = before.memory
        known = {one.id for one in (*before.topics, *before.themes)} | {*memory.gone, *memory.parts}
        known |= {part for parts in memory.parts.values() for part in parts}
    return replace(
        wishes,
        renames=tuple(one for one in wishes.renames if one.topic in known),
        merges=tuple(one for one in wishes.merges if known.issuperset((*one.topics, one.into))),
        splits=tuple(one for one in wishes.splits if one.topic in known),
        pins=tuple(one for one in wishes.pins if one.topic in known),
        teachings=tuple(one for one in wishes.teachings if not one.topic or one.topic in known),
    )


def _adopt(lake: Lake, number: int, known: dict[tuple[str, int], str]) -> None:
    """Place every run in the new topics, then let them hold."""
    with writing(lake=lake):
        found = read_manifest(lake=lake) or nothing_yet()
        for run in found.readings:
            place_run(lake=lake, run=run, number=number, known=known)
        n = sum(len(vectors_of(lake=lake, run=run)) for run in found.readings if run.model == found.model)
        found = msgspec.structs.replace(found, topics=number, topics_of=n, next_number=found.next_number + 1)
        write_manifest(lake=lake, found=found)
        for folder in (folder_of(lake=lake) / "topics").iterdir():
            if folder.name != str(number):
                shutil.rmtree(folder, ignore_errors=True)


def forget_quotes(*, lake: Lake) -> None:
    """Take sentences and words of texts that nobody says any more out of the topics."""
    with writing(lake=lake):
        found = read_manifest(lake=lake)
        file = None if found is None else topics_folder(lake=lake, number=found.topics) / "topics.json"
        if found is None or file is None or not file.exists():
            shutil.rmtree(folder_of(lake=lake) / "topics", ignore_errors=True)
            return
        for run in found.readings:
            place_run(lake=lake, run=run, number=found.topics)
        said = "\n".join(text.lower() for text in _texts(lake, found))
        told = json.loads(file.read_text("utf-8"))
        told["changes"] = []
        for one in (*told["topics"], *told["themes"]):
            one["examples"] = [text for text in one["examples"] if text.lower() in said]
            if one["medoid"].lower() not in said:
                one["medoid"] = next(iter(one["examples"]), "")
            one["phrases"] = [text for text in one["phrases"] if text.lower() in said]
            if not one["is_named_by_person"] and one["name"].lower() not in said:
                one["name"] = ", ".join(one["phrases"][:2]) or one["id"]
        file.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    drop_flat(lake=lake)  # a question may have made it of runs that were not placed yet


def _texts(lake: Lake, found: Manifest) -> Iterator[str]:
    for run in found.readings:
        yield from pq.read_table(folder_of(lake=lake) / run.name / "texts.parquet", columns=["text"])[
            "text"
        ].to_pylist()


def _opinions(lake: Lake, found: Manifest) -> tuple[list[tuple[str, int]], list[str], Vectors, list[str | None]]:
    """The opinions of the present model, at most so many: who they are, what they say, their vectors and languages."""
    ids: list[tuple[str, int]] = []
    texts: list[str] = []
    vectors: list[Vectors] = []
    languages: list[str | None] = []
    for run in (run for run in found.readings if run.model == found.model):
        opinions, folder = read_opinions(lake=lake, run=run), folder_of(lake=lake) / run.name
        rows = np.flatnonzero(opinions["is_topical"].to_numpy(zero_copy_only=False))
        opinions = opinions.take(rows)
        whole = pq.read_table(folder / "texts.parquet", columns=["key", "text"])
        by_key = dict(zip(whole["key"].to_pylist(), whole["text"].to_pylist(), strict=True))
        columns = (opinions[name].to_pylist() for name in ("key", "part", "first", "last"))
        for key, part, first, last in zip(*columns, strict=True):
            ids.append((key, part))
            texts.append(by_key[key][first:last])
        vectors.append(vectors_of(lake=lake, run=run)[rows])
        languages += languages_of(folder, opinions)
    stack = stacked(vectors)
    if len(ids) <= MOST:
        return ids, texts, stack, languages
    chosen = sorted(range(len(ids)), key=lambda at: ids[at])[:MOST]  # keys are digests: any share of them is a sample
    return [ids[at] for at in chosen], [texts[at] for at in chosen], stack[chosen], [languages[at] for at in chosen]
