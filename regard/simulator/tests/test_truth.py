import datetime as dt
from itertools import pairwise

import numpy as np
import pytest

from regard.simulator import plan
from regard.simulator.blocks import draw_blocks, live_through
from regard.simulator.course import frictions
from regard.simulator.tests.factories import END, planted, rows_of, truth

SIZE = {"customers": 6_000}
CAUSES = ["late_delivery", "payment_failed", "phone_wait", "ticket_reopened"]
KEYS = [friction.key for friction in (*plan.CAUSES, *plan.DECOYS)]


def test_truth__told_twice__is_the_same() -> None:
    from regard.simulator.tests.factories import company

    assert company(customers=600).truth() == truth(customers=600)


def test_truth__of_the_planted_causes__ranks_them_far_apart_by_money() -> None:
    causes = [one for one in truth(**SIZE)["planted"] if one["role"] == "cause"]
    assert [one["key"] for one in causes] == CAUSES
    assert [one["rank"] for one in causes] == [1, 2, 3, 4]
    for larger, smaller in pairwise(causes):
        assert larger["money_lost"] > 1.4 * smaller["money_lost"]


@pytest.mark.parametrize("key", CAUSES)
def test_truth__of_a_cause__agrees_with_the_same_people_drawn_without_it(key: str) -> None:
    one = planted(key, **SIZE)
    drawn = one["came_back"] - one["would_have_come_back"]
    assert drawn == pytest.approx(one["effect_on_return"], abs=4 * (0.25 / one["encounters"]) ** 0.5)
    assert -0.25 < one["effect_on_return"] < -0.08
    assert one["effect_on_nps_answer"] < -0.5
    assert one["effect_on_csat_answer"] < -0.3


@pytest.mark.parametrize("key", [decoy.key for decoy in plan.DECOYS])
def test_truth__of_a_decoy__has_no_effect_though_those_it_met_came_back_less(key: str) -> None:
    one = planted(key, **SIZE)
    assert (one["effect_on_return"], one["effect_on_nps_answer"], one["money_lost"], one["rank"]) == (0, 0, 0, None)
    assert one["raw_difference"] < -0.06


def test_truth__of_failures__counts_what_was_told() -> None:
    assert planted("payment_failed", **SIZE)["encounters"] == len(rows_of("Payment Failed", **SIZE))
    assert planted("voucher_denied", **SIZE)["encounters"] == len(rows_of("Coupon Denied", **SIZE))
    waited = [row for row in rows_of("Call Started", **SIZE) if row["properties"]["wait_seconds"] > plan.WAIT_SECONDS]
    assert planted("phone_wait", **SIZE)["encounters"] == len(waited)
    assert planted("phone_wait", **SIZE)["customers"] == len({row["phone"] for row in waited})
    failed = [row for row in rows_of("Signed In", **SIZE) if row["properties"]["success"] is False]
    assert planted("sign_in_failed", **SIZE)["encounters"] == len(failed)


def test_truth__of_late_parcels__counts_those_delivered_late_and_those_never() -> None:
    late = [
        row
        for row in rows_of("Order Delivered", **SIZE)
        if row["time"] > dt.datetime.fromisoformat(row["properties"]["promised_at"])
    ]
    lost = rows_of("Delivery Failed", **SIZE)
    assert planted("late_delivery", **SIZE)["encounters"] == pytest.approx(len(late) + len(lost), abs=12)


@pytest.mark.parametrize("key", KEYS)
def test_world__with_a_friction_switched_off__meets_nobody_with_it(key: str) -> None:
    (block,) = draw_blocks(customers=1_500, days=365, seed=3, end=END)
    for _, _, episode in live_through(block, off=key):
        assert not frictions(episode)[key].exposed.any()


def test_world__with_a_friction_switched_off__is_the_same_for_whom_it_never_met() -> None:
    (block,) = draw_blocks(customers=1_500, days=365, seed=3, end=END)
    met = np.zeros(1_500, dtype=bool)
    ours = [episode for _, _, episode in live_through(block)]
    other = [episode for _, _, episode in live_through(block, off="late_delivery")]
    for episode in ours:
        met |= episode.here & episode.late
    assert 100 < met.sum() < 1_400
    for one, two in zip(ours, other, strict=False):
        assert np.array_equal(one.here[~met], two.here[~met])
        assert np.array_equal(one.next_at[~met & one.here], two.next_at[~met & one.here])


def test_truth__of_a_company__names_what_changed_and_where_nothing_was_planted() -> None:
    story = truth(**SIZE)
    assert story["changes"] == [
        {"friction": "late_delivery", "since": "2026-07-01T00:00:00+00:00", "times_as_often": 1.9}
    ]
    assert {one["key"] for one in story["nothing_planted"]} == {"chat_wait", "store_wait", "app_crash", "video_stops"}
