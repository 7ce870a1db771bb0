"""The journey as stages, on a log small enough to count by hand."""

import pytest

from regard.analytics.journeys.stages import journey
from regard.analytics.scope import Scope
from regard.analytics.tests.factories import answer, interaction, log_of


def test_journey__customers_and_drop_off__count_who_goes_no_further() -> None:
    log = log_of(
        [
            interaction(customer_id="a", stage="awareness"),
            interaction(customer_id="b", stage="awareness"),
            interaction(customer_id="b", stage="purchase", days=1),
            interaction(customer_id="c", stage="awareness"),
            interaction(customer_id="c", stage="departure", days=1),
            interaction(customer_id="d", stage=None),
        ]
    )
    found = journey(log, scope=Scope())
    stages = {stage.stage: stage for stage in found.stages}
    assert stages["awareness"].customers == 3
    assert stages["awareness"].drop_off is not None
    assert stages["awareness"].drop_off.customers == 2
    assert stages["awareness"].drop_off.share == pytest.approx(2 / 3)
    assert stages["departure"].drop_off is None
    assert found.unplaced == 1


def test_journey__scores__are_averaged_per_stage_and_the_worst_touchpoint_is_named() -> None:
    bad = [answer("csat", 1, stage="delivery", touchpoint="Tracking") for _ in range(30)]
    good = [answer("csat", 5, stage="delivery", touchpoint="Parcel") for _ in range(30)]
    few = [answer("csat", 1, stage="delivery", touchpoint="Locker") for _ in range(3)]
    found = journey(log_of(bad + good + few), scope=Scope())
    delivery = next(stage for stage in found.stages if stage.stage == "delivery")
    assert delivery.experience.n == 63
    assert delivery.experience.value == pytest.approx(-3 / 63)
    assert delivery.worst is not None
    assert delivery.worst.touchpoint == "Tracking"
    assert found.scored == 63


def test_journey__empty_log__has_eight_empty_stages() -> None:
    found = journey(log_of([]), scope=Scope())
    assert [stage.customers for stage in found.stages] == [0] * 8
    assert all(stage.experience.value is None for stage in found.stages)
