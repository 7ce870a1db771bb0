"""The customers in blocks: each block is drawn and lived on its own, from (seed, block)."""

import datetime as dt
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from regard.simulator.calendar import Calendar, Numbers
from regard.simulator.course import Draws, Episode, Past, begin, carry_on, draw_episodes, live
from regard.simulator.people import People, draw_people

BLOCK = 2_000  # customers

_PEOPLE, _EPISODES, _TELLING = 1, 2, 3  # streams of random numbers


@dataclass(frozen=True)
class Block:
    """One block of customers and the calendar they live in."""

    seed: int
    number: int
    people: People
    calendar: Calendar

    @property
    def episodes_draws(self) -> Iterator[Draws]:
        """The random numbers of the block's episodes, from the first."""
        return draw_episodes((self.seed, self.number, _EPISODES), len(self.people))

    @property
    def telling(self) -> np.random.Generator:
        """The random numbers of what surrounds the episodes."""
        return np.random.default_rng((self.seed, self.number, _TELLING))


def draw_blocks(*, customers: int, days: int, seed: int, end: dt.date) -> Iterator[Block]:
    """The blocks that make up a company of so many customers."""
    calendar = Calendar(days, end)
    for number, first in enumerate(range(0, customers, BLOCK)):
        count = min(BLOCK, customers - first)
        rng = np.random.default_rng((seed, number, _PEOPLE))
        yield Block(seed, number, draw_people(rng, count, _tag(seed, number, count, calendar), calendar), calendar)


def _tag(seed: int, number: int, count: int, calendar: Calendar) -> str:
    """A short word that differs between runs that tell different stories."""
    part = "" if count == BLOCK else f"/{count}"
    run = f"{seed}/{calendar.days}/{calendar.end}{part}"
    return f"{np.base_repr(zlib.crc32(run.encode()), 36).lower()}{number}"


def live_through(block: Block, *, off: str = "") -> Iterator[tuple[Past, Draws, Episode]]:
    """Live a block's episodes in order, in the world where the friction `off` cannot happen."""
    past: Past | None = None
    for draws in block.episodes_draws:
        if past is None:
            past = begin(block.people, draws)
        elif not np.any(past.next_at < block.calendar.horizon):
            return
        episode = live(block.people, past, draws, block.calendar, off)
        yield past, draws, episode
        past = carry_on(past, episode)


def spent(block: Block, *, off: str = "") -> float:
    """What the block's customers spend in that world, EUR."""
    total = 0.0
    for _, _, episode in live_through(block, off=off):
        paid: Numbers = episode.here & episode.ordered & (episode.at < block.calendar.horizon)
        total += float(episode.total[paid].sum())
    return total
