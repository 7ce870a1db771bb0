"""Tickets put together from runs are what the whole log says of them, and only those that went on are gone through again."""

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from regard.analytics.tests.factories import START, interaction
from regard.analytics.tickets.histories import TOLD, Histories, histories_of, read_histories
from regard.foundation.lake.api import Lake, extracts
from regard.understand.metrics import tickets as kept
from regard.understand.metrics.tests.test_extracts import append, happen, someone
from regard.understand.metrics.tickets import ticket_histories

KINDS = ("Opened", "Replied", "Pending", "Held", "Solved", "Reopened", "Closed", "Assigned", "Status Changed")
HAPPENINGS = ("tickets", "tickets", "late tickets", "many", "merge", "split", "compact", "erase", "drop", "tickets")


def turn(chance: random.Random, *, tickets: int, days: int) -> dict[str, Any]:
    """Something that happens to a ticket; now and then a ticket belongs to several people."""
    number, who = chance.randrange(tickets), someone(chance.randrange(6))
    at = START + timedelta(days=chance.randrange(days), seconds=chance.choice((0, 1, 40_000)))
    told = {name: f"{name}{chance.randrange(3)}" for name in TOLD if chance.random() < 0.4}
    said = {**told, "status": chance.choice(("open", "hold", "solved"))}
    return interaction(
        f"Ticket {chance.choice(KINDS)}",
        id=f"{chance.getrandbits(128):032x}",
        anchor=who,
        customer_id=who,
        time=at,
        month=at.strftime("%Y-%m"),
        actor=chance.choice(("customer", "company")),
        matter_id=f"m{number}",
        properties=str(said).replace("'", '"'),
    )


def told(histories: Histories) -> dict[str, Any]:
    """Everything the histories say, by the id of each row, free of the order and the codes."""
    rows = histories.rows.take(pa.array(histories.lies)).to_pylist()
    ids = [row["id"] for row in rows]
    first = {int(code): row for row, code in sorted(zip(ids, histories.customer.tolist(), strict=True), reverse=True)}
    return {
        row["id"]: (
            row,
            ids[histories.starts[histories.ticket[at]]],
            ids[histories.lasts[histories.ticket[at]]],
            first[int(histories.customer[at])],
            int(histories.time[at]),
            int(histories.status[at]),
            bool(histories.replied[at]),
            bool(histories.by_company[at]),
            [histories.words[name][histories.told[name][at]] for name in TOLD],
        )
        for at, row in enumerate(rows)
    }


@pytest.mark.parametrize("seed", range(2))
def test_tickets__after_anything_that_happens_to_a_log__are_what_the_whole_log_says(seed: int, tmp_path: Path) -> None:
    lake, chance, owners = Lake.open(tmp_path), random.Random(seed), dict[str, str]()
    append(lake, [turn(chance, tickets=40, days=90) for _ in range(150)])
    for _ in range(7):
        happening = chance.choice(HAPPENINGS)
        if happening.endswith("tickets"):
            days = 20 if happening.startswith("late") else 120
            append(lake, [turn(chance, tickets=60, days=days) for _ in range(chance.choice((2, 30)))], owners)
        else:
            owners = happen(lake, chance, happening, owners)
        as_of = lake.last_at() or START
        moment = chance.choice((as_of, START + timedelta(days=70), START + timedelta(days=200)))
        whole = told(read_histories(lake.interactions(), moment))
        assert told(ticket_histories(lake=lake, as_of=moment)) == whole, happening
        some = [someone(number) for number in range(3)]
        log = lake.interactions()
        theirs = told(read_histories(log.filter(log.customer_id.isin(some)), as_of))
        assert told(ticket_histories(lake=lake, as_of=as_of, members=pa.array(some))) == theirs


def test_tickets__a_few_that_went_on__are_all_that_is_gone_through_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake, chance = Lake.open(tmp_path), random.Random(7)
    read: list[int] = []

    def noted(rows: pa.Table, as_of: Any) -> Histories:
        read.append(rows.num_rows)
        return histories_of(rows, as_of)

    monkeypatch.setattr(kept, "histories_of", noted)
    append(lake, [turn(chance, tickets=300, days=90) for _ in range(3000)])
    as_of = START + timedelta(days=200)
    ticket_histories(lake=lake, as_of=as_of)
    assert sum(read) == 3000
    (file,) = (lake.root / "derived" / "tickets").glob("*.arrow")
    written = file.stat().st_mtime_ns
    for _ in range(3):
        read.clear()
        fresh = [turn(chance, tickets=300, days=90) for _ in range(3)]
        append(lake, fresh)
        found = ticket_histories(lake=lake, as_of=as_of)
        assert len(found.starts) == 300
        assert 0 < sum(read) < 300, "some ten rows a ticket, of the few tickets that went on since the first run"
    assert file.stat().st_mtime_ns == written
    assert len(extracts(lake=lake).runs) > 1
