"""Topics with their names, and the themes they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regard.analytics.topics.communities import APART, among_groups, communities
from regard.analytics.topics.contracts import Topic, Topics
from regard.analytics.topics.digests import id_for
from regard.analytics.topics.lasting import last
from regard.analytics.topics.naming import distinctive, named, nearest_to_middle
from regard.analytics.topics.neighbours import Ints, means_of
from regard.analytics.topics.wishes import Wishes
from regard.analytics.topics.wishing import Sorted, held_by, names_wished

THEMES = 1.0  # resolution
HOLD = 0.5  # of a theme's anchor: a handful of topics is easily tipped


@dataclass(frozen=True)
class Level:
    """Topics of one level: ids, the group of each row, the theme of each topic (of themes: of each topic below)."""

    ids: tuple[str, ...]
    group: Ints
    topics: tuple[Topic, ...]
    of: tuple[str, ...] = ()


def leaves_of(piles: Sorted, before: Topics | None, wishes: Wishes, weight: Ints) -> Level:
    """Topics, the largest first, those that are held and have no texts last."""
    counts: dict[str, int] = {}
    for topic_id, times in zip(piles.ids, weight.tolist(), strict=True):
        counts[topic_id] = counts.get(topic_id, 0) + times
    held = {piles.now(topic_id) for topic_id in held_by(wishes, piles.parts)} | {
        topic_id for split in wishes.splits for topic_id in piles.parts.get(split.topic, ())
    }
    themes = {one.id for one in before.themes} if before else set()
    lasting = {one.id for one in before.topics} if before else set()
    for topic_id in sorted(held - themes):
        if topic_id in lasting or topic_id in names_wished(wishes):
            counts.setdefault(topic_id, 0)
    ids = tuple(sorted(counts, key=lambda topic_id: (-counts[topic_id], topic_id)))
    places = {topic_id: place for place, topic_id in enumerate(ids)}
    group = np.array([places[topic_id] for topic_id in piles.ids], dtype=np.int64)
    total = max(int(weight.sum()), 1)
    return Level(
        ids, group, _described(piles, ids, group, [counts[topic_id] for topic_id in ids], total, before, wishes, held)
    )


def themes_of(piles: Sorted, level: Level, before: Topics | None, wishes: Wishes) -> Level:
    """Themes, found among topics as topics are found among texts."""
    if not level.ids:
        return Level((), np.zeros(0, np.int64), ())
    earlier = before.themes if before else ()
    place = {one.id: number for number, one in enumerate(earlier)}
    was = {one.id: place[one.theme] for one in (before.topics if before else ()) if one.theme in place}
    prior = np.array([was.get(topic_id, APART) for topic_id in level.ids], dtype=np.int64)
    means = means_of(piles.vectors, level.group, count=len(level.ids))
    graph = among_groups(piles.graph, level.group, count=len(level.ids))
    community, anchors = communities(graph, resolution=THEMES, before=prior, anchors=len(earlier), hold=HOLD)
    held = {piles.now(topic_id) for topic_id in held_by(wishes, piles.parts)}
    lasting = last(
        means,
        community,
        anchors,
        known=prior,
        near=prior,
        held=frozenset(place[topic_id] for topic_id in held if topic_id in place),
    )
    ids = _theme_ids(lasting.topic, lasting.group, level, earlier)
    texts = [
        sum(level.topics[one].texts for one in np.flatnonzero(lasting.group == group)) for group in range(len(ids))
    ]
    order = sorted(range(len(ids)), key=lambda one: (-texts[one], ids[one]))
    rank = np.argsort(order)
    group = rank[lasting.group]
    ordered = tuple(ids[one] for one in order)
    total = max(sum(texts), 1)
    below = np.array([group[one] for one in level.group], dtype=np.int64)
    named = _described(piles, ordered, below, [texts[one] for one in order], total, before, wishes, held)
    return Level(ordered, group, named, tuple(ordered[one] for one in group))


def _theme_ids(topic: Ints, group: Ints, level: Level, earlier: Sequence[Topic]) -> list[str]:
    taken = {*level.ids, *(one.id for one in earlier)}
    ids = []
    for number, was in enumerate(topic):
        if was >= 0:
            ids.append(earlier[was].id)
            continue
        largest = level.topics[int(np.flatnonzero(group == number)[0])]
        ids.append(id_for(f"theme\n{largest.id}", taken=taken))
        taken.add(ids[-1])
    return ids


def _described(
    piles: Sorted,
    ids: Sequence[str],
    group: Ints,
    texts: Sequence[int],
    total: int,
    before: Topics | None,
    wishes: Wishes,
    held: set[str],
) -> tuple[Topic, ...]:
    """Each topic with its name: a person's, the one it had where that still fits, or the machine's."""
    earlier = {one.id: one for one in (*before.topics, *before.themes)} if before else {}
    wished = {piles.now(topic_id): name for topic_id, name in names_wished(wishes).items()}
    phrases = distinctive(piles.texts, group, count=len(ids), languages=piles.languages)
    taken = set(wished.values())
    found: list[Topic] = []
    for place, topic_id in enumerate(ids):
        rows = np.flatnonzero(group == place)
        shown = [piles.texts[row] for row in nearest_to_middle(piles.vectors, rows, piles.texts)] if len(rows) else []
        was = earlier.get(topic_id)
        if not rows.size and was is not None:
            shown, told = [was.medoid, *was.examples], list(was.phrases)
        else:
            told = [phrase for phrase, _ in phrases[place]]
        name = wished.get(topic_id)
        if name is None:
            kept = was.name if was is not None and not was.is_named_by_person else None
            name = kept if kept and not rows.size and kept not in taken else None
            name = name or named(phrases[place], shown[0] if shown else "", taken=taken, before=kept)
        taken.add(name)
        medoid, examples = (shown[0], tuple(shown[1:])) if shown else ("", ())
        share = texts[place] / total
        found.append(
            Topic(
                topic_id,
                name,
                None,
                texts[place],
                share,
                tuple(told),
                medoid,
                examples,
                topic_id in wished,
                topic_id in held,
            )
        )
    return tuple(found)
