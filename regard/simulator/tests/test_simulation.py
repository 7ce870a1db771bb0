import datetime as dt
import json

import pyarrow as pa
import pyarrow.compute as pc

from regard.analytics.schema.interactions import CHANNELS, OBSERVATION, STAGES
from regard.analytics.schema.vocabulary import BY_NAME
from regard.simulator import simulate
from regard.simulator.blocks import BLOCK
from regard.simulator.tests.factories import END, company, rows_of, told


def ipc_bytes(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    return bytes(sink.getvalue())


def test_company__told_twice__is_the_same_to_the_byte() -> None:
    again = pa.concat_tables(company().observations())
    assert ipc_bytes(again) == ipc_bytes(told())


def test_company__of_another_seed__tells_another_story() -> None:
    ours, other = told(customers=300), told(customers=300, seed=8)
    assert not set(ours.column("message_id").to_pylist()) & set(other.column("message_id").to_pylist())
    assert ours.num_rows != other.num_rows


def test_block__in_a_larger_company__does_not_change() -> None:
    small = told(customers=BLOCK)
    large = told(customers=3_000)
    assert large.slice(0, small.num_rows).equals(small)
    assert large.num_rows > small.num_rows


def test_observations__in_batches_of_any_size__are_the_same_rows_in_the_same_order() -> None:
    batches = list(simulate(customers=3_000, days=365, seed=7, end=END, batch_rows=10_000))
    assert {batch.num_rows for batch in batches[:-1]} == {10_000}
    assert batches[-1].num_rows <= 10_000
    assert pa.concat_tables(batches).equals(told())


def test_observations__of_a_company__are_valid_to_the_last_row() -> None:
    table = told()
    assert table.schema.equals(OBSERVATION)
    for field in OBSERVATION:
        if not field.nullable:
            assert table.column(field.name).null_count == 0, field.name
    assert set(table.column("kind").to_pylist()) <= set(BY_NAME)
    assert set(table.column("channel").drop_null().to_pylist()) <= set(CHANNELS)
    assert set(table.column("stage").drop_null().to_pylist()) <= set(STAGES)
    identified = [
        pc.is_valid(table.column(name)) for name in ("user_id", "email", "phone", "external_id", "anonymous_id")
    ]
    assert pc.all(
        pc.or_(pc.or_(identified[0], identified[1]), pc.or_(pc.or_(identified[2], identified[3]), identified[4]))
    ).as_py()
    assert len(pc.unique(table.column("message_id"))) == table.num_rows
    assert all(isinstance(json.loads(text), dict) for text in table.column("properties").to_pylist())


def test_observations__of_a_company__lie_inside_its_days() -> None:
    times = told().column("time")
    assert pc.min(times).as_py() >= dt.datetime(2025, 10, 1, tzinfo=dt.UTC)
    assert pc.max(times).as_py() < dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
    assert pc.max(times).as_py() > dt.datetime(2026, 9, 30, tzinfo=dt.UTC)


def test_observations__of_twenty_thousand_over_a_year__would_be_about_a_million() -> None:
    assert 48 <= told().num_rows / 3_000 <= 62


def test_vocabulary__in_a_company__is_mostly_used() -> None:
    used = set(told().column("kind").to_pylist())
    assert len(used) >= 60
    assert {"Ticket Reopened", "Subscription Cancelled", "Mention Posted", "Delivery Failed", "Account Deleted"} <= used


def test_surveys__of_every_stage__are_answered_on_their_scales() -> None:
    answers = rows_of("Survey Answered")
    assert {row["stage"] for row in answers} == set(STAGES)
    assert {row["properties"]["metric"] for row in answers} == {"nps", "csat", "ces"}
    for row in answers:
        properties = row["properties"]
        assert properties["scale_min"] <= properties["score"] <= properties["scale_max"]
        assert float(properties["score"]).is_integer()


def test_company__of_one_customer_for_one_day__is_told_without_failing() -> None:
    assert told(customers=1, days=1).num_rows >= 0
    assert told(customers=40, days=1).num_rows > 0
