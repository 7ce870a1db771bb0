"""The rest of the catalogue on logs small enough to count by hand."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from regard.analytics.metrics.measure import Estimate, measure, series
from regard.analytics.metrics.survival import median_wait
from regard.analytics.scope import Scope
from regard.analytics.tests.factories import answer, interaction, log_of, moment, order

MINUTE = 1 / 1440


def asked(rows: list[dict[str, Any]], name: str, days: float = 365, **given: Any) -> list[Estimate]:
    given.setdefault("scope", Scope())
    return measure(log_of(rows), name, as_of=moment(days), **given)


def only(rows: list[dict[str, Any]], name: str, **given: Any) -> Any:
    (found,) = asked(rows, name, **given)
    return found.value, found.n


def survey(kind: str, customer: str, days: float, number: str = "s", **given: Any) -> dict[str, Any]:
    said = json.dumps({"survey_id": number})
    return interaction(kind, customer_id=customer, days=days, properties=said, **given)


def test_response_rate__answers_in_time_to_the_same_survey__count_once() -> None:
    rows = [
        survey("Survey Sent", "a", 0),
        survey("Survey Answered", "a", 1),
        survey("Survey Answered", "a", 1),
        survey("Survey Sent", "late", 0),
        survey("Survey Answered", "late", 20),
        survey("Survey Sent", "other", 0),
        survey("Survey Answered", "other", 1, "t"),
        survey("Survey Sent", "bounced", 0, failed=True),
        survey("Survey Sent", "new", 360),
    ]
    assert only(rows, "response_rate") == (pytest.approx(100 / 3), 3)


def test_response_rate__of_an_anonymous_survey__is_not_guessed() -> None:
    named = '{"survey_id": "s1"}'
    hidden = '{"survey_id": "s2", "anonymous": true}'
    rows = [interaction("Survey Sent", customer_id=one, properties=said) for one in "ab" for said in (named, hidden)]
    rows.append(interaction("Survey Answered", customer_id="a", days=1, properties=named))
    rows.append(interaction(days=60))
    assert only(rows, "response_rate") == (50.0, 2)


def test_retention__classic_rolling_and_bracket__look_at_their_own_days() -> None:
    def seen(customer: str, *days: float) -> list[dict[str, Any]]:
        return [interaction(customer_id=customer, days=day) for day in (0, *days)]

    rows = [*seen("day 30", 30.2), *seen("day 40", 40), *seen("day 25", 25), *seen("day 95", 95), *seen("never")]
    assert only(rows, "retention_day_30") == (20.0, 5)
    assert only(rows, "retention_rolling_30") == (40.0, 5)
    assert only(rows, "retention_week_4") == (20.0, 5)


def test_next_purchase__orders_not_followed_yet__count_as_long_as_they_were_waited_on() -> None:
    rows = [order("a", 0), order("a", 10), order("b", 0), order("b", 30), order("c", 0)]
    value, n = only(rows, "next_purchase_days")
    assert n == 5
    assert value is None  # two of five were followed: not half
    assert only(rows[:4], "next_purchase_days") == (30.0, 4)


def test_median_wait__published_leukaemia_remissions__has_the_published_median() -> None:
    """Freireich et al. (1963), 6-MP arm: the median remission is 23 weeks (Kalbfleisch & Prentice)."""
    events, censored = [6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    found = median_wait([*events, *censored], [True] * 9 + [False] * 12)
    assert (found.value, found.n, found.low, found.high) == (23.0, 21, 13.0, None)


def test_median_wait__many_samples__interval_holds_the_truth() -> None:
    rng, held = np.random.default_rng(3), 0
    for _ in range(600):
        waited, stopped = rng.exponential(10, 120), rng.uniform(0, 40, 120)
        found = median_wait(np.minimum(waited, stopped).tolist(), (waited <= stopped).tolist())
        assert found.low is not None
        held += found.low <= 10 * np.log(2) <= (found.high or np.inf)
    assert 0.92 <= held / 600 <= 0.975


def test_reactivations__after_ninety_days_away__count_customers() -> None:
    rows = [interaction(customer_id="a", days=day) for day in (0, 10, 120, 240)]
    rows += [interaction(customer_id="b", days=day) for day in (0, 80)]
    assert only(rows, "reactivations") == (1.0, 1)
    assert only(rows, "reactivations", scope=Scope(until=date(2026, 3, 1)))[0] == 0.0


def test_referrals__of_any_kind__are_counted() -> None:
    assert only([interaction("Invite Sent"), interaction("Cart Shared"), interaction()], "referrals") == (2.0, 2)


def test_advocates__are_those_of_the_active_who_invited_or_shared__once_each() -> None:
    rows = [interaction("Invite Sent", customer_id="a"), interaction("Product Shared", customer_id="a", days=1)]
    rows += [interaction(customer_id="b"), interaction(customer_id="c"), interaction("Cart Shared", customer_id="d")]
    rows += [interaction("Email Delivered", customer_id="e", actor="company")]
    assert only(rows, "advocates") == (50.0, 4)


def paid(customer: str, kind: str, days: float, amount: float | None = None, number: str = "") -> dict[str, Any]:
    money = {"value": Decimal(str(amount)), "currency": "EUR"} if amount is not None else {}
    name = f"Subscription {kind}"
    return interaction(name, customer_id=customer, days=days, matter_id=f"{customer}{number}", **money)


CONTRACTS = [
    *(paid("stays", "Started", 0, 10), paid("stays", "Renewed", 40, 10)),
    *(paid("grows", "Started", 0, 10), paid("grows", "Renewed", 40, 15)),
    *(paid("shrinks", "Started", 0, 10), paid("shrinks", "Renewed", 40, 4)),
    *(paid("leaves", "Started", 0, 10), paid("leaves", "Cancelled", 45)),
    *(paid("changes", "Started", 0, 10, "1"), paid("changes", "Cancelled", 45, None, "1")),
    *(paid("changes", "Started", 46, 10, "2"), paid("new", "Started", 50, 99)),
    *(paid("gone", "Started", 0, 10), paid("gone", "Cancelled", 20)),
]
FEBRUARY = Scope(since=date(2026, 2, 1), until=date(2026, 3, 1))


def test_churn__of_a_month__is_of_those_there_were_at_its_start() -> None:
    assert only(CONTRACTS, "customer_churn", scope=FEBRUARY) == (20.0, 5)
    assert only(CONTRACTS, "gross_revenue_churn", scope=FEBRUARY) == (pytest.approx(100 * 16 / 50), 5)
    assert only(CONTRACTS, "net_revenue_churn", scope=FEBRUARY) == (pytest.approx(100 * 11 / 50), 5)


def test_churn__by_month_and_over_periods__is_the_same() -> None:
    by_month = {row.group: (row.value, row.n) for row in asked(CONTRACTS, "customer_churn", by="month", scope=FEBRUARY)}
    assert by_month == {"2026-02": (20.0, 5)}
    edges = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    found = series(log_of(CONTRACTS), "customer_churn", scope=Scope(), edges=edges, as_of=moment(365))
    assert [(period.numbers.value, period.numbers.n) for period in found] == [(None, 0), (20.0, 5)]


def test_churn__by_channel__is_where_the_subscription_began() -> None:
    rows = [row | {"channel": "app" if row["customer_id"] == "leaves" else "web"} for row in CONTRACTS]
    found = {row.group: (row.value, row.n) for row in asked(rows, "customer_churn", by="channel", scope=FEBRUARY)}
    assert found == {"app": (100.0, 1), "web": (0.0, 4)}


def test_contacts__followed_within_a_week__are_repeats_and_perhaps_another_channel() -> None:
    rows = [
        interaction("Ticket Opened", customer_id="a", days=0, channel="email"),
        interaction("Ticket Opened", customer_id="a", days=3, channel="email"),
        interaction("Call Started", customer_id="a", days=5, channel="phone"),
        interaction("Call Started", customer_id="a", days=30, channel="phone"),
        interaction("Call Started", customer_id="b", days=364, channel="phone"),
    ]
    assert only(rows, "repeat_contacts") == (50.0, 4)
    assert only(rows, "channel_switches") == (25.0, 4)


def test_clicks__in_vain__are_of_customers_seen_on_screens() -> None:
    rows = [interaction(customer_id="a"), interaction("Rage Clicked", customer_id="a"), interaction(customer_id="b")]
    rows.append(interaction("Store Visited", customer_id="c", channel="store"))
    assert only(rows, "rage_clicks") == (50.0, 2)
    assert only(rows, "dead_clicks") == (0.0, 2)


def test_steps__to_an_order__begin_with_the_visit() -> None:
    rows = [interaction(customer_id="a", days=minutes * MINUTE) for minutes in (0, 100, 110, 120)]
    rows += [order("a", 125 * MINUTE), interaction(customer_id="a", days=130 * MINUTE), order("a", 131 * MINUTE)]
    rows.append(answer("csat", 5, customer_id="a", days=121 * MINUTE))  # an answer is no step
    assert only(rows, "steps_to_order") == (3.0, 2)  # four, then two


def ad(cost: float, days: float) -> dict[str, Any]:
    said = json.dumps({"cost": cost, "currency": "EUR"})
    return interaction("Ad Clicked", channel="ads", days=days, properties=said)


def test_acquisition__ads_with_a_cost__are_shared_by_the_customers_won() -> None:
    rows = [ad(30, 0), ad(10, 1), ad(500, 60), order("a", 2, 15), order("b", 3, 5), order("a", 40, 30)]
    january = Scope(until=date(2026, 2, 1))
    assert only(rows, "acquisition_cost", scope=january) == (20.0, 2)
    value, n = only(rows, "payback_days", scope=january)
    assert (value, n) == (pytest.approx(38.0), 2)
    assert only([ad(90, 0), order("a", 2, 15)], "payback_days") == (None, 1)
    assert only([order("a", 2, 15)], "acquisition_cost") == (None, 0)
