"""Finding topics: without labels, in two levels, lasting from run to run, as people wish.

    vectors → centred by language → neighbour graph → communities, with an anchor for each earlier topic → which topic each
    community is → people's wishes → themes → names → what changed, in words → memory for the next run

The order of the rows does not matter: they are put in an order of their own first. Rows with the same text and vector are
one while topics are found.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from regard.analytics.topics.changes import changes_of
from regard.analytics.topics.communities import (
    APART,
    ONE_CLOUD,
    RESOLUTION,
    communities,
    grown_together,
    neighbour_graph,
)
from regard.analytics.topics.contracts import Hashes, Memory, Topics, TopicsRefused
from regard.analytics.topics.digests import digests_of, id_for, rows_apart
from regard.analytics.topics.lasting import Event, absorb_small, agreement, last
from regard.analytics.topics.naming import nearest_to_middle
from regard.analytics.topics.neighbours import Floats, Ints, means_of, unit
from regard.analytics.topics.placing import centred, centres_of, place, prototypes
from regard.analytics.topics.themes import Level, leaves_of, themes_of
from regard.analytics.topics.wishes import NONE, Wishes
from regard.analytics.topics.wishing import Sorted, follow, held_by

FINEST, COARSEST = 8.0, 0.125
FEW = 0.2  # of the rows known: then new ones are tied to where they would be placed
LEAST_OF, LEAST = 50, 5  # a topic has five texts, or a fiftieth of all where there are few


@dataclass(frozen=True)
class _Earlier:
    """What the run before knows of these rows: the topic each row was in, and for new ones the one they would be placed in."""

    ids: tuple[str, ...]
    known: Ints
    near: Ints
    settled: bool  # no row is new, and nothing else has changed

    @property
    def tied(self) -> Ints:
        """The earlier topic each row is tied to: new ones only where hardly any row is known."""
        return self.near if (self.known != APART).sum() < FEW * len(self.known) else self.known


def find_topics(
    vectors: npt.NDArray[np.floating],
    texts: Sequence[str],
    *,
    before: Topics | None = None,
    wishes: Wishes = NONE,
    languages: Sequence[str | None] | None = None,
    detail: float = 1.0,
    model: str = "",
) -> Topics:
    """Find what texts gather around. Nothing is left unassigned.

    Args:
        vectors: one sentence vector a text, shape (n, d).
        before: the run before, so that topics keep their ids.
        languages: of each text, so that texts of several languages land in one topic where the encoder allows it.
        detail: above 1 finer topics, below 1 coarser ones; 0.125 to 8.
        model: what made the vectors. Topics of another model's run keep their ids by the texts that both runs have.

    Raises:
        TopicsRefused: for vectors that do not fit the texts.
        WishRefused: for wishes about topics that never were.
    """
    _check(vectors, texts, languages, detail)
    straight = unit(vectors) if len(texts) else np.zeros((0, 1), np.float32)
    first, kind = rows_apart(texts, straight)
    told = [texts[row] for row in first]
    spoken = None if languages is None else [languages[row] for row in first]
    centres = centres_of(straight[first], spoken)
    rows = centred(straight[first], centres, languages=spoken)
    wishes = replace(wishes, vectors={text: centred(v[None], centres)[0] for text, v in wishes.vectors.items()})
    digests = digests_of(told)
    earlier = _earlier(before, straight[first], digests, spoken, model, detail)
    piles, events = _sorted(rows, told, before, earlier, wishes, detail)
    piles.languages = spoken
    level = leaves_of(piles, before, wishes, np.bincount(kind, minlength=len(first)))
    themes = themes_of(piles, level, before, wishes)
    memory = _memory(piles, level, digests, before, model, detail, centres)
    topic = level.group
    same = earlier.known != APART
    return Topics(
        topics=tuple(replace(one, theme=theme) for one, theme in zip(level.topics, themes.of, strict=True)),
        themes=themes.topics,
        ids=tuple(level.ids[topic[each]] for each in kind),
        changes=changes_of(before, level, themes, events, piles, memory),
        agreement=None if before is None else agreement(earlier.known[same], topic[same]),
        memory=memory,
    )


def _check(
    vectors: npt.NDArray[np.floating], texts: Sequence[str], languages: Sequence[str | None] | None, detail: float
) -> None:
    if len(vectors) != len(texts) or (len(texts) and np.ndim(vectors) != 2):
        raise TopicsRefused(
            f"Give one vector for each text: there are {len(texts)} texts and vectors {np.shape(vectors)}."
        )
    if languages is not None and len(languages) != len(texts):
        raise TopicsRefused(
            f"Give one language for each text: there are {len(texts)} texts, {len(languages)} languages."
        )
    if len(texts) and not np.isfinite(vectors).all():
        row = int(np.flatnonzero(~np.isfinite(vectors).all(axis=1))[0])
        raise TopicsRefused(f"The vector of text {row} has numbers that are none. Read that text again.")
    if not COARSEST <= detail <= FINEST:
        raise TopicsRefused(
            f"Topics cannot be found in detail {detail}: choose {COARSEST} (coarse) to {FINEST} (fine)."
        )


def _earlier(
    before: Topics | None,
    straight: Floats,
    digests: Hashes,
    languages: Sequence[str | None] | None,
    model: str,
    detail: float,
) -> _Earlier:
    apart = np.full(len(straight), APART, dtype=np.int64)
    if before is None:
        return _Earlier((), apart, apart, False)
    memory, known = before.memory, apart.copy()
    if len(memory.texts):
        at = np.minimum(np.searchsorted(memory.texts, digests), len(memory.texts) - 1)
        known = np.where(memory.texts[at] == digests, memory.topic[at], APART)
    near, same = known.copy(), memory.model == model
    if same and len(straight) and memory.prototypes.shape[1] == straight.shape[1]:
        new = np.flatnonzero(known == APART)
        near[new], _ = place(
            memory, straight[new], languages=None if languages is None else [languages[row] for row in new.tolist()]
        )
    settled = same and memory.detail == detail and bool((known != APART).all())
    return _Earlier(tuple(one.id for one in before.topics), known, near, settled)


def _sorted(
    rows: Floats, texts: Sequence[str], before: Topics | None, earlier: _Earlier, wishes: Wishes, detail: float
) -> tuple[Sorted, list[tuple[Event, str]]]:
    """Rows sorted into topics by the machine, then by people's wishes; and what happened, by id."""
    memory = before.memory if before else None
    gone, parts = dict(memory.gone if memory else {}), dict(memory.parts if memory else {})
    piles = Sorted(rows, texts, neighbour_graph(rows), gone=gone, parts=parts, protos=_prototypes_of(before))
    held_ids = {piles.now(topic_id) for topic_id in held_by(wishes, parts)}
    held = frozenset(place for place, topic_id in enumerate(earlier.ids) if topic_id in held_ids)
    community, anchors = _communities(rows, piles, earlier, detail)
    lasting = last(rows, community, anchors, known=earlier.known, near=earlier.near, held=held)
    taken = {*earlier.ids, *gone, *(one.id for one in (before.themes if before else ()))}
    ids: list[str] = []
    for group, topic in enumerate(lasting.topic):
        if topic >= 0:
            ids.append(earlier.ids[topic])
            continue
        seed = texts[nearest_to_middle(rows, np.flatnonzero(lasting.group == group), texts)[0]]
        ids.append(id_for(seed, taken=taken))
        taken.add(ids[-1])
    piles.ids = [ids[group] for group in lasting.group]
    events = []
    for event in lasting.events:
        topic_id = earlier.ids[event.group] if event.kind in ("merged", "gone") else ids[event.group]
        events.append((event, topic_id))
        if event.kind in ("merged", "gone"):
            piles.gone[topic_id] = earlier.ids[event.other] if event.kind == "merged" else ""
    follow(piles, wishes, known=frozenset({*ids, *taken}))
    return piles, events


def _communities(rows: Floats, piles: Sorted, earlier: _Earlier, detail: float) -> tuple[Ints, Ints]:
    """The community of each row and of each earlier topic's anchor."""
    if earlier.settled:
        return earlier.known, np.arange(len(earlier.ids))
    tied = earlier.tied
    community, anchors = communities(piles.graph, resolution=RESOLUTION * detail, before=tied, anchors=len(earlier.ids))
    community, anchors = grown_together(piles.graph, community, anchors, ratio=ONE_CLOUD * detail)
    least = max(2, round(min(LEAST, len(rows) // LEAST_OF) / max(detail, 1.0)))
    used = np.unique(tied[tied != APART])
    return absorb_small(rows, community, least=least, anchored=anchors[used].tolist()), anchors


def _prototypes_of(before: Topics | None) -> dict[str, Floats]:
    if before is None:
        return {}
    return {one.id: before.memory.prototypes[before.memory.of == place] for place, one in enumerate(before.topics)}


def _memory(
    piles: Sorted,
    level: Level,
    digests: Hashes,
    before: Topics | None,
    model: str,
    detail: float,
    centres: dict[str, Floats],
) -> Memory:
    """What the next run needs; topics that are held and have no texts now stay where they were."""
    topic, count = level.group, len(level.ids)
    found, of, cutoffs = prototypes(piles.vectors, topic, count=count)
    means = means_of(piles.vectors, topic, count=count)
    if before is not None and before.memory.model == model and before.memory.means.shape[1:] == means.shape[1:]:
        earlier = {one.id: place for place, one in enumerate(before.topics)}
        for place_now, topic_id in enumerate(level.ids):
            if not (of == place_now).any() and topic_id in earlier:
                own = piles.protos[topic_id]
                found, of = np.vstack((found, own)), np.concatenate((of, np.full(len(own), place_now)))
                cutoffs[place_now] = before.memory.cutoffs[earlier[topic_id]]
                means[place_now] = before.memory.means[earlier[topic_id]]
    order = np.argsort(digests, kind="stable")
    texts, topic = digests[order], topic[order]
    return Memory(model, detail, centres, means, found, of, cutoffs, texts, topic, piles.gone, piles.parts)
