"""Funnels against an oracle that tries every chain of interactions there is."""

from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.analytics.journeys import histories as h
from regard.analytics.journeys.funnel import FunnelSteps, Times, funnel
from regard.analytics.journeys.matching import JourneyError, Matcher, is_counted, read_steps
from regard.analytics.journeys.tests.drawing import Drawn, Event, draw
from regard.analytics.scope import Scope

TEXTS = (
    "Product Viewed > Product Added > Order Completed",
    "stage:purchase > stage:purchase > stage:service",
    "channel:web > Order Completed > Order Shipped > Ticket Opened",
    "touchpoint:Cart & channel:app > kind:Order Completed|Ticket Opened",
)


def chains(rows: list[Event], asked: FunnelSteps, span: h.Span) -> list[list[int]]:
    """Every list of rows that reaches some steps, by definition."""
    found: list[list[int]] = []

    def grow(chain: list[int]) -> None:
        if chain:
            found.append(chain)
        if len(chain) == len(asked.steps):
            return
        for row in range(chain[-1] + 1 if chain else 0, len(rows)):
            at, step = rows[row]
            if not asked.steps[len(chain)].holds(step):
                continue
            if not chain and not span.holds(np.array([at]))[0]:
                continue
            if chain and at - rows[chain[0]][0] > asked.window:
                continue
            between = rows[chain[-1] + 1 : row] if chain else []
            if any(one.holds(other) for one in asked.excluded for _, other in between):
                continue
            grow([*chain, row])

    grow([])
    return found


def most_within(rows: list[Event], asked: FunnelSteps, span: h.Span) -> int:
    """The most different steps within one window whose first lies in the period, by definition."""
    matching = [(at, frozenset(k for k, step in enumerate(asked.steps) if step.holds(one))) for at, one in rows]
    matching = [(at, ks) for at, ks in matching if ks]
    most = 0
    for n in range(1, min(len(matching), 6) + 1):
        for chosen in combinations(matching, n):
            if chosen[-1][0] - chosen[0][0] <= asked.window and span.holds(np.array([chosen[0][0]]))[0]:
                most = max(most, len(frozenset().union(*(ks for _, ks in chosen))))
    return most


def took(times: Times, place: int) -> tuple[int, int]:
    """From the beginning and from the step before, of the one customer."""
    (row,) = np.flatnonzero(times.who == place)
    return int(times.since_start[row]), int(times.since_last[row])


def counted(drawn: Drawn, scope: Scope) -> dict[str, list[Event]]:
    return {one: [row for row in rows if is_counted(row[1], scope)] for one, rows in drawn.events.items()}


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    text=st.sampled_from(TEXTS),
    window=st.integers(1, 12),
    excluded=st.sampled_from([(), ("Ticket Opened",), ("channel:email", "Product Viewed")]),
    period=st.sampled_from([(None, None), (3, None), (2, 8), (None, 5)]),
    scope=st.sampled_from([Scope(), Scope(channels=("web", "email"))]),
)
def test_funnel__in_order__reaches_what_the_best_of_all_chains_reaches(
    seed: int, text: str, window: int, excluded: tuple[str, ...], period: tuple[int | None, int | None], scope: Scope
) -> None:
    drawn = draw(Random(seed))
    asked = FunnelSteps(read_steps(text), window * h.DAY, tuple(map(Matcher.read, excluded)))
    span = h.Span(*(None if day is None else day * h.DAY for day in period))
    found = funnel(drawn.histories, asked, span=span, scope=scope)
    told = {h.id_of(key): place for place, key in enumerate(found.customers.tolist())}
    expected = {one: chains(rows, asked, span) for one, rows in drawn.events.items()}
    if scope != Scope():  # what is excluded is so wherever it happens, so the oracle keeps the other rows
        asked_there = FunnelSteps(
            tuple(Matcher((*one.wanted, ("channel", scope.channels))) for one in asked.steps),
            asked.window,
            asked.excluded,
        )
        expected = {one: chains(rows, asked_there, span) for one, rows in drawn.events.items()}
    expected = {one: found_chains for one, found_chains in expected.items() if found_chains}
    assert set(told) == set(expected)
    for one, all_chains in expected.items():
        place, rows = told[one], drawn.events[one]
        assert found.level[place] == max(map(len, all_chains))
        first = min(chain[0] for chain in all_chains)
        assert found.entered_at[place] == rows[first][0]
        assert drawn.histories.steps[found.entered[place]] == rows[first][1]
        for k in range(int(found.level[place])):
            reaching = [chain for chain in all_chains if len(chain) == k + 1]
            row = min(chain[-1] for chain in reaching)
            shortest = min(rows[row][0] - rows[chain[0]][0] for chain in reaching if chain[-1] == row)
            last = min(rows[row][0] - rows[chain[-2]][0] for chain in reaching if chain[-1] == row) if k else 0
            assert k == 0 or took(found.times[k - 1], place) == (shortest, last)
        assert not any(place in times.who for times in found.times[int(found.level[place]) - 1 :])


@settings(max_examples=100, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    window=st.integers(1, 12),
    period=st.sampled_from([(None, None), (3, None), (2, 8), (None, 5)]),
)
def test_funnel__in_any_order__reaches_the_most_different_steps_within_one_window(
    seed: int, window: int, period: tuple[int | None, int | None]
) -> None:
    drawn = draw(Random(seed), most=9)
    asked = FunnelSteps(read_steps(TEXTS[0] + " > channel:email"), window * h.DAY, order="any")
    span = h.Span(*(None if day is None else day * h.DAY for day in period))
    found = funnel(drawn.histories, asked, span=span)
    told = dict(zip(map(h.id_of, found.customers.tolist()), found.level.tolist(), strict=True))
    expected = {one: most_within(rows, asked, span) for one, rows in drawn.events.items()}
    assert told == {one: most for one, most in expected.items() if most}


def test_funnel__question_that_makes_no_sense__says_what_is_wrong() -> None:
    with pytest.raises(JourneyError, match="two steps"):
        FunnelSteps(read_steps("Order Completed"), h.DAY)
    with pytest.raises(JourneyError, match="ordered or any"):
        FunnelSteps(read_steps("A > B"), h.DAY, order="sideways")
    with pytest.raises(JourneyError, match="once only"):
        FunnelSteps(read_steps("A > A"), h.DAY, order="any")
    with pytest.raises(JourneyError, match="names no value"):
        read_steps("A > ")
    with pytest.raises(JourneyError, match="Did you mean 'Order Completed'"):
        Matcher.read("Order Complete").must_occur(draw(Random(1)).histories.steps)
