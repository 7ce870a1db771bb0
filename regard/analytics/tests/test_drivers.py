"""Drivers: effects recovered where planted, and nothing claimed where nothing was."""

from typing import Any

import ibis.expr.types as ir
import numpy as np
import pytest

from regard.analytics.drivers.fix_first import FixFirst, exposures, fix_first, ground
from regard.analytics.drivers.frictions import encounters
from regard.analytics.drivers.history import DAY, history
from regard.analytics.drivers.moved import drivers
from regard.analytics.scope import Scope, ScopeError
from regard.analytics.tests.factories import answer, interaction, log_of, moment, order

AS_OF = moment(400)
WHOLE = Scope()


def met(log: ir.Table) -> list[dict[str, Any]]:
    return list(encounters(log, as_of=AS_OF).to_pyarrow().to_pylist())


def shipped(number: str, delivered: float | None, promised: float = 5.0, **given: Any) -> list[dict[str, Any]]:
    """An order promised on a day, delivered or not."""
    rows = [order("cus_1", 0, matter_id=number, promised_at=moment(promised), **given)]
    if delivered is not None:
        rows.append(interaction("Order Delivered", days=delivered, matter_id=number, actor="company"))
    return rows


def test_encounters__order_after_its_promise__is_late_from_the_promise_on() -> None:
    found = met(log_of([*shipped("kept", 4), *shipped("broken", 9), *shipped("never", None)]))
    late = sorted((row["exposed"], row["time"]) for row in found if row["friction"] == "late")
    assert late == [(False, moment(4)), (True, moment(5)), (True, moment(5))]


def test_encounters__promise_of_a_day__holds_until_that_day_ends() -> None:
    midnight = moment(5).replace(hour=0)
    rows = shipped("same_day", 5.2) + shipped("next_day", 6.2)
    for row in rows:
        if row["kind"] == "Order Completed":
            row["promised_at"] = midnight
    found = [row["exposed"] for row in met(log_of(rows)) if row["friction"] == "late"]
    assert sorted(found) == [False, True]


def test_encounters__order_cancelled_in_time_or_still_open__is_no_encounter() -> None:
    cancelled = [*shipped("c", None), interaction("Order Cancelled", days=2, matter_id="c")]
    still_open = shipped("o", None, promised=500)
    assert [row for row in met(log_of(cancelled + still_open)) if row["friction"] == "late"] == []


def test_encounters__failures_and_waits__are_one_a_day_with_the_row_that_shows_it() -> None:
    broken = interaction("Payment Failed", days=0.1, touchpoint="Payment", failed=True)
    rows = [
        interaction("Payment Info Entered", touchpoint="Payment"),
        broken,
        interaction("Payment Info Entered", days=3, touchpoint="Payment"),
        interaction("Call Started", touchpoint="Phone support", wait_seconds=301.0),
        interaction("Call Started", days=1, touchpoint="Phone support", wait_seconds=300.0),
    ]
    found = met(log_of(rows))
    failed = [(row["exposed"], row["interaction_id"]) for row in found if row["friction"] == "failed"]
    assert sorted(failed, reverse=True)[0] == (True, broken["id"])
    assert len(failed) == 2
    assert sorted(row["exposed"] for row in found if row["friction"] == "wait") == [False, True]


def retailer(seed: int = 3, customers: int = 3000) -> list[dict[str, Any]]:
    """Orders of which some are late and hurt; errors that only newcomers meet and that hurt nobody."""
    rng = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    for number in range(customers):
        name = f"cus_{number:05d}"
        is_new = bool(rng.random() < 0.5)
        late = bool(rng.random() < 0.3)
        rows.append(interaction("Profile Updated", customer_id=name, properties=f'{{"new": {str(is_new).lower()}}}'))
        rows.append(order(name, 1, matter_id=name, promised_at=moment(5)))
        rows.append(
            interaction("Order Delivered", customer_id=name, days=8 if late else 4, matter_id=name, actor="company")
        )
        error = bool(rng.random() < (0.5 if is_new else 0.1))
        rows.append(interaction("Signed In", customer_id=name, days=9, touchpoint="Sign-in", failed=error))
        rows.append(answer("csat", 2 if late else 5, customer_id=name, days=10, touchpoint="Sign-in"))
        if rng.random() < 0.6 - 0.2 * late - 0.25 * is_new:
            rows.append(order(name, 40))
    return rows


@pytest.fixture(scope="module")
def shop() -> ir.Table:
    return log_of(retailer())


def ranked(log: ir.Table, scope: Scope = WHOLE, moves: str | None = None) -> FixFirst:
    of_segment = scope.of_segment(log)
    return fix_first(
        encounters(log, as_of=AS_OF), ground(log, as_of=AS_OF), scope=scope, of_segment=of_segment, moves=moves
    )


def test_fix_first__cause_and_decoy__names_the_cause_and_leaves_the_decoy_unclear(shop: ir.Table) -> None:
    found = ranked(shop)
    by_key = {row.key: row for row in found.rows}
    assert found.rows[0].key == "Delivery:late"
    assert found.rows[0].evidence == "effect"
    assert found.rows[0].low < -20 < found.rows[0].high
    assert by_key["Sign-in:failed"].evidence == "unclear"
    assert by_key["Sign-in:failed"].raw < -5


def test_fix_first__money__is_customers_times_effect_times_worth(shop: ir.Table) -> None:
    found = ranked(shop)
    first = found.rows[0]
    assert found.worth is not None
    assert found.worth.value == pytest.approx(100.0)
    assert first.at_stake == pytest.approx(-first.customers * first.effect / 100 * 100.0)
    assert first.at_stake is not None
    assert first.at_stake_low is not None
    assert first.at_stake_high is not None
    assert first.at_stake_low < first.at_stake < first.at_stake_high


def test_fix_first__score__is_told_in_the_scale_all_scores_share(shop: ir.Table) -> None:
    found = ranked(shop, moves="score")
    assert found.outcome.unit == "points of 1 to 5"
    assert found.rows[0].key == "Delivery:late"
    assert found.rows[0].effect == pytest.approx(-3.0, abs=0.05)


def test_fix_first__return__counts_visits_and_neither_answers_nor_complaints() -> None:
    rows = retailer(customers=1500)
    for row in [row for row in rows if row["kind"] == "Order Delivered"]:
        given = {"customer_id": row["customer_id"], "days": 12}
        rows += [answer("stars", 1, **given), interaction("Ticket Opened", stage="service", **given)]
    found = ranked(log_of([row for row in rows if row["kind"] != "Signed In"]), moves="return")
    late = next(row for row in found.rows if row.key == "Delivery:late")
    assert late.low < -20 < late.high


def test_fix_first__segment__counts_only_its_customers(shop: ir.Table) -> None:
    everybody, some = ranked(shop), ranked(shop, Scope(segment="trait:new=true"))
    late = {row.key: row.customers for row in some.rows}["Delivery:late"]
    assert 0 < late < {row.key: row.customers for row in everybody.rows}["Delivery:late"]


def test_exposures__pain_point__are_as_many_as_were_late(shop: ir.Table) -> None:
    shown = exposures(encounters(shop, as_of=AS_OF), key="Delivery:late", scope=WHOLE, of_segment=shop)
    assert shown.count().to_pyarrow().as_py() == ranked(shop).rows[0].customers


def test_fix_first__log_with_few_encounters__says_how_many_are_needed() -> None:
    found = ranked(log_of(retailer(customers=60)))
    assert found.rows == ()
    assert {few.needed for few in found.too_few} == {100}


def test_fix_first__empty_log__has_nothing_to_say() -> None:
    found = ranked(log_of([]))
    assert (found.rows, found.too_few, found.worth) == ((), (), None)


def test_fix_first__unknown_outcome_or_key__is_refused(shop: ir.Table) -> None:
    with pytest.raises(ScopeError, match="repurchase, return, score"):
        ranked(shop, moves="love")
    with pytest.raises(ScopeError, match="no pain point"):
        exposures(shop, key="nothing", scope=WHOLE, of_segment=shop)


def test_drivers__cause_and_decoy__says_of_score_return_and_money_what_the_cause_moves(shop: ir.Table) -> None:
    found = drivers(encounters(shop, as_of=AS_OF), ground(shop, as_of=AS_OF), scope=WHOLE, of_segment=shop)
    assert [outcome.name for outcome in found.outcomes] == ["score", "repurchase", "spend"]
    late = found.rows[0]
    assert (late.key, late.evidence) == ("Delivery:late", "effect")
    assert {one.outcome: one.evidence for one in late.moved} == dict.fromkeys(
        ("score", "repurchase", "spend"), "effect"
    )
    for outcome, planted in (("repurchase", -20), ("spend", -20)):
        moved = late.of(outcome)
        assert moved is not None
        assert moved.low < planted < moved.high
        assert 0 < moved.robustness_of_interval < moved.robustness < 1
        assert moved.no_counterpart == 0
    decoy = next(row for row in found.rows if row.key == "Sign-in:failed")
    back = decoy.of("repurchase")
    assert back is not None
    assert (back.evidence, back.plain < -5) == ("unclear", True)


def test_drivers__log_without_orders__speaks_of_coming_back_and_of_no_money() -> None:
    rows = [row for row in retailer(customers=600) if row["kind"] != "Order Completed"]
    log = log_of(rows)
    found = drivers(encounters(log, as_of=AS_OF), ground(log, as_of=AS_OF), scope=WHOLE, of_segment=log)
    assert [outcome.name for outcome in found.outcomes] == ["score", "return"]


def test_drivers__too_few_encounters__are_listed_without_a_claim() -> None:
    log = log_of(retailer(customers=60))
    found = drivers(encounters(log, as_of=AS_OF), ground(log, as_of=AS_OF), scope=WHOLE, of_segment=log)
    assert {row.key for row in found.rows} == {"Delivery:late", "Sign-in:failed", "Sign-in:low_score"}
    assert {(row.evidence, row.moved) for row in found.rows} == {("too_few", ())}


def test_history__next_score__is_the_first_in_the_window_and_the_customers_own() -> None:
    log = log_of(
        [
            answer("csat", 1, customer_id="cus_1", days=1),
            answer("csat", 5, customer_id="cus_1", days=3),
            answer("csat", 3, customer_id="cus_2", days=2),
        ]
    )
    past = history(log)
    at = np.array([int(moment(days).timestamp()) for days in (0, 2, 4, 0, 0)])
    customer = np.array([0, 0, 0, 1, 1])
    found = past.next("scored", "felt", customer, at, at + np.array([30, 30, 30, 30, 1]) * DAY)
    assert found.tolist()[:2] + found.tolist()[3:4] == [-1.0, 1.0, 0.0]
    assert np.isnan(found[[2, 4]]).all()
