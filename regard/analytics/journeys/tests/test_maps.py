"""Maps against an oracle that walks along each history."""

from collections import Counter
from itertools import groupby, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.analytics.journeys import histories as h
from regard.analytics.journeys.map_definition import JourneyMap, read_map, schema
from regard.analytics.journeys.map_drawing import mermaid_flowchart, mermaid_journey, plain
from regard.analytics.journeys.maps import conformance, customers_deviating, customers_fitting
from regard.analytics.journeys.matching import JourneyError, Matcher
from regard.analytics.journeys.tests.drawing import draw

TEXT = """{"name": "Buying", "stages": [
    {"name": "Choose", "steps": [{"name": "Looks", "matches": "Product Viewed"}, {"name": "Hopes"}]},
    {"name": "Buy", "steps": [
        {"name": "Cart", "matches": "Product Added", "is_optional": true},
        {"name": "Order", "matches": "Order Completed"},
        {"name": "Asks", "matches": "stage:service"}]}]}"""


def fits(journey_map: JourneyMap, start: int, end: int) -> bool:
    """Whether the map knows a way, by its definition."""
    between = journey_map.steps[start + 1 : end]
    return end > start and all(step.is_optional or step.matches is None for step in between)


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_conformance__of_all_customers__is_what_walking_along_each_history_gives(seed: int) -> None:
    drawn, journey_map = draw(Random(seed)), read_map(TEXT)
    matchers = [None if step.matches is None else Matcher.read(step.matches) for step in journey_map.steps]
    on_map = fitting = 0
    deviating: dict[tuple[int, int], set[str]] = {}
    for one, rows in drawn.events.items():
        numbers = [next((k for k, m in enumerate(matchers) if m and m.holds(step)), -1) for _, step in rows]
        passed = [number for number, _ in groupby(number for number in numbers if number >= 0)]
        if not passed:
            continue
        ways = [way for way in pairwise([-1, *passed]) if not fits(journey_map, *way)]
        on_map += 1
        fitting += not ways
        for way in ways:
            deviating.setdefault(way, set()).add(one)
    found = conformance(drawn.histories, journey_map)
    assert (found.customers, found.fitting) == (on_map, fitting)
    nobody: set[str] = set()
    off = nobody.union(*deviating.values())
    assert set(map(h.id_of, customers_fitting(drawn.histories, journey_map, fits=False).tolist())) == off
    assert len(customers_fitting(drawn.histories, journey_map)) == fitting
    told = {(way.start, way.end): way.customers for way in found.deviations}
    assert told == Counter({way: len(ones) for way, ones in deviating.items()})
    assert [way.customers for way in found.deviations] == sorted(told.values(), reverse=True)
    for way, ones in deviating.items():
        assert set(map(h.id_of, customers_deviating(drawn.histories, journey_map, *way).tolist())) == ones


def test_map__drawn_by_mermaid__has_its_stages_steps_and_notes_as_plain_text() -> None:
    hostile = read_map(TEXT.replace("Looks", 'Looks; <b>at\\" it]\\nend'.replace("\\n", " ")))
    drawn = mermaid_flowchart(hostile, {0: "81 %"})
    assert 'step0["Looks#59; #60;b#62;at#34; it#93; end<br/>81 %"]' in drawn
    assert drawn.count("subgraph") == 2
    assert drawn.endswith("  step3 --> step4\n")
    assert plain("a--b") == "a-#45;b"
    assert "    #83;ections: 3" in mermaid_journey(read_map(TEXT.replace("Hopes", "Sections")), [None] * 5)
    assert "    Looks#59; #60;b#62;at#34; it#93; end: 5\n" in mermaid_journey(hostile, [0.9] + [None] * 4)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{}", "`name`: it is missing .1 more fault"),
        (
            TEXT.replace('"Hopes"', '"Hopes", "colour": "red"'),
            r"`stages\[0\].steps\[1\].colour`: there is no such member",
        ),
        ('{"name": "None", "stages": [{"name": "A"}]}', "1 to 60 steps"),
        ('{"name": "A\\u0000", "stages": []}', "`name`"),
        ('{"name": ', "Invalid JSON"),
        ("[" * 100_000, "not a journey map"),
        (TEXT.replace("stage:service", "stage:"), "names no value"),
    ],
)
def test_map__that_is_none__says_what_is_wrong(text: str, wrong: str) -> None:
    with pytest.raises(JourneyError, match=wrong):
        read_map(text)


def test_schema__of_a_map__names_its_parts() -> None:
    told = schema()
    assert told["additionalProperties"] is False
    assert set(told["$defs"]["MapStep"]["properties"]) >= {"name", "matches", "felt_by", "evidence", "feeling"}
