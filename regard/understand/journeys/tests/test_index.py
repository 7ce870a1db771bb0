"""The index holds what the log holds, in the order of customers, times and ids, whatever happened to the log."""

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.analytics.journeys.histories import id_of
from regard.analytics.schema.interactions import INTERACTION, REASSIGNED
from regard.analytics.tests.factories import START, interaction
from regard.foundation.lake.api import Lake, LakeWriter, compact, drop_months, erase_interactions
from regard.understand.journeys.index.keeping import folder_of, journey_index, rebuild_index

KINDS = ("Page Viewed", "Product Added", "Order Completed")


def someone(number: int) -> str:
    return f"cus_{number * 0x1111_0000_0000_0001 & 0xFFFF_FFFF_FFFF_FFFF:016x}"


def event(chance: random.Random, people: int) -> dict[str, Any]:
    """An interaction; few seconds to happen in, so that times are equal and ids decide."""
    who = someone(chance.randrange(people))
    at = START + timedelta(days=chance.choice((0, 40)), seconds=chance.randrange(3))
    row = interaction(chance.choice(KINDS), customer_id=who, anchor=who, time=at, month=at.strftime("%Y-%m"))
    return row | {"id": f"{chance.getrandbits(128):032x}", "stage": chance.choice(("use", None))}


def append(lake: Lake, rows: list[dict[str, Any]], owners: dict[str, str] | None = None) -> None:
    written = [row | {"customer_id": (owners or {}).get(row["anchor"], row["anchor"])} for row in rows]
    with LakeWriter(lake) as writer:
        writer.append("interactions", pa.Table.from_pylist(written, schema=INTERACTION))


def move(lake: Lake, owners: dict[str, str]) -> None:
    with LakeWriter(lake) as writer:
        rows = sorted(owners.items())
        writer.replace_reassigned(pa.table(list(zip(*rows, strict=True)), schema=REASSIGNED))


def erase(lake: Lake, anchor: str) -> None:
    with LakeWriter(lake) as writer:
        erase_interactions(writer=writer, anchors=[anchor])


def indexed(lake: Lake) -> list[tuple[Any, ...]]:
    found = journey_index(lake=lake)
    rows = []
    for piece in found.histories.pieces():
        for position, key in enumerate(piece.customers.tolist()):
            if piece.counts is None or piece.counts[position]:
                for row in range(piece.starts[position], piece.starts[position + 1]):
                    step = found.manifest.steps[piece.steps[row]]
                    rows.append((id_of(key), int(piece.at[row]), step.kind, step.stage))
    return sorted(rows, key=lambda row: row[0])  # stable: what is within a customer stays in the index's order


def logged(lake: Lake) -> list[tuple[Any, ...]]:
    query = "select customer_id, epoch_us(time), kind, stage from interactions order by customer_id, time, id"
    return [tuple(row.values()) for row in Lake.open(lake.root).sql(query).to_pylist()]


def runs(lake: Lake) -> tuple[str, ...]:
    return journey_index(lake=lake).manifest.runs


def test_index__of_an_empty_log__is_empty(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    assert indexed(lake) == []
    append(lake, [event(random.Random(1), 2)])
    assert indexed(lake) == logged(lake) != []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10_000),
    happenings=st.lists(
        st.sampled_from(["append", "append", "many", "move", "compact", "erase", "drop", "ask"]), max_size=12
    ),
)
def test_index__after_anything_that_happens_to_a_log__is_what_the_log_says(
    seed: int, happenings: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    lake, chance, owners = Lake.open(tmp_path_factory.mktemp("log")), random.Random(seed), dict[str, str]()
    append(lake, [event(chance, 6) for _ in range(chance.choice((1, 30)))])
    journey_index(lake=lake)
    for happening in happenings:
        if happening in ("append", "many"):
            append(lake, [event(chance, 6) for _ in range(2 if happening == "append" else 40)], owners)
        elif happening == "move":
            owners = owners | {someone(chance.randrange(6)): someone(chance.randrange(6))}
            move(lake, owners)
        elif happening == "compact":
            compact(lake=lake, is_forced=True)
        elif happening == "erase":
            erase(lake, someone(chance.randrange(6)))
        elif happening == "drop":
            with LakeWriter(lake) as writer:
                drop_months(writer=writer, before=chance.choice(("2026-01", "2026-02")))
        else:
            assert indexed(lake) == logged(lake)
    assert indexed(lake) == logged(lake)


def test_index__after_an_append__leaves_what_was_there_where_it_is(tmp_path: Path) -> None:
    lake, chance = Lake.open(tmp_path), random.Random(3)
    append(lake, [event(chance, 500) for _ in range(4000)])
    first = runs(lake)
    append(lake, [event(chance, 500) for _ in range(3)])
    second = runs(lake)
    assert second[:1] == first
    assert len(second) == 2
    newest = journey_index(lake=lake).histories.parts[1]
    assert len(newest.customers) <= 3, "only who got something new is written once more"
    assert indexed(lake) == logged(lake)


def test_index__over_many_appends__has_few_runs(tmp_path: Path) -> None:
    lake, chance = Lake.open(tmp_path), random.Random(4)
    append(lake, [event(chance, 3000) for _ in range(6000)])
    for _ in range(25):
        append(lake, [event(chance, 3000) for _ in range(8)])
        journey_index(lake=lake)
    assert len(runs(lake)) <= 5
    assert indexed(lake) == logged(lake)


def test_index__compaction__changes_no_run(tmp_path: Path) -> None:
    lake, chance = Lake.open(tmp_path), random.Random(5)
    for _ in range(3):
        append(lake, [event(chance, 20) for _ in range(30)])
    first = runs(lake)
    compact(lake=lake, is_forced=True)
    assert runs(lake) == first
    assert indexed(lake) == logged(lake)


def test_index__made_anew__is_the_same(tmp_path: Path) -> None:
    lake, chance = Lake.open(tmp_path), random.Random(6)
    for _ in range(4):
        append(lake, [event(chance, 20) for _ in range(30)])
        before = indexed(lake)
    rebuild_index(lake=lake)
    assert len(runs(lake)) == 1
    assert indexed(lake) == before


def test_index__with_files_removed_under_it__is_made_again(tmp_path: Path) -> None:
    lake, chance = Lake.open(tmp_path), random.Random(7)
    append(lake, [event(chance, 20) for _ in range(30)])
    for path in (folder_of(lake=lake) / runs(lake)[0]).iterdir():
        path.unlink()
    assert indexed(Lake.open(tmp_path)) == logged(lake)


def test_index__of_more_steps_than_two_bytes_hold__keeps_them_apart(tmp_path: Path) -> None:
    lake, chance = Lake.open(tmp_path), random.Random(8)
    append(lake, [event(chance, 9) for _ in range(10)])
    assert journey_index(lake=lake).histories.parts[0].steps.dtype == np.uint16
    append(lake, [event(chance, 9) | {"kind": f"kind {number}"} for number in range(70_000)])
    assert indexed(lake) == logged(lake)
    append(lake, [event(chance, 9)])
    assert indexed(lake) == logged(lake)
