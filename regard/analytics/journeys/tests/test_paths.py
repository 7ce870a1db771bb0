"""Paths, flow and sessions against plain loops over the same histories."""

from collections import Counter
from itertools import pairwise
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.analytics.journeys import histories as h
from regard.analytics.journeys.flow import FlowQuestion, customers_at, flow
from regard.analytics.journeys.matching import Nodes, is_counted
from regard.analytics.journeys.paths import END, PathQuestion, count_paths, customers_on, walked
from regard.analytics.journeys.sessions import sessions
from regard.analytics.journeys.tests.drawing import Event, draw
from regard.analytics.scope import Scope

SEEDS = st.integers(0, 10**6)
SPANS = st.sampled_from([h.ALWAYS, h.Span(3 * h.DAY, None), h.Span(2 * h.DAY, 9 * h.DAY)])
WHOLE = Scope()


def visits_of(rows: list[Event], dimension: str, span: h.Span, *, gap: int | None, repeats: bool) -> list[list[str]]:
    """The stretches of a history, each as the nodes passed."""
    inside = [(at, one.told(dimension)) for at, one in rows if is_counted(one, WHOLE) and span.holds(np.array([at]))[0]]
    stretches: list[list[str]] = []
    before: int | None = None
    for at, node in inside:
        if before is None or (gap is not None and at - before > gap):
            stretches.append([node])
        elif repeats or stretches[-1][-1] != node:
            stretches[-1].append(node)
        before = at
    return stretches


def path_of(stretches: list[list[str]], anchor: str | None, direction: str, steps: int) -> list[str] | None:
    if direction == "from":
        for stretch in stretches:
            if anchor is None or anchor in stretch:
                start = 0 if anchor is None else stretch.index(anchor)
                return (stretch[start : start + steps] + [""] * steps)[:steps]
        return None
    for stretch in reversed(stretches):
        if anchor in stretch:
            end = len(stretch) - stretch[::-1].index(anchor or "")
            return ([""] * steps + stretch[max(0, end - steps) : end])[-steps:]
    return None


@settings(max_examples=120, deadline=None)
@given(
    seed=SEEDS,
    dimension=st.sampled_from(["kind", "touchpoint", "stage", "channel"]),
    anchored=st.sampled_from([("from", False), ("from", True), ("to", True)]),
    gap=st.sampled_from([None, h.DAY]),
    repeats=st.booleans(),
    steps=st.sampled_from([2, 4, 10]),
    span=SPANS,
)
def test_paths__of_everybody__are_what_walking_along_each_history_gives(
    seed: int, dimension: str, anchored: tuple[str, bool], gap: int | None, repeats: bool, steps: int, span: h.Span
) -> None:
    drawn = draw(Random(seed))
    nodes = Nodes.of(drawn.histories, dimension, WHOLE)
    anchor = nodes.names[seed % len(nodes.names)] if anchored[1] else None
    asked = PathQuestion(nodes, steps, None if anchor is None else nodes.number(anchor), anchored[0], gap, repeats)
    expected = {}
    for one, rows in drawn.events.items():
        path = path_of(visits_of(rows, dimension, span, gap=gap, repeats=repeats), anchor, anchored[0], steps)
        if path is not None:
            expected[one] = tuple(path)
    found = walked(drawn.histories, asked, span=span)
    told = {
        h.id_of(key): tuple("" if node == END else nodes.names[node] for node in path)
        for key, path in zip(found.customers.tolist(), found.nodes.tolist(), strict=True)
    }
    assert told == expected
    for counted in (count_paths(found, len(nodes.names)), count_paths(found, 1 << 40)):  # told apart by number, by row
        paths = [tuple("" if node == END else nodes.names[node] for node in path) for path in counted.nodes.tolist()]
        assert dict(zip(paths, counted.customers.tolist(), strict=True)) == Counter(expected.values())
        assert counted.customers.tolist() == sorted(counted.customers.tolist(), reverse=True)
        assert counted.n == len(expected)
    if expected:
        one, walk = next(iter(expected.items()))
        numbers = [(k, END if not name else nodes.number(name)) for k, name in enumerate(walk)]
        assert one in set(map(h.id_of, customers_on(found, numbers).tolist()))


@settings(max_examples=80, deadline=None)
@given(seed=SEEDS, gap=st.sampled_from([None, h.DAY]), span=SPANS, silent=st.integers(0, 12))
def test_flow__pairs_loops_and_dead_ends__are_counted(seed: int, gap: int | None, span: h.Span, silent: int) -> None:
    drawn = draw(Random(seed))
    nodes = Nodes.of(drawn.histories, "touchpoint", WHOLE)
    asked = FlowQuestion(nodes, silent * h.DAY, gap)
    found = flow(drawn.histories, asked, span=span)
    pairs: Counter[tuple[str, str]] = Counter()
    ended, looped, people, began = (Counter[str]() for _ in range(4))
    enders = set()
    for one, rows in drawn.events.items():
        stretches = visits_of(rows, "touchpoint", span, gap=gap, repeats=False)
        if not stretches:
            continue
        pairs.update(pair for stretch in stretches for pair in pairwise(stretch))
        people.update({node for stretch in stretches for node in stretch})
        began[stretches[0][0]] += 1
        looped.update({a for s in stretches for a, _, b in zip(s, s[1:], s[2:], strict=False) if a == b})
        at, step = next(row for row in reversed(rows) if is_counted(row[1], WHOLE))
        if at < silent * h.DAY and span.holds(np.array([at]))[0]:
            ended[step.told("touchpoint")] += 1
            enders.add((one, step.told("touchpoint")))
    names = nodes.names
    told = {(names[a], names[b]): int(n) for (a, b), n in np.ndenumerate(found.pairs) if n}
    assert told == pairs
    assert {names[k]: n for k, n in enumerate(found.customers.tolist()) if n} == people
    assert {names[k]: n for k, n in enumerate(found.ended.tolist()) if n} == ended
    assert {names[k]: n for k, n in enumerate(found.looped.tolist()) if n} == looped
    assert {names[k]: n for k, n in enumerate(found.began.tolist()) if n} == began
    there = {
        (h.id_of(key), name)
        for k, name in enumerate(names)
        for key in customers_at(drawn.histories, asked, k, "ended", span=span).tolist()
    }
    assert there == enders


@settings(max_examples=80, deadline=None)
@given(seed=SEEDS, gap=st.sampled_from([1, h.DAY, 3 * h.DAY]), span=SPANS)
def test_sessions__begin_after_a_break(seed: int, gap: int, span: h.Span) -> None:
    drawn = draw(Random(seed))
    table = drawn.histories.table(lambda step: 0 if is_counted(step, WHOLE) else -1)
    expected = []
    for one, rows in drawn.events.items():
        stretches: list[list[Event]] = []
        for row in rows:
            if is_counted(row[1], WHOLE):
                if not stretches or row[0] - stretches[-1][-1][0] > gap:
                    stretches.append([])
                stretches[-1].append(row)
        for s in stretches:
            if span.holds(np.array([s[0][0]]))[0]:
                expected.append((one, s[0][0], s[-1][0] - s[0][0], len(s), s[0][1], s[-1][1]))
    found = sessions(drawn.histories, table, gap=gap, span=span)
    steps = drawn.histories.steps
    told = [
        (h.id_of(a), b, c, d, steps[e], steps[f])
        for a, b, c, d, e, f in zip(
            *(getattr(found, name).tolist() for name in found.__dataclass_fields__), strict=True
        )
    ]
    assert sorted(told, key=repr) == sorted(expected, key=repr)
