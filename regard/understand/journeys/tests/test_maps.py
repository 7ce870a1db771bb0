"""Filled maps against an oracle that walks along the rows of the log one by one."""

import json
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean, median
from typing import Any
from xml.etree import ElementTree

import pytest

from regard.analytics.journeys.histories import id_of
from regard.analytics.journeys.map_definition import JourneyMap, read_map
from regard.analytics.journeys.matching import JourneyError
from regard.analytics.schema.vocabulary import BOOKKEEPING
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake
from regard.understand.journeys.api import FilledMap, draw_map, fill_map, map_customers, map_evidence, map_interactions
from regard.understand.journeys.tests.factories import company_log

BUYING = {
    "name": "Buying & <asking>",
    "window_days": 30,
    "owner": "Shop",
    "stages": [
        {
            "name": "Choose",
            "steps": [
                {"name": "Looks", "matches": "Product Viewed", "notes": "<b>bold</b>\nTwo lines ]]> & more"},
                {"name": "Asks a friend", "feeling": 1},
            ],
        },
        {
            "name": "Buy",
            "steps": [
                {"name": "Orders", "matches": "Order Completed", "owner": "Payments"},
                {"name": "Gets it", "matches": "Order Delivered", "felt_by": "touchpoint:Delivery"},
                {"name": "Is helped", "matches": "stage:service"},
            ],
        },
    ],
}
LOOKS, FRIEND, ORDERS, GETS, HELPED = range(5)
SINCE, UNTIL = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 9, 1, tzinfo=UTC)
WINDOW = timedelta(days=30)
SCOPE = Scope(since=SINCE.date(), until=UNTIL.date())
Row = dict[str, Any]


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return company_log(tmp_path_factory.mktemp("maps"), customers=150, days=200)


@pytest.fixture(scope="module")
def rows(lake: Lake) -> list[Row]:
    told = lake.interactions().to_pyarrow().to_pylist()
    counted = [row for row in told if row["kind"] not in BOOKKEEPING]
    return sorted(counted, key=lambda row: (row["customer_id"], row["time"], row["id"]))


@pytest.fixture(scope="module")
def buying() -> JourneyMap:
    return read_map(json.dumps(BUYING))


@pytest.fixture(scope="module")
def filled(lake: Lake, buying: JourneyMap) -> FilledMap:
    return fill_map(lake=lake, scope=SCOPE, journey_map=buying)


def step_of(row: Row) -> int | None:
    by_kind = {"Product Viewed": LOOKS, "Order Completed": ORDERS, "Order Delivered": GETS}
    return by_kind.get(row["kind"], HELPED if row["stage"] == "service" else None)


def within(row: Row) -> bool:
    return bool(SINCE <= row["time"] < UNTIL)


def by_customer(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["customer_id"]].append(row)
    return found


def test_volume__of_each_step__is_what_counting_rows_gives(rows: list[Row], filled: FilledMap) -> None:
    assert filled.steps[FRIEND].is_assumption
    on_map = {row["customer_id"] for row in rows if within(row) and step_of(row) is not None}
    assert filled.customers == len(on_map) > 50
    for number in (LOOKS, ORDERS, GETS, HELPED):
        here = [row for row in rows if within(row) and step_of(row) == number]
        told = filled.steps[number]
        assert told.interactions == len(here) > 0
        assert told.customers == len({row["customer_id"] for row in here})
        assert told.share.value == pytest.approx(100 * told.customers / len(on_map))


def test_way__to_the_next_step_that_was_seen__is_walked_by_those_who_came_within_the_window(
    lake: Lake, rows: list[Row], filled: FilledMap, buying: JourneyMap
) -> None:
    took: dict[str, timedelta] = {}
    steps: dict[str, int] = {}
    started: set[str] = set()
    for one, history in by_customer(rows).items():
        looks = [at for at, row in enumerate(history) if within(row) and step_of(row) == LOOKS]
        if not looks:
            continue
        started.add(one)
        for at, row in enumerate(history):
            near = [look for look in looks if look < at and row["time"] - history[look]["time"] <= WINDOW]
            if step_of(row) == ORDERS and near:
                took[one], steps[one] = row["time"] - history[near[0]]["time"], at - near[0]
                break
    onward = filled.steps[LOOKS].onward
    assert onward is not None
    assert (onward.to, onward.step) == (ORDERS, "Orders")
    assert onward.way.share.value == pytest.approx(100 * len(took) / len(started))
    assert onward.way.days.value == pytest.approx(median(one / timedelta(days=1) for one in took.values()))
    assert onward.way.interactions.value == pytest.approx(fmean(steps.values()))
    went = map_customers(lake=lake, scope=SCOPE, journey_map=buying, whom="went_on", step=LOOKS, to=ORDERS)
    stayed = map_customers(lake=lake, scope=SCOPE, journey_map=buying, whom="stayed", step=LOOKS, to=ORDERS)
    assert {id_of(key) for key in went.tolist()} == set(took)
    assert {id_of(key) for key in stayed.tolist()} == started - set(took)


def test_feeling_scores_and_money__of_a_step__are_those_of_its_interactions(rows: list[Row], filled: FilledMap) -> None:
    scored = [row for row in rows if within(row) and row["score"] is not None and row["scale_max"] is not None]
    assert scored
    for number in (LOOKS, ORDERS, GETS, HELPED):
        place = "Delivery" if number == GETS else None
        felt = [row for row in scored if (row["touchpoint"] == place if place else step_of(row) == number)]
        told = filled.steps[number]
        assert told.feeling.n == len(felt) == sum(one.numbers.n for one in told.scores)
        if felt:
            spans = [(row, row["scale_max"] - row["scale_min"]) for row in felt]
            mean = fmean(2 * (row["score"] - row["scale_min"]) / span - 1 for row, span in spans)
            assert told.feeling.value == pytest.approx(mean)
    assert filled.steps[GETS].feeling.n > 0
    paid = [row for row in rows if within(row) and step_of(row) == ORDERS and row["value"] is not None]
    assert sum(one.n for one in filled.steps[ORDERS].money) == len(paid) > 0
    assert sum(one.amount for one in filled.steps[ORDERS].money) == pytest.approx(float(sum(r["value"] for r in paid)))


def test_sentiment__where_the_log_tells_none__is_said_to_be_missing(rows: list[Row], filled: FilledMap) -> None:
    assert filled.has_sentiment == any(within(row) and row["metric"] == "sentiment" for row in rows)
    assert all(step.sentiment.n == 0 for step in filled.steps) or filled.has_sentiment


def test_customers_behind__every_number__are_as_many_as_it_says(
    lake: Lake, filled: FilledMap, buying: JourneyMap
) -> None:
    def count(whom: Any, **at: int) -> int:
        return len(map_customers(lake=lake, scope=SCOPE, journey_map=buying, whom=whom, **at))

    for number, step in enumerate(filled.steps):
        assert count("visited", step=number) == step.customers
        for whom, told in (("looped", step.looped), ("ended", step.ended)):
            assert count(whom, step=number) == round((told.value or 0) * step.customers / 100)
    fitting = count("fitting")
    assert filled.fitting.value == pytest.approx(100 * fitting / filled.customers)
    assert fitting + count("not_fitting") == filled.customers
    assert filled.ways
    for way in filled.ways:
        assert count("deviating", step=way.start_step, to=way.end_step) == way.customers
    with pytest.raises(JourneyError, match="steps 0 to 4, not 5"):
        count("visited", step=5)


@pytest.mark.django_db
def test_interactions_behind__a_step__are_those_the_number_counted(
    lake: Lake, rows: list[Row], filled: FilledMap, buying: JourneyMap
) -> None:
    for number, step in enumerate(filled.steps):
        total, shown = map_interactions(lake=lake, scope=SCOPE, journey_map=buying, step=number)
        assert total == step.interactions
        newest = [row["id"] for row in rows if within(row) and step_of(row) == number]
        assert {one.id for one in shown} <= set(newest)
        total, shown = map_interactions(lake=lake, scope=SCOPE, journey_map=buying, step=number, what="scored")
        assert total == step.feeling.n
    total, shown = map_interactions(lake=lake, scope=SCOPE, journey_map=buying, step=ORDERS, what="valued", limit=3)
    assert total == sum(one.n for one in filled.steps[ORDERS].money)
    assert [one.time for one in shown] == sorted((one.time for one in shown), reverse=True)


@pytest.mark.django_db
def test_evidence__is_what_was_pinned__and_then_the_newest_words(lake: Lake, rows: list[Row]) -> None:
    said = [
        row for row in rows if within(row) and row["text"] and step_of(row) == HELPED and row["actor"] == "customer"
    ]
    newest = sorted(said, key=lambda row: (row["time"], row["id"]), reverse=True)
    pinned = newest[-1]
    drawn = json.loads(json.dumps(BUYING))
    drawn["stages"][1]["steps"][2]["evidence"] = [pinned["id"]]
    found = map_evidence(lake=lake, scope=SCOPE, journey_map=read_map(json.dumps(drawn)))
    helped = [one for one in found if one.step == HELPED]
    assert [one.said.id for one in helped] == [pinned["id"], newest[0]["id"], newest[1]["id"]]
    assert [one.is_pinned for one in helped] == [True, False, False]
    assert helped[0].said.text == pinned["text"]


def test_channels_of_the_scope__bound_what_is_on_the_map(lake: Lake, rows: list[Row], buying: JourneyMap) -> None:
    phone = fill_map(lake=lake, scope=Scope(channels=("phone",)), journey_map=buying)
    here = {row["customer_id"] for row in rows if row["channel"] == "phone" and step_of(row) == HELPED}
    assert phone.steps[HELPED].customers == len(here) > 0
    assert phone.steps[LOOKS].is_assumption


def test_persona__is_whom_the_figures_are_about__unless_another_segment_is_asked_for(lake: Lake) -> None:
    drawn = read_map(json.dumps(BUYING | {"persona": "trait:nothing=here"}))
    assert fill_map(lake=lake, scope=SCOPE, journey_map=drawn).customers == 0
    other = fill_map(lake=lake, scope=Scope(segment="trait:none=x"), journey_map=drawn)
    assert other.segment == "trait:none=x"


@pytest.mark.parametrize("form", ["svg", "mermaid-flowchart", "mermaid-journey", "json"])
def test_drawing__of_a_map_with_hostile_words__is_a_whole_file(
    form: str, filled: FilledMap, buying: JourneyMap
) -> None:
    drawn = draw_map(journey_map=buying, filled=filled, form=form, period="2026")
    if form == "svg":
        tree = ElementTree.fromstring(drawn)
        told = "".join(tree.itertext())
        assert "Buying & <asking>" in told
        assert f"{filled.steps[ORDERS].customers:,} customers" in told
        assert {one.tag.split("}")[1] for one in tree.iter()} <= {
            *("svg", "title", "desc", "rect", "text", "line", "circle", "polyline")
        }
    elif form == "json":
        assert read_map(drawn) == buying
    else:
        assert "<asking>" not in drawn
        assert ("assumption" in drawn) == (form == "mermaid-flowchart")


def test_map__written_to_a_file__is_read_as_the_same_in_every_version(tmp_path: Path, buying: JourneyMap) -> None:
    path = tmp_path / "map.json"
    path.write_text(buying.written(), "utf-8")
    assert read_map(path.read_bytes()) == buying
