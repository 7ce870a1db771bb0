"""Run the company: observations, block by block, in tables of the asked size."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from regard.analytics.schema.interactions import OBSERVATION
from regard.simulator.blocks import Block, draw_blocks
from regard.simulator.calendar import Calendar
from regard.simulator.story import write_story
from regard.simulator.telling.attracting import tell_attracting
from regard.simulator.telling.browsing import tell_browsing
from regard.simulator.telling.buying import tell_buying
from regard.simulator.telling.delivering import tell_delivering
from regard.simulator.telling.keeping import tell_keeping
from regard.simulator.telling.serving import tell_serving
from regard.simulator.telling.speaking import tell_speaking
from regard.simulator.telling.using import tell_using
from regard.simulator.truth import truth_of

TELLERS = (
    tell_attracting,
    tell_browsing,
    tell_buying,
    tell_delivering,
    tell_using,
    tell_serving,
    tell_speaking,
    tell_keeping,
)


@dataclass(frozen=True)
class Company:
    """Fernweh Outfitters with so many customers over so many days, the last of which is `end`.

    The same company always tells the same story.
    """

    customers: int
    days: int
    seed: int
    end: dt.date
    name: str = "Fernweh Outfitters"

    @property
    def expected_rows(self) -> int:
        """Roughly how many interactions it has: for showing how far a run has come."""
        return int(self.customers * 55 * (self.days / 365) ** 0.4)

    def observations(self, *, batch_rows: int = 250_000) -> Iterator[pa.Table]:
        """What every source observed, as tables of schema OBSERVATION with at most `batch_rows` rows.

        Memory stays bounded however many customers there are: they are told in blocks of 2,000 that do
        not depend on one another.
        """
        waiting = OBSERVATION.empty_table()
        for block in self._blocks():
            waiting = pa.concat_tables([waiting, tell(block)])
            while waiting.num_rows >= batch_rows:
                yield waiting.slice(0, batch_rows)
                waiting = waiting.slice(batch_rows)
        if waiting.num_rows:
            yield waiting

    def truth(self) -> dict[str, Any]:
        """The content of the truth file: what was planted in it and what that did."""
        calendar = Calendar(self.days, self.end)
        return {
            "company": self.name,
            "customers": self.customers,
            "days": self.days,
            "seed": self.seed,
            "end": self.end.isoformat(),
            **truth_of(self._blocks(), calendar),
        }

    def _blocks(self) -> Iterator[Block]:
        return draw_blocks(customers=self.customers, days=self.days, seed=self.seed, end=self.end)


def simulate(*, customers: int, days: int, seed: int, end: dt.date, batch_rows: int = 250_000) -> Iterator[pa.Table]:
    """What every source of such a company observed: `Company(...).observations(...)`."""
    return Company(customers, days, seed, end).observations(batch_rows=batch_rows)


def tell(block: Block) -> pa.Table:
    """One block's observations, by time."""
    story = write_story(block)
    for teller in TELLERS:
        teller(story)
    return story.rows.table()
