"""Metrics on logs small enough to count by hand."""

from datetime import date
from decimal import Decimal

import pytest

from regard.analytics.metrics.measure import CATALOGUE, Estimate, UnknownMetric, measure, series
from regard.analytics.scope import Scope, ScopeError
from regard.analytics.tests.factories import answer, interaction, log_of, moment, order
from regard.analytics.tickets.opening_hours import Schedule, ServiceTerms, Target
from regard.analytics.tickets.reading import read_hours

AS_OF = moment(365)
WHOLE = Scope()
OFFICE = read_hours(
    {"zone": "UTC", "week": {day: [["09:00", "17:00"]] for day in ("monday", "thursday", "friday")}}
)  # 1 January 2026, when START is, was a Thursday
TERMS = ServiceTerms(
    {"office": Schedule("office", (OFFICE,))},
    "office",
    (
        Target("first_reply", 60, "business"),
        Target("first_reply", 30, "calendar", "high"),
        Target("resolution", 1440, "calendar"),
    ),
)


def only(rows: list[Estimate]) -> Estimate:
    assert len(rows) == 1
    return rows[0]


def test_nps__ten_answers__is_promoters_less_detractors() -> None:
    log = log_of([answer("nps", score) for score in (10, 9, 9, 8, 7, 6, 5, 10, 10, 0)])
    found = only(measure(log, "nps", scope=WHOLE, as_of=AS_OF))
    assert found.value == pytest.approx(20.0)
    assert (found.n, found.unit) == (10, "points")


def test_csat__five_point_scale__counts_the_top_two_boxes() -> None:
    log = log_of([answer("csat", score) for score in (1, 2, 3, 4, 5, 5)])
    assert only(measure(log, "csat", scope=WHOLE, as_of=AS_OF)).value == pytest.approx(50.0)


def test_ces__seven_point_scale__counts_five_and_more() -> None:
    log = log_of([answer("ces", score) for score in (3, 4, 5, 6, 7)])
    assert only(measure(log, "ces", scope=WHOLE, as_of=AS_OF)).value == pytest.approx(60.0)


def test_stars__ten_point_reviews__are_stretched_to_five() -> None:
    log = log_of([answer("stars", 10.0, scale_min=0.0, scale_max=10.0), answer("stars", 3.0)])
    assert only(measure(log, "stars", scope=WHOLE, as_of=AS_OF)).value == pytest.approx(4.0)


def test_experience__scores_of_any_scale__are_averaged_on_one() -> None:
    log = log_of([answer("nps", 10), answer("csat", 1), answer("ces", 4), interaction()])
    found = only(measure(log, "experience", scope=WHOLE, as_of=AS_OF))
    assert found.value == pytest.approx(0.0)
    assert found.n == 3


def test_retention__seen_again_within_ninety_days__counts_each_customer_once() -> None:
    log = log_of(
        [
            interaction(customer_id="back", days=0),
            interaction(customer_id="back", days=30),
            interaction(customer_id="late", days=0),
            interaction(customer_id="late", days=120),
            interaction(customer_id="same_day", days=0),
            interaction(customer_id="same_day", days=0.2),
            interaction(customer_id="written_to", days=0),
            interaction("Email Delivered", customer_id="written_to", days=3, actor="company"),
            interaction("Email Opened", customer_id="written_to", days=3),
            answer("csat", 5, customer_id="written_to", days=4),
        ]
    )
    found = only(measure(log, "retention", scope=WHOLE, as_of=AS_OF))
    assert found.value == pytest.approx(25.0)
    assert found.n == 4


def test_retention__too_little_follow_up__leaves_the_customer_out() -> None:
    log = log_of([interaction(customer_id="new", days=20)])
    found = only(measure(log, "retention", scope=WHOLE, as_of=moment(60)))
    assert (found.value, found.n) == (None, 0)


def test_repeat_purchase__period__is_moved_back_by_what_must_be_followed() -> None:
    log = log_of([order("a", 0), order("a", 80), order("b", 1), order("b", 95), order("c", 200)])
    scope = Scope(since=date(2026, 4, 1), until=date(2026, 7, 1))  # orders from 1 January to 1 April
    found = only(measure(log, "repeat_purchase", scope=scope, as_of=AS_OF))
    assert found.value == pytest.approx(50.0)
    assert found.n == 2


def ticket(number: str, *kinds: tuple[str, float], customer: str = "cus_1") -> list[dict[str, object]]:
    return [
        interaction(
            kind,
            days=days,
            matter_id=number,
            customer_id=customer,
            actor="company" if kind in ("Ticket Replied", "Ticket Solved") else "customer",
        )
        for kind, days in kinds
    ]


TICKETS = [
    *ticket("t1", ("Ticket Opened", 0), ("Ticket Replied", 0.5), ("Ticket Solved", 1), customer="a"),
    *ticket(
        "t2", ("Ticket Opened", 0), ("Ticket Solved", 1), ("Ticket Reopened", 2), ("Ticket Solved", 3), customer="b"
    ),
    *ticket("t3", ("Ticket Opened", 0), ("Ticket Replied", 1), ("Ticket Solved", 2), customer="c"),
    *ticket("t4", ("Ticket Opened", 4), ("Ticket Replied", 4.25), ("Ticket Solved", 5), customer="c"),
]


def test_first_contact_resolution__reopened_or_back_within_a_week__does_not_count() -> None:
    found = only(measure(log_of(TICKETS), "first_contact_resolution", scope=WHOLE, as_of=AS_OF))
    assert found.value == pytest.approx(50.0)
    assert found.n == 4


def test_reopen_rate__one_of_four__is_a_quarter() -> None:
    found = only(measure(log_of(TICKETS), "reopen_rate", scope=WHOLE, as_of=AS_OF))
    assert found.value == pytest.approx(25.0)
    assert found.n == 4


def test_hours__medians__run_from_opening_to_first_reply_and_last_solution() -> None:
    log = log_of(TICKETS)
    assert only(measure(log, "first_reply_hours", scope=WHOLE, as_of=AS_OF)).value == pytest.approx(12.0)
    assert only(measure(log, "resolution_hours", scope=WHOLE, as_of=AS_OF)).value == pytest.approx(36.0)


def test_first_reply__private_note__is_no_reply() -> None:
    rows = ticket("t1", ("Ticket Opened", 0), ("Ticket Replied", 0.1), ("Ticket Replied", 1))
    rows[1]["properties"] = '{"public": false}'
    assert only(measure(log_of(rows), "first_reply_hours", scope=WHOLE, as_of=AS_OF)).value == pytest.approx(24.0)


def test_revenue__two_currencies__are_never_added_up() -> None:
    log = log_of([order("a", 0, 10), order("a", 1, 5), order("b", 2, 7, currency="USD")])
    found = {row.group: (row.value, row.unit) for row in measure(log, "revenue", scope=WHOLE, as_of=AS_OF)}
    assert found == {"EUR": (15.0, "EUR"), "USD": (7.0, "USD")}


def test_order_value__decimals__stay_exact_to_the_cent() -> None:
    log = log_of([order("a", 0, value=0.1), order("a", 1, value=0.2)])
    found = only(measure(log, "revenue", scope=WHOLE, as_of=AS_OF))
    assert Decimal(str(found.value)).quantize(Decimal("0.01")) == Decimal("0.30")


def test_measure__by_channel__gives_one_row_a_channel_and_unknown_for_none() -> None:
    log = log_of([answer("nps", 10, channel="web"), answer("nps", 0, channel="app"), answer("nps", 9, channel=None)])
    found = {row.group: row.value for row in measure(log, "nps", scope=WHOLE, as_of=AS_OF, by="channel")}
    assert found == {"app": -100.0, "unknown": 100.0, "web": 100.0}


def test_measure__by_trait_and_property__reads_them_from_json() -> None:
    log = log_of(
        [
            interaction("Profile Updated", customer_id="a", properties='{"country": "DE", "age": 30}'),
            interaction("Profile Updated", customer_id="a", days=1, properties='{"country": "AT"}'),
            answer("nps", 10, customer_id="a", properties='{"store": "north"}'),
            answer("nps", 0, customer_id="b", properties='{"store": 12}'),
        ]
    )
    by_trait = {row.group: row.value for row in measure(log, "nps", scope=WHOLE, as_of=AS_OF, by="trait.country")}
    by_property = {row.group: row.value for row in measure(log, "nps", scope=WHOLE, as_of=AS_OF, by="properties.store")}
    assert by_trait == {"AT": 100.0, "unknown": -100.0}
    assert by_property == {"12": -100.0, "north": 100.0}


@pytest.mark.parametrize(
    ("by", "group"),
    [("day", "2026-01-01"), ("week", "2026-W01"), ("month", "2026-01"), ("quarter", "2026-Q1"), ("year", "2026")],
)
def test_measure__by_grain__names_the_period(by: str, group: str) -> None:
    assert only(measure(log_of([answer("nps", 10)]), "nps", scope=WHOLE, as_of=AS_OF, by=by)).group == group


def test_measure__scope__keeps_only_its_rows() -> None:
    log = log_of(
        [
            answer("nps", 10, days=0, channel="web", touchpoint="Delivery", stage="delivery"),
            answer("nps", 0, days=40, channel="web", touchpoint="Delivery", stage="delivery"),
            answer("nps", 0, days=0, channel="app", touchpoint="Checkout", stage="purchase"),
        ]
    )
    scope = Scope(until=date(2026, 2, 1), channels=("web",), stage="delivery", touchpoint="Delivery")
    assert only(measure(log, "nps", scope=scope, as_of=AS_OF)).n == 1


def test_measure__segment__keeps_only_customers_with_the_trait_now() -> None:
    log = log_of(
        [
            interaction("Profile Updated", customer_id="a", properties='{"plan": "pro"}'),
            interaction("Profile Updated", customer_id="b", properties='{"plan": "free"}'),
            answer("nps", 10, customer_id="a"),
            answer("nps", 0, customer_id="b"),
        ]
    )
    assert only(measure(log, "nps", scope=Scope(segment="trait:plan=pro"), as_of=AS_OF)).value == 100.0


def test_series__periods__are_those_between_the_edges() -> None:
    log = log_of(
        [answer("nps", 10, days=0), answer("nps", 0, days=31), answer("nps", 10, days=45), answer("nps", 0, days=400)]
    )
    edges = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    found = series(log, "nps", scope=WHOLE, edges=edges, as_of=AS_OF)
    assert [(period.numbers.value, period.numbers.n) for period in found] == [(100.0, 1), (0.0, 2)]


def test_measure__empty_log__answers_every_metric() -> None:
    for name, metric in CATALOGUE.items():
        found = only(measure(log_of([]), name, scope=WHOLE, as_of=AS_OF, terms=TERMS))
        assert (found.n, found.value) == (0, 0.0 if metric.minimum_n == 0 else None)


def test_measure__unknown_metric__names_those_there_are() -> None:
    with pytest.raises(UnknownMetric, match="nps, csat"):
        measure(log_of([]), "nsp", scope=WHOLE, as_of=AS_OF)


@pytest.mark.parametrize("by", ["nothing", "trait.", "properties.a'b", 'trait.x"]', "id; drop table"])
def test_measure__impossible_dimension__is_refused_in_a_sentence(by: str) -> None:
    with pytest.raises(ScopeError, match=r"\.$"):
        measure(log_of([answer("nps", 10)]), "nps", scope=WHOLE, as_of=AS_OF, by=by)


@pytest.mark.parametrize("value", ["' or 1=1 --", 'x" y', "%", "\\", "é", "'; drop table interactions; --"])
def test_measure__hostile_filter_values__match_nothing_and_break_nothing(value: str) -> None:
    log = log_of([answer("nps", 10, channel="web")])
    for scope in (Scope(channels=(value,)), Scope(touchpoint=value), Scope(segment=f"trait:plan={value}")):
        assert only(measure(log, "nps", scope=scope, as_of=AS_OF)).n == 0
    assert only(measure(log, "nps", scope=WHOLE, as_of=AS_OF)).n == 1
