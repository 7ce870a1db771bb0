"""What was planted, counted and weighed by living every block again with one friction switched off.

The same random numbers are drawn in both worlds, so that the difference is the friction's doing
and nothing else.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from regard.simulator import plan
from regard.simulator.blocks import Block, live_through, spent
from regard.simulator.calendar import DAY, Calendar, Numbers
from regard.simulator.course import Draws, Episode, Meeting, Past, carry_on, frictions, live


@dataclass
class Tally:
    """Sums over one friction's encounters; sums of disjoint blocks add."""

    customers: int = 0
    encounters: int = 0
    reached: int = 0
    effect: float = 0.0  # sum of changes of the probability of coming back within 90 days
    came_back: int = 0  # of those it met, within 90 days
    would_have: int = 0  # of the same people with the same draws, had it not met them
    came_back_without: int = 0  # of those who reached the touchpoint and were not met
    recommend: float = 0.0  # sum of changes of the 0 to 10 answer
    satisfied: float = 0.0  # sum of changes of the 1 to 5 answer
    spend: float = 0.0  # sum of changes of what is spent within 90 days, EUR
    money_lost: float = 0.0  # EUR within the log

    def __add__(self, other: "Tally") -> "Tally":
        fields = dataclasses.fields(self)
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields))


@dataclass(frozen=True)
class Planted:
    """One planted friction and what it did."""

    friction: plan.Friction
    tally: Tally
    rank: int | None  # by money lost, causes only, from 1

    def as_json(self) -> dict[str, Any]:
        """The fields of the truth file, which docs/guides/simulate.md explains."""
        tally, friction = self.tally, self.friction
        met, spared = max(tally.encounters, 1), max(tally.reached - tally.encounters, 1)
        came_back = tally.came_back / met
        return {
            "key": friction.key,
            "touchpoint": friction.touchpoint,
            "stage": friction.stage,
            "friction": friction.friction,
            "role": friction.role,
            "why": friction.why,
            "customers": tally.customers,
            "encounters": tally.encounters,
            "reached": tally.reached,
            "effect_on_return": round(tally.effect / met, 5),
            "came_back": round(came_back, 5),
            "would_have_come_back": round(tally.would_have / met, 5),
            "raw_difference": round(came_back - tally.came_back_without / spared, 5),
            "effect_on_nps_answer": round(tally.recommend / met, 4),
            "effect_on_csat_answer": round(tally.satisfied / met, 4),
            "effect_on_spend": round(tally.spend / met, 3),
            "money_lost": round(tally.money_lost, 2),
            "rank": self.rank,
        }


def planted(blocks: Iterable[Block]) -> list[Planted]:
    """What was planted in these blocks: causes by the money they cost, then decoys."""
    tallies: dict[str, Tally] = {}
    for block in blocks:
        for key, tally in _tallies(block).items():
            tallies[key] = tallies.get(key, Tally()) + tally
    causes = sorted(plan.CAUSES, key=lambda cause: -tallies[cause.key].money_lost)
    ranked = [Planted(cause, tallies[cause.key], rank) for rank, cause in enumerate(causes, 1)]
    return ranked + [Planted(decoy, tallies[decoy.key], None) for decoy in plan.DECOYS]


def truth_of(blocks: Iterable[Block], calendar: Calendar) -> dict[str, Any]:
    """What was planted in these blocks, where nothing was, and what changed on the way."""
    rise = dt.datetime.combine(calendar.start, dt.time(), dt.UTC) + dt.timedelta(seconds=calendar.rise_at)
    late_more = {"friction": plan.LATE.key, "since": rise.isoformat(), "times_as_often": plan.LATE_RISE}
    return {
        "horizon_days": plan.HORIZON_DAYS,
        "currency": "EUR",
        "planted": [each.as_json() for each in planted(blocks)],
        "nothing_planted": [
            {"key": null.key, "touchpoint": null.touchpoint, "friction": null.friction} for null in plan.NULLS
        ],
        "changes": [late_more],
    }


def _tallies(block: Block) -> dict[str, Tally]:
    planted_frictions = (*plan.CAUSES, *plan.DECOYS)
    sums = {friction.key: Tally() for friction in planted_frictions}
    met = {friction.key: set[int]() for friction in planted_frictions}
    earned, every = 0.0, list(block.episodes_draws)
    for number, (past, draws, episode) in enumerate(live_through(block)):
        real = episode.here & (episode.at < block.calendar.horizon)
        earned += float(episode.total[real & episode.ordered].sum())
        for key, meeting in frictions(episode).items():
            other = live(block.people, past, draws, block.calendar, off=key)
            seen = real & (meeting.at < block.calendar.horizon)
            sums[key] += _compare(episode, other, meeting, seen)
            sums[key].spend += _change_of_spend(block, (past, every[number + 1 :]), (episode, other), meeting, seen)
            met[key].update((seen & meeting.exposed).nonzero()[0].tolist())
    for key, tally in sums.items():
        tally.customers = len(met[key])
        tally.money_lost = spent(block, off=key) - earned
    return sums


def _compare(episode: Episode, other: Episode, meeting: Meeting, real: Numbers) -> Tally:
    """The encounters of one episode against the same episode without the friction."""
    reached, exposed = real & meeting.reached, real & meeting.exposed
    spared = reached & ~exposed
    back = _is_back(episode, meeting.at)
    return Tally(
        encounters=int(exposed.sum()),
        reached=int(reached.sum()),
        effect=float((_chance_back(episode, meeting.at) - _chance_back(other, meeting.at))[exposed].sum()),
        came_back=int(back[exposed].sum()),
        would_have=int(_is_back(other, meeting.at)[exposed].sum()),
        came_back_without=int(back[spared].sum()),
        recommend=float((episode.recommend - other.recommend)[exposed].sum()),
        satisfied=float((episode.satisfied - other.satisfied)[exposed].sum()),
    )


def _change_of_spend(
    block: Block, course: tuple[Past, list[Draws]], worlds: tuple[Episode, Episode], meeting: Meeting, real: Numbers
) -> float:
    """What those met spend less within 90 days than they would have, had this one friction not met them."""
    met = real & meeting.exposed
    if not met.any() or np.array_equal(worlds[0].next_at[met], worlds[1].next_at[met]):
        return 0.0
    with_it, without = (_spend_after(block, carry_on(course[0], world), course[1], meeting.at) for world in worlds)
    return float((with_it - without)[met].sum())


def _spend_after(block: Block, past: Past, draws: list[Draws], since: Numbers) -> Numbers:
    """What each customer spends from a day after `since` for 90 days, living on from that past."""
    total = np.zeros(len(since))
    for drawn in draws:
        if not np.any(past.next_at <= since + (plan.HORIZON_DAYS + 1) * DAY):
            break
        episode = live(block.people, past, drawn, block.calendar)
        episode.here = np.isfinite(past.next_at)  # beyond the last day too
        within = (episode.at >= since + DAY) & (episode.at < since + (plan.HORIZON_DAYS + 1) * DAY)
        total += np.where(episode.here & episode.ordered & within, episode.total, 0.0)
        past = carry_on(past, episode)
    return total


def _is_back(episode: Episode, at: Numbers) -> Numbers:
    return episode.next_at <= at + plan.HORIZON_DAYS * DAY


def _chance_back(episode: Episode, at: Numbers) -> Numbers:
    return episode.chance * (episode.soon_at <= at + plan.HORIZON_DAYS * DAY)
