"""Histories drawn at random, as the plain lists that an oracle reads and as the arrays that the kernels read."""

from dataclasses import dataclass
from random import Random

import numpy as np

from regard.analytics.journeys import histories as h

STEPS = tuple(
    h.Step(kind, touchpoint, stage, channel, actor)
    for kind, touchpoint, stage, channel, actor in (
        ("Product Viewed", "Product page", "consideration", "web", "customer"),
        ("Product Added", "Cart", "purchase", "web", "customer"),
        ("Product Added", "Cart", "purchase", "app", "customer"),
        ("Order Completed", "Order", "purchase", "web", "customer"),
        ("Order Shipped", "Delivery", "delivery", None, "company"),
        ("Ticket Opened", "Support ticket", "service", "email", "customer"),
        ("Survey Answered", "Survey", None, "email", "customer"),
        ("Profile Updated", "Profile", None, None, "customer"),
    )
)
Event = tuple[int, h.Step]  # when, and what


@dataclass(frozen=True)
class Drawn:
    """The same histories twice."""

    events: dict[str, list[Event]]  # in order
    histories: h.Histories


def draw(chance: Random, *, people: int = 12, most: int = 14, apart: int = h.DAY) -> Drawn:
    """Histories of a few people: some times are equal, some people have none, and some count in another part."""
    events: dict[str, list[Event]] = {}
    for key in sorted(chance.sample(range(1, 1 << 60), people)):
        times = sorted(chance.randrange(12) * apart + chance.choice((0, 0, 1)) for _ in range(chance.randrange(most)))
        events[h.id_of(key)] = [(at, chance.choice(STEPS)) for at in times]
    everybody = sorted(events)
    newer = set(chance.sample(everybody, people // 3))
    stale = {one: [(0, STEPS[0])] * 3 for one in newer}  # what they were before they were written once more
    older = _part({one: stale.get(one, events[one]) for one in everybody}, [one not in newer for one in everybody])
    parts = (older, _part({one: events[one] for one in sorted(newer)}, None))
    return Drawn({one: rows for one, rows in events.items() if rows}, h.Histories(parts, STEPS))


def _part(events: dict[str, list[Event]], counts: list[bool] | None) -> h.Part:
    rows = [row for listed in events.values() for row in listed]
    lengths = np.array([len(listed) for listed in events.values()], dtype=np.int64)
    return h.Part(
        np.array([h.key_of(one) for one in events], dtype=np.uint64),
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        np.array([at for at, _ in rows], dtype=np.int64),
        np.array([STEPS.index(step) for _, step in rows], dtype=np.uint16),
        None if counts is None else np.array(counts),
    )
