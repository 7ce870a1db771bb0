"""No later interaction can change what was known at a cut; and what came of it is read from after it alone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest

from regard.analytics.risk.following import left_after, there_at
from regard.analytics.risk.knowing import known_at
from regard.analytics.risk.learning import features_before
from regard.analytics.risk.terms import USUAL, Terms
from regard.foundation.lake.api import Lake
from regard.record.interactions.api import preview
from regard.record.interactions.tests.factories import observation, observations
from regard.understand.journeys.tests.factories import company_log

CUT = datetime(2026, 7, 1, tzinfo=UTC)
ALL_TERMS = [*USUAL.values(), Terms("cancels", "Account Deleted", 60)]


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return company_log(tmp_path_factory.mktemp("leaks"), customers=250, days=200)


@pytest.fixture(scope="module")
def grown(lake: Lake) -> ibis.Table:
    """The log with everything that ever happened happening once more after the cut, to somebody else as well."""
    log = lake.interactions()
    early = log.filter(log.time < CUT)
    move = ibis.interval(days=400)
    again = early.mutate(
        id=early.id + "x",
        time=early.time + move,
        score=early.scale_min,
        value=(early.value * 3).cast(early.value.type()),
    )
    told = again.filter(again.kind == "Profile Updated").mutate(
        properties=ibis.literal('{"segment": "city", "why_left": "price"}')
    )
    cancelled = again.filter(again.kind == "Order Completed")
    cancelled = cancelled.mutate(
        kind=ibis.literal("Subscription Cancelled"), time=cancelled.time - move + ibis.interval(days=300)
    )
    cancelled = cancelled.filter(cancelled.time >= CUT)
    return ibis.union(log, again, told, cancelled)


def rows(table: ibis.Table) -> list[dict[str, Any]]:
    return list(table.order_by("customer_id").to_pyarrow().to_pylist())


def test_features__with_everything_that_came_later__are_those_without_it(lake: Lake, grown: ibis.Table) -> None:
    log = lake.interactions()
    cut_off = log.filter(log.time < CUT)
    features = features_before(log, cut=CUT, terms=USUAL["orders"])
    assert {"trait_segment", "plan"} & {one.name for one in features} == {"trait_segment"}
    known = rows(known_at(log, cut=CUT, traits=features))
    assert len(known) > 100
    assert sum(row["late"] for row in known) > 10
    assert known == rows(known_at(cut_off, cut=CUT, traits=features))
    assert known == rows(known_at(grown, cut=CUT, traits=features))


def test_features__found_with_everything_that_came_later__are_the_same_ones(lake: Lake, grown: ibis.Table) -> None:
    log = lake.interactions()
    found = features_before(log, cut=CUT, terms=USUAL["contracts"])
    assert found == features_before(grown, cut=CUT, terms=USUAL["contracts"])
    assert "why_left" not in {one.label for one in found}


@pytest.mark.parametrize("terms", ALL_TERMS, ids=lambda terms: f"{terms.leaves} {terms.kind}")
def test_who_was_there__with_everything_that_came_later__is_the_same(
    lake: Lake, grown: ibis.Table, terms: Terms
) -> None:
    log = lake.interactions()
    there = rows(there_at(log, cut=CUT, terms=terms))
    assert there
    assert there == rows(there_at(grown, cut=CUT, terms=terms))
    assert there == rows(left_after(log, cut=CUT, terms=terms).select("customer_id"))


@pytest.mark.parametrize("terms", ALL_TERMS, ids=lambda terms: f"{terms.leaves} {terms.kind}")
def test_outcome__after_its_days_are_over__no_longer_changes(lake: Lake, terms: Terms) -> None:
    log = lake.interactions()
    until = CUT + timedelta(days=terms.days)
    ended = log.filter(log.time < until)
    assert rows(left_after(log, cut=CUT, terms=terms)) == rows(left_after(ended, cut=CUT, terms=terms))


def told(*happened: dict[str, Any]) -> ibis.Table:
    rows, _ = preview(observations=observations(*happened), now=datetime(2026, 11, 1, tzinfo=UTC))
    return ibis.memtable(pa.Table.from_pylist(rows.to_pylist(), schema=rows.schema))


def subscription(kind: str, user: str, days: float, contract: str = "s1") -> dict[str, Any]:
    return observation(
        kind,
        user_id=user,
        days=days,
        properties={"subscription_id": contract, "plan": "pro", "value": 20, "currency": "EUR"},
    )


def test_contracts__of_which_one_of_two_ends__count_as_left_and_one_that_came_back_as_there() -> None:
    """NOW is 1 November 2026 at noon; the cut is 40 days before it."""
    cut = datetime(2026, 9, 22, tzinfo=UTC)
    log = told(
        subscription("Subscription Started", "ann", 200),
        subscription("Subscription Started", "ann", 100, "s2"),
        subscription("Subscription Cancelled", "ann", 20, "s2"),
        subscription("Subscription Started", "ben", 200),
        subscription("Subscription Cancelled", "ben", 90),
        subscription("Subscription Started", "cat", 200),
        subscription("Subscription Cancelled", "cat", 90),
        subscription("Subscription Started", "cat", 60),
        subscription("Subscription Started", "dan", 10),
    )
    found = left_after(log, cut=cut, terms=USUAL["contracts"]).to_pyarrow().to_pylist()
    known = {
        row["fee"]: row
        for row in known_at(log, cut=cut, traits=()).filter(lambda row: row.running).to_pyarrow().to_pylist()
    }
    assert sorted(row["left"] for row in found) == [False, True]  # cat stays; ann ends one; ben and dan had none
    assert set(known) == {20.0, 40.0}
    assert known[20.0]["left_before"] == 1
    assert known[40.0]["contracts"] == 2


def test_features__of_a_short_history__are_what_one_counts_by_hand() -> None:
    cut = datetime(2026, 10, 22, 12, tzinfo=UTC)  # ten days before NOW

    def order(number: int, days: float, total: int, **more: Any) -> dict[str, Any]:
        return observation(
            "Order Completed",
            days=days,
            properties={"order_id": f"o{number}", "total": total, "currency": "EUR", **more},
        )

    log = told(
        order(1, 400, 100),
        order(2, 110, 50, promised_at="2026-07-20T18:00:00Z"),
        observation("Order Delivered", days=100, properties={"order_id": "o2"}),
        order(3, 30, 20, promised_at="2026-10-10"),
        observation("Ticket Opened", days=25, properties={"ticket_id": "t1"}),
        observation(
            "Survey Answered", days=20, properties={"metric": "csat", "score": 2, "scale_min": 1, "scale_max": 5}
        ),
        observation("Rage Clicked", days=15),
        order(4, 5, 999),
    )
    (row,) = known_at(log, cut=cut, traits=()).to_pyarrow().to_pylist()
    expected = {
        "tenure": 390,
        "seen": 5,
        "ordered": 20,
        "orders": 3,
        "orders_90": 1,
        "spent": 170,
        "spent_365": 70,
        "order_gap": 185,
        "late": 2,
        "late_90": 1,
        "contacts": 1,
        "contacts_90": 1,
        "scores": 1,
        "felt_last": -0.5,
        "clicked_in_vain": 1,
        "worth": 70,
    }
    assert {name: row[name] for name in expected} == pytest.approx(expected)


def test_lake__for_these_tests__holds_rows_on_both_sides_of_the_cut(lake: Lake) -> None:
    log = lake.interactions()
    assert 0 < log.filter(log.time < CUT).count().to_pyarrow().as_py() < log.count().to_pyarrow().as_py()
    assert Path(lake.root).is_dir()
