"""A block's episodes laid end to end, with what every teller needs to tell them."""

import dataclasses
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from regard.simulator.blocks import Block, live_through
from regard.simulator.calendar import DAY, Numbers
from regard.simulator.course import Episode
from regard.simulator.rows import BROWSER, CARD, EMAIL, SECOND_BROWSER, USER, Rows

_COLUMNS = tuple(each.name for each in dataclasses.fields(Episode))


@dataclass(frozen=True)
class Story:
    """Everything that happens to a block. Episodes are compressed: position i belongs to customer who[i]."""

    block: Block
    rng: np.random.Generator
    rows: Rows
    episodes: Episode
    who: Numbers
    order_id: pa.Array
    known_at: Numbers  # per customer: when they say who they are; infinite when never
    last_at: Numbers  # per customer: the last they are heard of
    leaves_at: Numbers  # per customer: when they part for good; infinite when never

    @property
    def horizon(self) -> float:
        """Seconds until the log ends."""
        return self.block.calendar.horizon

    def buyer_bits(self, who: Numbers) -> Numbers:
        """What the company's own systems know a buyer by: the account, else the address, else the browser."""
        people = self.block.people
        return np.where(people.account[who], USER, np.where(people.known[who], EMAIL, BROWSER))

    def web_bits(self, who: Numbers, at: Numbers, second: Numbers | bool = False) -> Numbers:
        """What a browser knows: itself, and the account once there is one."""
        signed_in = self.block.people.account[who] & (at >= self.known_at[who])
        browser = np.where(second & self.block.people.second_browser[who], SECOND_BROWSER, BROWSER)
        return browser | np.where(signed_in, USER, 0)

    def till_bits(self, who: Numbers) -> Numbers:
        """What a till knows: the loyalty card, else what the receipt is sent to."""
        return np.where(self.block.people.card[who], CARD, self.buyer_bits(who))

    def chosen(self, share: Numbers | float, among: Numbers) -> Numbers:
        """Positions of `among` (a mask) kept with probability `share`."""
        return np.flatnonzero(among & (self.rng.random(len(among)) < share))


def write_story(block: Block) -> Story:
    """Live the block in the world where everything happens."""
    parts: list[Episode] = []
    who: list[Numbers] = []
    for _, _, episode in live_through(block):
        mine = np.flatnonzero(episode.here & (episode.at < block.calendar.horizon))
        parts.append(_select(episode, mine))
        who.append(mine)
    return _story(block, _joined(parts), np.concatenate(who))


def _story(block: Block, episodes: Episode, who: Numbers) -> Story:
    people = block.people
    rng = block.telling
    first = np.full(len(people), np.inf)
    np.minimum.at(first, who, episodes.at - 180.0)
    last = people.arrives_at + rng.exponential(40 * DAY, len(people))
    np.maximum.at(last, who, episodes.ends_at + 15 * DAY)
    leaves = np.full(len(people), np.inf)
    np.minimum.at(leaves, who, episodes.leaves_at)
    subscribes = people.known & (rng.random(len(people)) < 0.3)
    known_at = np.where(np.isfinite(first), first, np.where(subscribes, people.arrives_at + 2 * DAY, np.inf))
    return Story(
        block=block,
        rng=rng,
        rows=Rows(block),
        episodes=episodes,
        who=who,
        order_id=pa.array([f"FO-{people.tag}-{number}" for number in range(len(who))]),
        known_at=np.where(people.known, known_at, np.inf),
        last_at=np.minimum(last, leaves),
        leaves_at=leaves,
    )


def _select(episode: Episode, positions: Numbers) -> Episode:
    return Episode(**{name: getattr(episode, name)[positions] for name in _COLUMNS})


def _joined(parts: list[Episode]) -> Episode:
    return Episode(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMNS})
