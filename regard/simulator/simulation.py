"""Run the company: observations, block by block, in tables of the asked size."""

import datetime as dt
from collections.abc import Iterator

import pyarrow as pa

from regard.simulator.blocks import Block, draw_blocks
from regard.simulator.story import write_story
from regard.simulator.telling.attracting import tell_attracting
from regard.simulator.telling.browsing import tell_browsing
from regard.simulator.telling.buying import tell_buying
from regard.simulator.telling.delivering import tell_delivering
from regard.simulator.telling.keeping import tell_keeping
from regard.simulator.telling.serving import tell_serving
from regard.simulator.telling.speaking import tell_speaking
from regard.simulator.telling.using import tell_using

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


def simulate(*, customers: int, days: int, seed: int, end: dt.date, batch_rows: int = 250_000) -> Iterator[pa.Table]:
    """What every source of Fernweh Outfitters observed, as tables of schema OBSERVATION.

    The same arguments give the same tables. Memory stays bounded however many customers there are:
    they are told in blocks of 2,000 that do not depend on one another.
    """
    waiting: list[pa.Table] = []
    for block in draw_blocks(customers=customers, days=days, seed=seed, end=end):
        waiting.append(tell(block))
        while sum(table.num_rows for table in waiting) >= batch_rows:
            gathered = pa.concat_tables(waiting)
            yield gathered.slice(0, batch_rows)
            waiting = [gathered.slice(batch_rows)]
    rest = pa.concat_tables(waiting) if waiting else None
    if rest is not None and rest.num_rows:
        yield rest


def tell(block: Block) -> pa.Table:
    """One block's observations, by time."""
    story = write_story(block)
    for teller in TELLERS:
        teller(story)
    return story.rows.table()
