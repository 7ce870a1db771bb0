"""What changed since the run before, in words."""

from regard.analytics.topics.contracts import Change, Memory, Topics
from regard.analytics.topics.lasting import Event
from regard.analytics.topics.themes import Level
from regard.analytics.topics.wishing import Sorted

MOVED = 0.9  # cosine of where a topic was and where it is, below which it speaks of something else
MOST_PARTS = 4


def changes_of(
    before: Topics | None,
    level: Level,
    themes: Level,
    events: list[tuple[Event, str]],
    piles: Sorted,
    memory: Memory,
) -> tuple[Change, ...]:
    """Births, deaths, merges, splits, moves, and wishes that could not be followed in full."""
    if before is None:
        return tuple(piles.notes)
    now = {one.id: one for one in (*level.topics, *themes.topics)}
    was = {one.id: one for one in (*before.topics, *before.themes)}
    found: list[Change] = []
    for event, topic_id in events:
        other = before.topics[event.other].id if event.other >= 0 else ""
        if event.kind in ("new", "split_off") and topic_id not in now:
            continue  # a wish put it elsewhere
        found.append(_told(event.kind, topic_id, other, now, was))
    found += _moved(before, level, memory, now)
    return tuple(sorted(found, key=lambda one: (-one.share, one.topic))) + tuple(piles.notes)


def _told(kind: str, topic_id: str, other: str, now: dict, was: dict) -> Change:  # type: ignore[type-arg]
    def name(one: str) -> str:
        return f"“{(now.get(one) or was[one]).name}”"

    share = now[topic_id].share if topic_id in now else was[topic_id].share
    match kind:
        case "new":
            says = f"New: {name(topic_id)}, {_texts(now[topic_id].texts)} that no earlier topic held."
        case "split_off":
            says = f"{name(topic_id)} has split off from {name(other)}: {_texts(now[topic_id].texts)}."
        case "merged":
            says = f"“{was[topic_id].name}” has grown together with {name(other)} and is part of it now."
        case _:
            says = f"“{was[topic_id].name}” is gone: no text speaks of it any more."
    return Change(kind, topic_id, says, (other,) if other else (), share)


def _moved(before: Topics, level: Level, memory: Memory, now: dict) -> list[Change]:  # type: ignore[type-arg]
    if before.memory.model != memory.model or before.memory.means.shape[1:] != memory.means.shape[1:]:
        return []
    earlier = {one.id: place for place, one in enumerate(before.topics)}
    found = []
    for place, topic_id in enumerate(level.ids):
        if topic_id not in earlier:
            continue
        same = float(before.memory.means[earlier[topic_id]] @ memory.means[place])
        if same >= MOVED:
            continue
        old, new = before.topics[earlier[topic_id]].phrases, now[topic_id].phrases
        less = [phrase for phrase in old if phrase not in new][:MOST_PARTS]
        more = [phrase for phrase in new if phrase not in old][:MOST_PARTS]
        says = f"“{now[topic_id].name}” has moved: similarity with the run before {same:.2f}."
        says += f" More is said of {', '.join(more)}." if more else ""
        says += f" Less is said of {', '.join(less)}." if less else ""
        found.append(Change("moved", topic_id, says, (), now[topic_id].share))
    return found


def _texts(count: int) -> str:
    return f"{count} text" if count == 1 else f"{count:,} texts"
