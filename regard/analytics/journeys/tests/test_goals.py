"""Retention, times to a goal and attribution against plain loops over the same histories."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.analytics.journeys import histories as h
from regard.analytics.journeys.attribution import AttributionQuestion, attribution, customers_credited
from regard.analytics.journeys.between import GoalQuestion, reaching
from regard.analytics.journeys.matching import Matcher, Nodes, is_counted
from regard.analytics.journeys.retention import RetentionQuestion, customers_in, retention
from regard.analytics.journeys.tests.drawing import Event, draw
from regard.analytics.scope import Scope

SEEDS = st.integers(0, 10**6)
SPANS = st.sampled_from([h.ALWAYS, h.Span(3 * h.DAY, None), h.Span(2 * h.DAY, 9 * h.DAY)])
WHOLE = Scope()


def period_of(grain: str, at: int) -> date:
    day = datetime.fromtimestamp(at / 1e6, UTC).date()
    if grain == "day":
        return day
    if grain == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1, month=day.month if grain == "month" else (day.month - 1) // 3 * 3 + 1)


def apart(grain: str, first: date, other: date) -> int:
    if grain in ("day", "week"):
        return (other - first).days // (7 if grain == "week" else 1)
    months = (other.year - first.year) * 12 + other.month - first.month
    return months if grain == "month" else months // 3


@settings(max_examples=120, deadline=None)
@given(
    seed=SEEDS,
    grain=st.sampled_from(["day", "week", "month", "quarter"]),
    style=st.sampled_from(["classic", "rolling", "bracket"]),
    far=st.sampled_from([1, 6, 40]),
    begin=st.sampled_from(["channel:web", "Order Completed"]),
    back=st.sampled_from(["channel:web|email", "Product Added"]),
)
def test_retention__each_cell__counts_who_was_there(
    seed: int, grain: str, style: str, far: int, begin: str, back: str
) -> None:
    drawn = draw(Random(seed), apart=far * h.DAY)
    first, again = Matcher.read(begin), Matcher.read(back)
    span = h.Span(2 * far * h.DAY, 9 * far * h.DAY)
    begins = drawn.histories.table(lambda step: 0 if first.holds(step) else -1)
    returns = drawn.histories.table(lambda step: 0 if again.holds(step) else -1)
    asked = RetentionQuestion(begins, returns, grain, style, periods=5, brackets=(3, 7, 100))
    as_of = 12 * far * h.DAY
    expected: dict[date, list[set[str]]] = {}
    for one, rows in drawn.events.items():
        starts = [number for number, (_, step) in enumerate(rows) if first.holds(step)]
        if not starts or not span.holds(np.array([rows[starts[0]][0]]))[0]:
            continue
        start = rows[starts[0]][0]
        cohort = period_of(grain, start)
        cells = {0}
        for at, step in rows[starts[0] + 1 :]:
            if again.holds(step):
                if style == "bracket":
                    days = (at - start) // h.DAY
                    cells |= {1 + k for k, (low, high) in enumerate([(1, 3), (4, 7), (8, 100)]) if low <= days <= high}
                else:
                    n = apart(grain, cohort, period_of(grain, at))
                    cells |= {n} if style == "classic" else set(range(n + 1))
        row = expected.setdefault(cohort, [set() for _ in range(asked.columns)])
        for cell in cells:
            if cell < asked.columns:
                row[cell].add(one)
    found = retention(drawn.histories, asked, as_of=as_of, span=span)
    told = dict(zip(found.cohorts, found.customers.tolist(), strict=True))
    assert {cohort: row for cohort, row in told.items() if row[0]} == {
        cohort: [len(cell) for cell in row] for cohort, row in expected.items()
    }
    for cohort, row in expected.items():
        for column, members in enumerate(row):
            inside = customers_in(drawn.histories, asked, cohort, column, span=span)
            assert set(map(h.id_of, inside.tolist())) == members
            assert len(inside) == len(members)


def test_retention__cell_whose_period_is_not_over__is_not_complete() -> None:
    drawn = draw(Random(3))
    table = drawn.histories.table(lambda step: 0)
    asked = RetentionQuestion(table, table, "week", "classic", periods=3)
    found = retention(drawn.histories, asked, as_of=h.moment_of(date(1970, 1, 12)))
    assert found.cohorts[0] == date(1969, 12, 29)
    assert found.complete[0].tolist() == [True, True, False, False]


@settings(max_examples=80, deadline=None)
@given(seed=SEEDS, span=SPANS)
def test_reaching__a_goal__takes_so_long_so_many_steps_and_switches(seed: int, span: h.Span) -> None:
    drawn = draw(Random(seed))
    start, goal = Matcher.read("stage:consideration|purchase"), Matcher.read("Order Completed|Ticket Opened")
    steps = drawn.histories.steps
    channels = sorted({step.channel for step in steps if step.channel})
    table = drawn.histories.table
    asked = GoalQuestion(
        table(lambda step: 0 if start.holds(step) else -1),
        table(lambda step: 0 if goal.holds(step) else -1),
        table(lambda step: 0 if is_counted(step, WHOLE) else -1),
        table(lambda step: channels.index(step.channel) if step.channel else -1),
    )
    expected = {}
    for one, rows in drawn.events.items():
        starts = [i for i, (at, step) in enumerate(rows) if start.holds(step) and span.holds(np.array([at]))[0]]
        if not starts:
            continue
        first = starts[0]
        goals = [i for i, (_, step) in enumerate(rows) if i > first and goal.holds(step)]
        if not goals:
            expected[one] = (rows[first][0], -1, -1, -1, -1)
            continue
        passed = [row for row in rows[first : goals[0] + 1] if is_counted(row[1], WHOLE)]
        on = [step.channel for _, step in passed if step.channel]
        expected[one] = (
            rows[first][0],
            rows[goals[0]][0] - rows[first][0],
            len(passed) - 1,
            sum(a != b for a, b in pairwise(on)),
            sum(a[1] == b[1] for a, b in pairwise(passed)),
        )
    found = reaching(drawn.histories, asked, span=span)
    columns = (found.started_at, found.took, found.steps, found.switches, found.repeats)
    told = {
        h.id_of(key): row for key, *row in zip(found.customers.tolist(), *map(np.ndarray.tolist, columns), strict=True)
    }
    assert {one: tuple(row) for one, row in told.items()} == expected


def chain_converts(journeys: list[tuple[list[str], bool]], without: str | None) -> float:
    """The chance to convert in the chain of some journeys, by letting it run for long."""
    moves: dict[str, Counter[str]] = {}
    for path, converts in journeys:
        for a, b in pairwise(["start", *path, "won" if converts else "lost"]):
            moves.setdefault(a, Counter())[b] += 1
    at, won = {"start": 1.0}, 0.0
    for _ in range(4000):
        now: dict[str, float] = {}
        for a, chance in at.items():
            for b, n in moves[a].items():
                share = chance * n / sum(moves[a].values())
                if b == "won":
                    won += share
                elif b not in ("lost", without):
                    now[b] = now.get(b, 0.0) + share
        at = now
    return won


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, lookback=st.sampled_from([1, 4, 30]), span=SPANS)
def test_attribution__first_last_linear_and_markov__are_what_their_definitions_say(
    seed: int, lookback: int, span: h.Span
) -> None:
    drawn = draw(Random(seed), people=6, most=9)
    nodes, goal = Nodes.of(drawn.histories, "touchpoint", WHOLE), Matcher.read("Order Completed")
    asked = AttributionQuestion(
        nodes, drawn.histories.table(lambda step: 0 if goal.holds(step) else -1), lookback * h.DAY
    )
    first, last, touched = (Counter[str]() for _ in range(3))
    linear: dict[str, float] = defaultdict(float)
    journeys: list[tuple[list[str], bool]] = []
    conversions = without = 0
    converted: dict[str, set[str]] = {}
    for one, rows in drawn.events.items():
        waiting: list[Event] = []
        for at, step in [*rows, (10**15, None)]:
            if step is not None and not goal.holds(step):
                if is_counted(step, WHOLE):
                    waiting.append((at, step))
                continue
            near = [s.told("touchpoint") for t, s in waiting if step is not None and at - t <= lookback * h.DAY]
            far = [
                s.told("touchpoint")
                for t, s in waiting
                if (step is None or at - t > lookback * h.DAY) and span.holds(np.array([t]))[0]
            ]
            journeys += [(far, False)] if far else []
            waiting = []
            if step is None or not span.holds(np.array([at]))[0]:
                continue
            conversions += 1
            without += not near
            if near:
                journeys.append((near, True))
                first[near[0]] += 1
                last[near[-1]] += 1
                for name in near:
                    linear[name] += 1 / len(near)
                    converted.setdefault(name, set()).add(one)
                touched.update(set(near))
    found = attribution(drawn.histories, asked, span=span)
    assert (found.conversions, found.without_touch) == (conversions, without)
    for told, expected in ((found.first, first), (found.last, last), (found.linear, linear), (found.touched, touched)):
        assert told == pytest.approx([expected[name] for name in nodes.names])
    for number, name in enumerate(nodes.names):
        credited = customers_credited(drawn.histories, asked, number, span=span)
        assert set(map(h.id_of, credited.tolist())) == converted.get(name, set())
    whole = chain_converts(journeys, None) if journeys else 0.0
    if whole > 0:
        lost = np.array([1 - chain_converts(journeys, name) / whole for name in nodes.names])
        assert found.markov == pytest.approx(lost / lost.sum() * (conversions - without), abs=1e-6)
    else:
        assert found.markov.sum() == 0


def test_attribution__of_many_customers_in_one_piece__keeps_their_journeys_apart() -> None:
    steps = tuple(h.Step(kind, kind, None, None, "customer") for kind in ("Seen", "Heard", "Bought"))
    n = 60_000  # customers, each with one touch and one conversion: their product does not fit in 32 bits
    customers = np.arange(1, n + 1, dtype=np.uint64)
    kinds = np.stack([np.arange(n) % 2, np.full(n, 2)], axis=1).reshape(-1).astype(np.uint16)
    part = h.Part(customers, np.arange(n + 1) * 2, np.tile(np.array([0, 1]), n), kinds)
    histories = h.Histories((part,), steps)
    goals = histories.table(lambda step: 0 if step.kind == "Bought" else -1)
    found = attribution(histories, AttributionQuestion(Nodes.of(histories, "kind", WHOLE), goals, h.DAY))
    told = {name: (found.first[k], found.last[k]) for k, name in enumerate(("Bought", "Heard", "Seen"))}
    assert told == {"Bought": (0, 0), "Heard": (n / 2, n / 2), "Seen": (n / 2, n / 2)}
