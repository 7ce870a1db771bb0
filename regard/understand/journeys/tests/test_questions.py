"""Answers about journeys are those of plain SQL over the log."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from regard.analytics.journeys.histories import id_of
from regard.analytics.journeys.matching import JourneyError
from regard.analytics.schema.vocabulary import ANSWERS, BOOKKEEPING
from regard.analytics.scope import Scope, ScopeError
from regard.foundation.lake.api import Lake
from regard.project.notebook import Log, scope_of
from regard.understand.journeys import api as journeys
from regard.understand.journeys.tests.factories import company_log

SPRING = Scope(since=date(2026, 4, 1), until=date(2026, 7, 1))
COUNTED = f"kind not in {BOOKKEEPING}"
OWN = f"actor = 'customer' and kind not in {(*BOOKKEEPING, *ANSWERS)}"
BUYING = "Product Viewed > Product Added > Checkout Started > Order Completed"


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return company_log(tmp_path_factory.mktemp("company"))


def asked(lake: Lake, query: str) -> list[Any]:
    return [tuple(row.values()) for row in lake.sql(query).to_pylist()]


def test_funnel__within_a_window__is_that_of_running_maxima_in_sql(lake: Lake) -> None:
    rows = asked(
        lake,
        """
        with picked as (select customer_id, time, id, kind, case when kind = 'Product Viewed'
                and time >= timestamptz '2026-04-01 00:00:00+00' and time < timestamptz '2026-07-01 00:00:00+00'
                then time end as s1 from interactions
            where kind in ('Product Viewed', 'Product Added', 'Checkout Started', 'Order Completed')),
        two as (select *, case when kind = 'Product Added' then max(s1) over w end as s2 from picked
            window w as (partition by customer_id order by time, id rows between unbounded preceding and 1 preceding)),
        two_in as (select * replace (case when time - s2 <= interval 3 day then s2 end as s2) from two),
        three as (select *, case when kind = 'Checkout Started' then max(s2) over w end as s3 from two_in
            window w as (partition by customer_id order by time, id rows between unbounded preceding and 1 preceding)),
        three_in as (select * replace (case when time - s3 <= interval 3 day then s3 end as s3) from three),
        four as (select *, case when kind = 'Order Completed' then max(s3) over w end as s4 from three_in
            window w as (partition by customer_id order by time, id rows between unbounded preceding and 1 preceding)),
        four_in as (select * replace (case when time - s4 <= interval 3 day then s4 end as s4) from four)
        select count(distinct customer_id) filter (s1 is not null), count(distinct customer_id) filter (s2 is not null),
            count(distinct customer_id) filter (s3 is not null), count(distinct customer_id) filter (s4 is not null)
        from four_in
        """,
    )
    found = journeys.funnel_of(lake=lake, scope=SPRING, steps=BUYING, window_days=3, by="channel")
    reached = [step.customers for step in found.groups[0].steps]
    assert tuple(reached) == rows[0]
    assert reached[0] > reached[1] >= reached[3] > 5
    assert [sum(group.steps[k].customers for group in found.groups[1:]) for k in range(4)] == reached
    last = found.groups[0].steps[3].share
    assert (last.low or 0) < (last.value or 0) < (last.high or 0)
    for step in range(1, 5):
        behind = journeys.funnel_customers(lake=lake, scope=SPRING, steps=BUYING, step=step, window_days=3)
        assert len(set(behind.tolist())) == len(behind) == reached[step - 1]
    dropped = journeys.funnel_customers(
        lake=lake, scope=SPRING, steps=BUYING, step=1, outcome="dropped", window_days=3, by="channel", group="web"
    )
    assert len(dropped) == next(group for group in found.groups if group.group == "web").steps[0].dropped


def test_funnel__by_a_trait_and_of_a_segment__counts_the_same_customers(lake: Lake) -> None:
    by_country = journeys.funnel_of(lake=lake, scope=Scope(), steps=BUYING, by="trait.country")
    biggest = next(group for group in by_country.groups[1:] if group.group != "unknown")
    scope = scope_of(segment=f"trait:country={biggest.group}")
    only = journeys.funnel_of(lake=lake, scope=scope, steps=BUYING)
    assert [step.customers for step in only.groups[0].steps] == [step.customers for step in biggest.steps]
    assert only.groups[0].entered < by_country.groups[0].entered


def test_flow__pairs__are_those_of_lag_in_sql(lake: Lake) -> None:
    rows = asked(
        lake,
        f"""
        with passed as (select customer_id, time, id, coalesce(touchpoint, 'none') as node,
            lag(coalesce(touchpoint, 'none')) over (partition by customer_id order by time, id) as before
            from interactions where {COUNTED})
        select before, node, count(*) as n from passed where before is not null and before != node
        group by all order by n desc, before, node
        """,
    )
    found = journeys.flow_of(lake=lake, scope=Scope(), limit=100_000)
    assert [(pair.start, pair.end, pair.visits) for pair in found.pairs] == rows
    people = asked(lake, f"select touchpoint, count(distinct customer_id) from interactions where {COUNTED} group by 1")
    assert {(place.node, place.customers) for place in found.places} == set(people)
    ended = next(place for place in found.places if place.ended.value)
    behind = journeys.flow_customers(lake=lake, scope=Scope(), node=ended.node, what="ended")
    assert len(behind) == round((ended.ended.value or 0) / 100 * ended.customers)


@pytest.mark.parametrize("over", ["touchpoint", "stage"])
def test_paths__of_everybody__are_those_of_lists_in_sql(lake: Lake, over: str) -> None:
    rows = asked(
        lake,
        f"""
        with passed as (select customer_id, time, id, coalesce({over}, 'none') as node,
            lag(coalesce({over}, 'none')) over (partition by customer_id order by time, id) as before
            from interactions where {COUNTED}),
        walked as (select customer_id, list(node order by time, id)[:4] as path from passed
            where before is null or before != node group by 1)
        select array_to_string(path, ' > '), count(*) as n from walked group by 1
        """,
    )
    found = journeys.paths_of(lake=lake, scope=Scope(), over=over, steps=4, limit=500)
    assert {(" > ".join(name for name in path.nodes if name), path.customers) for path in found.listed} == set(rows)
    assert (found.different, found.n) == (len(rows), sum(n for _, n in rows))
    assert found.alone == sum(n == 1 for _, n in rows) > 0
    rare = found.listed[-1]
    behind = journeys.path_customers(lake=lake, scope=Scope(), passed=rare.nodes, over=over, steps=4)
    assert len(behind) == rare.customers
    second = sum(link.customers for link in found.links if link.step == 0 and link.end == rare.nodes[1])
    at_second = journeys.path_customers(lake=lake, scope=Scope(), passed=[None, rare.nodes[1]], over=over, steps=4)
    assert len(at_second) == second
    few = journeys.paths_of(lake=lake, scope=Scope(), over=over, steps=4, limit=1)
    assert few.others == found.n - few.listed[0].customers


def test_sessions__by_month__are_those_of_gaps_in_sql(lake: Lake) -> None:
    rows = asked(
        lake,
        f"""
        with gaps as (select customer_id, time, id, time - lag(time) over w > interval 30 minute or lag(time) over w is null
            as begins from interactions where actor = 'customer' and kind not in {BOOKKEEPING}
            window w as (partition by customer_id order by time, id)),
        numbered as (select *, sum(begins::int) over (partition by customer_id order by time, id) as session from gaps),
        told as (select customer_id, session, min(time) as began, count(*) as n from numbered group by all)
        select strftime(began, '%Y-%m-01') as month, count(*), count(distinct customer_id), avg(n), avg((n = 1)::int)
        from told group by 1 order by 1
        """,
    )
    found = journeys.sessions_of(lake=lake, scope=Scope(), by="month")
    told = [
        (one.group, one.sessions, one.customers, one.interactions.value, (one.single.value or 0) / 100)
        for one in found.groups[1:]
    ]
    assert [row[:3] for row in told] == [row[:3] for row in rows]
    for mine, other in zip(told, rows, strict=True):
        assert mine[3:] == pytest.approx(other[3:])
    assert found.groups[0].sessions == sum(row[1] for row in rows)
    behind = journeys.session_customers(lake=lake, scope=Scope(), by="month", group=rows[0][0])
    assert len(behind) == rows[0][2]


def test_retention__by_month__is_that_of_sql(lake: Lake) -> None:
    rows = asked(
        lake,
        f"""
        with active as (select distinct customer_id, date_trunc('month', time) as month from interactions where {OWN}),
        first as (select customer_id, min(month) as cohort from active group by 1)
        select strftime(cohort, '%Y-%m-01'), datediff('month', cohort, month) as n, count(*)
        from active join first using (customer_id) group by all order by all
        """,
    )
    found = journeys.retention_of(lake=lake, scope=Scope(), periods=6)
    told = [
        (str(cohort.begins), column, n)
        for cohort in found.cohorts
        for column, n in enumerate([cohort.customers, *(cell.customers for cell in cohort.cells)])
        if n
    ]
    assert told == [row for row in rows if row[1] <= 6]
    cohort = found.cohorts[0]
    behind = journeys.retention_customers(lake=lake, scope=Scope(), cohort=cohort.begins, column=2, periods=6)
    assert len(behind) == cohort.cells[1].customers > 0
    assert [cell.is_complete for cell in found.cohorts[-1].cells] == [False] * 6


def test_goal__from_a_start__is_reached_as_sql_says(lake: Lake) -> None:
    rows = asked(
        lake,
        """
        with started as (select customer_id, min_by((time, id), (time, id)) as s from interactions
            where kind = 'Product Viewed' group by 1)
        select count(*), count(reached), quantile_cont(epoch_us(reached) - epoch_us(s[1]), .5) / 86400e6 from (
            select customer_id, s, (select min(time) from interactions i where i.customer_id = started.customer_id
                and kind = 'Order Completed' and (i.time, i.id) > s) as reached from started)
        """,
    )
    found = journeys.goal_of(lake=lake, scope=Scope(), start="Product Viewed", goal="Order Completed", by="channel")
    whole = found.groups[0]
    assert (whole.started, round((whole.reached.value or 0) / 100 * whole.started)) == rows[0][:2]
    assert whole.days.value == pytest.approx(rows[0][2])
    assert sum(group.started for group in found.groups[1:]) == whole.started
    behind = journeys.goal_customers(
        lake=lake, scope=Scope(), start="Product Viewed", goal="Order Completed", outcome="not_reached"
    )
    assert len(behind) == rows[0][0] - rows[0][1]


def test_credits__of_orders__add_up_by_every_rule(lake: Lake) -> None:
    orders = asked(
        lake, "select count(*), count(distinct customer_id) from interactions where kind = 'Order Completed'"
    )
    found = journeys.credits_of(lake=lake, scope=Scope(), goal="Order Completed", over="touchpoint")
    assert (found.conversions, found.customers) == orders[0]
    for rule in ("first", "last", "linear", "markov"):
        assert sum(getattr(node, rule) for node in found.nodes) == pytest.approx(
            found.conversions - found.without_touch
        )
    node = found.nodes[0]
    behind = journeys.credit_customers(
        lake=lake, scope=Scope(), goal="Order Completed", node=node.node, over="touchpoint"
    )
    assert 0 < len(behind) <= node.touched


def test_journeys__in_python__take_the_logs_filters(lake: Lake) -> None:
    log = Log.open(lake.root)
    found = log.journeys.funnel(BUYING, since="2026-04-01", until="2026-07-01", window_days=3)
    assert found == journeys.funnel_of(lake=lake, scope=SPRING, steps=BUYING, window_days=3)
    ids = log.journeys.funnel_customers(BUYING, step=4, since="2026-04-01", until="2026-07-01", window_days=3)
    assert len(ids) == found.groups[0].steps[3].customers
    assert ids[0] == id_of(int(ids[0].removeprefix("cus_"), 16))
    assert log.journeys.paths(over="stage", anchor="purchase", direction="to").direction == "to"
    assert log.journeys.retention(grain="week", style="bracket").columns == ("days 1–7", "days 8–30", "days 31–90")


@pytest.mark.parametrize(
    ("ask", "wrong"),
    [
        (lambda j: j.funnel("Product Viewed > Order Complete"), "Did you mean 'Order Completed'"),
        (lambda j: j.funnel(BUYING, window_days=0), "between 0 and 36,500 days"),
        (lambda j: j.funnel(BUYING, by="shoe size"), "Nothing can be grouped by"),
        (lambda j: j.funnel_customers(BUYING, step=9), "steps 1 to 4"),
        (lambda j: j.paths(over="colour"), "not over 'colour'"),
        (lambda j: j.paths(anchor="Chekout"), "Did you mean 'Checkout'"),
        (lambda j: j.paths(direction="to"), "need an anchor"),
        (lambda j: j.paths(steps=11), "2 to 10 steps"),
        (lambda j: j.path_customers(["Cart"] * 6), "have 5 steps"),
        (lambda j: j.flow_customers("Cart", what="sneezed"), "not for 'sneezed'"),
        (lambda j: j.retention(grain="fortnight"), "not by 'fortnight'"),
        (lambda j: j.retention(style="bracket", brackets=(30, 7)), "going up"),
        (lambda j: j.retention_customers("2026-01-01", 99), "columns 0 to 12"),
        (lambda j: j.goal_customers("Product Viewed", "Order Completed", outcome="maybe"), "reached or not_reached"),
    ],
)
def test_question__that_cannot_be_answered__says_why(lake: Lake, ask: Any, wrong: str) -> None:
    with pytest.raises((JourneyError, ScopeError), match=wrong):
        ask(Log.open(lake.root).journeys)


def test_questions__to_an_empty_log__are_answered_with_nothing(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    assert journeys.paths_of(lake=lake, scope=Scope()).n == 0
    assert journeys.flow_of(lake=lake, scope=Scope()).places == ()
    assert journeys.sessions_of(lake=lake, scope=Scope(), by="month").groups[0].sessions == 0
    assert journeys.retention_of(lake=lake, scope=Scope()).cohorts == ()
    assert journeys.list_journey_choices(lake=lake).kind == ()
    with pytest.raises(JourneyError, match="No interaction has the kind"):
        journeys.funnel_of(lake=lake, scope=Scope(), steps=BUYING)
