"""Doing as people wish, to what the machine found. Whatever it found, the outcome is what they asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from regard.analytics.errors import RegardError
from regard.analytics.topics.contracts import Change
from regard.analytics.topics.digests import id_for
from regard.analytics.topics.neighbours import Floats, Ints, cells, unit
from regard.analytics.topics.wishes import Merge, Rename, Split, Teach, Wishes

NEAREST = 3  # examples that speak for a text together


class WishRefused(RegardError):
    """Raised for a wish that cannot be followed."""

    code = "wish_refused"
    status = 422


@dataclass
class Sorted:
    """Rows sorted into topics: the id of each row, which wishes change."""

    vectors: Floats
    texts: Sequence[str]
    graph: sparse.csr_array
    ids: list[str] = field(default_factory=list)
    gone: dict[str, str] = field(default_factory=dict)
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: list[Change] = field(default_factory=list)
    languages: Sequence[str | None] | None = None
    protos: Mapping[str, Floats] = field(default_factory=dict)  # where topics were in the run before

    def rows(self, *ids: str) -> Ints:
        """The rows of these topics."""
        wanted = set(ids)
        return np.array([row for row, one in enumerate(self.ids) if one in wanted], dtype=np.int64)

    def now(self, topic_id: str) -> str:
        """The id that a topic goes by now."""
        seen: set[str] = set()
        while self.gone.get(topic_id) and topic_id not in seen:
            seen.add(topic_id)
            topic_id = self.gone[topic_id]
        return topic_id


def held_by(wishes: Wishes, parts: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Ids of topics that somebody wished something of: they stay, whatever the machine finds."""
    ids = (
        {one.topic for one in wishes.renames} | {one.topic for one in wishes.pins} | {one.into for one in wishes.merges}
    )
    for split in wishes.splits:
        ids |= set(parts.get(split.topic, ())) | {_part_id(split, place) for place in range(len(split.parts))}
    return frozenset(ids | {_taught_id(teach) for teach in wishes.teachings})


def follow(piles: Sorted, wishes: Wishes, *, known: frozenset[str]) -> None:
    """Merge, split and teach, in this order.

    Args:
        known: all ids of topics and themes that are or were.
    """
    _check(piles, wishes, known)
    for merge in wishes.merges:
        _merge(piles, merge)
    for split in wishes.splits:
        _split(piles, split, wishes)
    for teach in wishes.teachings:
        _teach(piles, teach, wishes)


def _check(piles: Sorted, wishes: Wishes, known: frozenset[str]) -> None:
    made = {_taught_id(teach) for teach in wishes.teachings if not teach.topic}
    made |= {_part_id(split, place) for split in wishes.splits for place in range(len(split.parts))}
    asked = [one.topic for one in wishes.renames]
    asked += [one.topic for one in wishes.splits] + [one.topic for one in wishes.pins]
    asked += [topic_id for merge in wishes.merges for topic_id in (*merge.topics, merge.into)]
    asked += [teach.topic for teach in wishes.teachings if teach.topic]
    for topic_id in asked:
        if topic_id not in known and topic_id not in made:
            raise WishRefused(
                f"There is no topic {topic_id!r}, and none of the run before went by that id. Take an id from the list of "
                "topics, and give the run before so that ids last."
            )
    for split in wishes.splits:
        if len(split.parts) == 1 or (not split.parts and not 2 <= split.into <= 20):
            raise WishRefused(f"A topic is split into 2 to 20 parts: {split.topic!r} was to have {_number(split)}.")
        if any(not part.examples for part in split.parts):
            raise WishRefused(f"Each part of {split.topic!r} needs a text that belongs to it.")
    for teach in wishes.teachings:
        if not teach.topic and not teach.name.strip():
            raise WishRefused("Say which topic the examples teach: its id, or the name of a new one.")
        if not teach.examples and not teach.against:
            raise WishRefused(f"Give a text that belongs to {teach.topic or teach.name!r}, or one that does not.")


def _number(split: Split) -> int:
    return len(split.parts) or split.into


def _merge(piles: Sorted, merge: Merge) -> None:
    into = piles.now(merge.into)
    for topic_id in merge.topics:
        if topic_id not in (into, merge.into):
            for row in piles.rows(topic_id, piles.now(topic_id)):
                piles.ids[row] = into
            piles.gone[topic_id] = into
    piles.gone.pop(into, None)


def _part_id(split: Split, place: int) -> str:
    name = split.parts[place].name if place < len(split.parts) else str(place)
    return id_for(f"part\n{split.topic}\n{name}", taken=())


def _split(piles: Sorted, split: Split, wishes: Wishes) -> None:
    parts = tuple(_part_id(split, place) for place in range(_number(split)))
    rows = piles.rows(split.topic, *parts)
    if split.parts:
        examples = [_vectors_of(piles, part.examples, wishes, parts[place]) for place, part in enumerate(split.parts)]
        _sort_by_examples(piles, rows, parts, examples, [part.examples for part in split.parts])
    else:
        _sort_by_itself(piles, split.topic, rows, parts)
    piles.gone[split.topic] = parts[0]
    piles.parts[split.topic] = parts


def _sort_by_examples(
    piles: Sorted, rows: Ints, parts: Sequence[str], examples: Sequence[Floats], told: Sequence[Sequence[str]]
) -> None:
    if not len(rows):
        return
    near = np.column_stack([_closeness(piles.vectors[rows], some) for some in examples])
    said = {text: place for place, texts in enumerate(told) for text in texts}
    for row, place in zip(rows, near.argmax(axis=1), strict=True):
        piles.ids[row] = parts[said.get(piles.texts[row], int(place))]


def _sort_by_itself(piles: Sorted, topic: str, rows: Ints, parts: Sequence[str]) -> None:
    """What is in a part already stays; the rest goes to the nearest part, or to new parts the first time."""
    known = {part: piles.protos[part] for part in parts if part in piles.protos}
    fresh = piles.rows(topic)
    if len(known) == len(parts):
        near = [_closeness(piles.vectors[fresh], known[part], of=1) for part in parts]
    else:
        fresh = rows
        near = list((piles.vectors[rows] @ cells(piles.vectors[rows], count=len(parts)).T).T) if len(rows) else []
    if len(fresh):
        for row, place in zip(fresh, np.column_stack(near).argmax(axis=1), strict=True):
            piles.ids[row] = parts[int(place)]


def _taught_id(teach: Teach) -> str:
    return teach.topic or id_for(f"taught\n{teach.name.strip()}", taken=())


def _teach(piles: Sorted, teach: Teach, wishes: Wishes) -> None:
    topic = piles.now(_taught_id(teach))
    yes = _vectors_of(piles, teach.examples, wishes, topic)
    no = _vectors_of(piles, teach.against, wishes, topic)
    inside = np.array([one == topic for one in piles.ids])
    if len(no):
        _send_away(piles, teach, topic, np.flatnonzero(inside), yes, no)
    if len(yes):
        _draw_in(piles, topic, np.flatnonzero(~inside), yes, no)
    said = set(teach.examples)
    for row, text in enumerate(piles.texts):
        if text in said:
            piles.ids[row] = topic


def _draw_in(piles: Sorted, topic: str, rows: Ints, yes: Floats, no: Floats) -> None:
    """Rows nearer to an example than to all but two texts of where they are, and than to what does not belong."""
    if not len(rows):
        return
    own = _closeness_to_own(piles, rows)
    near = (piles.vectors[rows] @ yes.T).max(axis=1)
    away = (piles.vectors[rows] @ no.T).max(axis=1) if len(no) else np.full(len(rows), -2.0)
    for row in rows[(near > own) & (near > away)]:
        piles.ids[row] = topic


def _closeness_to_own(piles: Sorted, rows: Ints) -> Floats:
    """The cosine of each row with the third nearest of its topic's other texts."""
    topics = np.array(piles.ids, dtype=object)
    own = np.empty(len(rows), dtype=np.float32)
    for topic in sorted(set(topics[rows].tolist())):
        members = np.flatnonzero(topics == topic)
        mine = np.flatnonzero(topics[rows] == topic)
        best = min(NEAREST, len(members))
        for start in range(0, len(mine), 1024):
            some = mine[start : start + 1024]
            near = piles.vectors[rows[some]] @ piles.vectors[members].T
            near[members[None, :] == rows[some][:, None]] = -2
            own[some] = np.partition(near, len(members) - best, axis=1)[:, len(members) - best]
    return own


def _send_away(piles: Sorted, teach: Teach, topic: str, rows: Ints, yes: Floats, no: Floats) -> None:
    """Texts said not to belong, and those nearer to them than to any that does, go to the next best topic."""
    others = sorted(set(piles.ids) - {topic})
    if not len(rows) or not others:
        return
    means = {one: unit(piles.vectors[piles.rows(one)].mean(axis=0, keepdims=True)) for one in others}
    told = set(teach.against)
    away = (piles.vectors[rows] @ no.T).max(axis=1)
    middle = unit(piles.vectors[rows].mean(axis=0, keepdims=True)) if not len(yes) else yes
    stay = (piles.vectors[rows] @ middle.T).max(axis=1)
    leaving = [row for row, a, s in zip(rows, away, stay, strict=True) if piles.texts[row] in told or a > s]
    for row in leaving:
        near = [float((means[one] @ piles.vectors[row])[0]) for one in others]
        piles.ids[row] = others[int(np.argmax(near))]


def _closeness(rows: Floats, examples: Floats, *, of: int = NEAREST) -> Floats:
    """The mean cosine with the nearest of the examples."""
    if not len(examples):
        return np.full(len(rows), -2.0, dtype=np.float32)
    near = rows @ examples.T
    best = min(of, near.shape[1])
    found: Floats = np.partition(near, near.shape[1] - best, axis=1)[:, near.shape[1] - best :].mean(axis=1)
    return found


def _vectors_of(piles: Sorted, examples: Sequence[str], wishes: Wishes, topic: str) -> Floats:
    """Vectors of example texts: as they are among the texts, else as the wishes bring them."""
    rows = {text: row for row, text in reversed(list(enumerate(piles.texts)))}
    found = []
    for text in examples:
        if text in rows:
            found.append(piles.vectors[rows[text]])
        elif text in wishes.vectors:
            found.append(unit(np.asarray(wishes.vectors[text])[None])[0])
        else:
            says = f"The example “{text[:80]}” is no longer among the texts, so that it taught nothing."
            piles.notes.append(Change("wish", topic, says))
    return np.array(found, dtype=np.float32).reshape(len(found), piles.vectors.shape[1])


def names_wished(wishes: Wishes) -> dict[str, str]:
    """Names that people gave: renamed topics last, so that a later name of a part or a taught topic wins."""
    names = {_part_id(split, place): part.name for split in wishes.splits for place, part in enumerate(split.parts)}
    names |= {_taught_id(teach): teach.name for teach in wishes.teachings if teach.name.strip()}
    return names | {one.topic: one.name for one in wishes.renames if _is_name(one)}


def _is_name(rename: Rename) -> bool:
    if not rename.name.strip() or len(rename.name) > 200:
        raise WishRefused(
            f"A topic's name has 1 to 200 characters. {rename.topic!r} was to be called {rename.name[:20]!r}."
        )
    return True
