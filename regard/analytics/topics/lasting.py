"""Which community is which earlier topic, and what became of those that are none any more."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regard.analytics.topics.communities import APART
from regard.analytics.topics.neighbours import Floats, Ints, means_of

MOSTLY = 0.5  # of a new community near one topic that people hold: it is that topic's


@dataclass(frozen=True)
class Event:
    """new, split_off (from `other`), merged (into `other`) or gone; earlier topics by number, new ones by group."""

    kind: str
    group: int
    other: int = -1


@dataclass(frozen=True)
class Lasting:
    """Each row's group, the earlier topic that each group is (-1 for a new one), and what happened."""

    group: Ints
    topic: Ints
    events: tuple[Event, ...]


def absorb_small(vectors: Floats, community: Ints, *, least: int, anchored: Sequence[int] = ()) -> Ints:
    """Communities of fewer rows become part of the nearest larger one, so that nothing is left over.

    Those of `anchored` are kept however small.
    """
    count = int(community.max()) + 1 if len(community) else 0
    sizes = np.bincount(community, minlength=count)
    large = sizes >= least
    large[[one for one in anchored if one < count]] = True
    large &= sizes > 0
    if large.all() or not large.any():
        return community
    means = means_of(vectors, community, count=count)
    near = means @ means.T
    near[:, ~large] = -2
    becomes = np.where(large, np.arange(count), near.argmax(axis=1))
    return becomes[community]


def last(vectors: Floats, community: Ints, anchors: Ints, *, known: Ints, near: Ints, held: frozenset[int]) -> Lasting:
    """Decide what each community is.

    Args:
        community: of each row.
        anchors: the community of each earlier topic's anchor.
        known: the earlier topic each row was itself in, -1 where the row is new.
        near: the same, and for new rows the earlier topic they would be placed in, -1 for none.
        held: earlier topics that people want kept: they are neither merged nor split nor dropped.
    """
    topics = len(anchors)
    label = np.full(len(community), APART, dtype=np.int64)  # an earlier topic, or topics + the new community's number
    events: list[Event] = []
    for one in np.unique(community):
        rows = np.flatnonzero(community == one)
        here = np.flatnonzero(anchors == one)
        if not len(here):
            label[rows] = _without_anchor(rows, known, near, held, topics + int(one), events)
        else:
            counts = np.bincount(near[rows][near[rows] != APART], minlength=topics)
            label[rows] = _with_anchors(
                vectors, rows, near, here[np.argsort(-counts[here], kind="stable")], held, events
            )
    alive, group = np.unique(label, return_inverse=True)
    events += _gone(alive, anchors, held, events)
    numbers = {int(value): place for place, value in enumerate(alive)}
    events = [Event(e.kind, numbers.get(e.group, -1), e.other) if e.kind in ("new", "split_off") else e for e in events]
    return Lasting(group.astype(np.int64), np.where(alive < topics, alive, -1), tuple(events))


def _without_anchor(rows: Ints, known: Ints, near: Ints, held: frozenset[int], new: int, events: list[Event]) -> int:
    most, share = _commonest(near[rows])
    if share > MOSTLY and most in held:
        return most
    most, share = _commonest(known[rows])
    split_off = share > MOSTLY / 2 and 2 * (known[rows] != APART).sum() >= len(rows)
    events.append(Event("split_off", new, most) if split_off else Event("new", new))
    return new


def _commonest(topics: Ints) -> tuple[int, float]:
    """The commonest topic and its share of all rows; -1 and 0 where there is none."""
    found, count = np.unique(topics[topics != APART], return_counts=True)
    return (int(found[count.argmax()]), float(count.max() / len(topics))) if len(found) else (APART, 0.0)


def _with_anchors(
    vectors: Floats, rows: Ints, near: Ints, here: Ints, held: frozenset[int], events: list[Event]
) -> Ints:
    """The largest topic takes the community; those that people hold keep what was theirs."""
    first = int(here[0])
    kept = [first, *(int(one) for one in here[1:] if int(one) in held)]
    label = np.full(len(rows), first, dtype=np.int64)
    events += [Event("merged", int(one), first) for one in here[1:] if int(one) not in held]
    if len(kept) > 1:
        place = np.array([kept.index(one) if one in kept else -1 for one in near[rows]])
        told = place >= 0
        if told.any():
            means = means_of(vectors[rows[told]], place[told], count=len(kept))
            place[~told] = (vectors[rows[~told]] @ means.T).argmax(axis=1)
            label = np.array(kept)[place]
    return label


def _gone(alive: Ints, anchors: Ints, held: frozenset[int], events: Sequence[Event]) -> list[Event]:
    merged = {event.group for event in events if event.kind == "merged"}
    lost = set(range(len(anchors))) - set(alive.tolist()) - merged - held
    return [Event("gone", one) for one in sorted(lost)]


def agreement(one: Ints, other: Ints) -> float:
    """The adjusted Rand index of two partitions of the same rows (Hubert & Arabie 1985).

    >>> (
    ...     agreement(np.array([0, 0, 1, 1]), np.array([5, 5, 3, 3])),
    ...     round(agreement(np.array([0, 0, 1, 2]), np.array([0, 0, 1, 1])), 3),
    ... )
    (1.0, 0.571)
    """
    if len(one) < 2:
        return 1.0
    _, first = np.unique(one, return_inverse=True)
    _, second = np.unique(other, return_inverse=True)
    _, both = np.unique(first * (int(second.max()) + 1) + second, return_counts=True)

    def pairs(counts: Ints) -> float:
        return float((counts * (counts - 1.0) / 2).sum())

    together, here, there = pairs(both), pairs(np.bincount(first)), pairs(np.bincount(second))
    expected = here * there / (len(one) * (len(one) - 1) / 2)
    most = (here + there) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)
