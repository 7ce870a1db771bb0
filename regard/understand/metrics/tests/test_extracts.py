"""What is kept apart of the log is what the log says, and every metric answers from it as it does from the whole log."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.analytics.errors import RegardError
from regard.analytics.journeys.retention import RetentionQuestion, retention
from regard.analytics.metrics.measure import CATALOGUE, Estimate, measure, series
from regard.analytics.schema.families import FAMILIES, KINDS, family_sql
from regard.analytics.schema.interactions import INTERACTION, REASSIGNED
from regard.analytics.scope import Scope
from regard.analytics.tests.factories import START, interaction
from regard.foundation.lake import extracts as kept_apart
from regard.foundation.lake.api import (
    Lake,
    LakeWriter,
    compact,
    drop_months,
    erase_interactions,
    extract,
    extracts,
    rebuild_extracts,
)
from regard.foundation.lake.extracts import COLUMNS
from regard.understand.journeys.api import Asked
from regard.understand.metrics.api import measure_metric, score_card
from regard.understand.metrics.reading import Kept

TICKETS = ("Opened", "Replied", "Pending", "Solved", "Reopened", "Closed", "Assigned")
SCALES = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7), "stars": (1, 5), "enps": (0, 10)}
EVERYTHING = [
    *(kind for kinds in KINDS.values() for kind in kinds),
    *(f"Ticket {word}" for word in TICKETS),
    *("Page Viewed", "Rage Clicked", "Ad Clicked", "Survey Answered", "Review Posted"),
]

FOLLOWING = [name for name, metric in CATALOGUE.items() if metric.kernel is not None]
SCOPES = (
    Scope(segment="trait:plan=a"),
    Scope(channels=("web", "app"), stage="use"),
    Scope(since=date(2026, 2, 1), until=date(2026, 4, 1)),
)
DIMENSIONS = ("channel", "month", "trait.plan")


def someone(number: int) -> str:
    return f"cus_{number * 0x1111_0000_0000_0001 & 0xFFFF_FFFF_FFFF_FFFF:016x}"


def event(chance: random.Random, people: int = 6, days: int = 130) -> dict[str, Any]:
    """Any interaction; few seconds of a day to happen in, so that times are equal and ids decide."""
    kind, who = chance.choice(EVERYTHING), someone(chance.randrange(people))
    at = START + timedelta(days=chance.randrange(days), seconds=chance.choice((0, 1, 40_000)))
    more: dict[str, Any] = {}
    if kind in ("Survey Answered", "Review Posted") or chance.random() < 0.05:
        metric = chance.choice(list(SCALES))
        low, high = SCALES[metric]
        more = {"metric": metric, "score": float(chance.randint(low, high)), "scale_min": low, "scale_max": high}
    if kind in KINDS["orders"]:
        more |= {"value": Decimal(chance.randrange(1_000_000)) / 100, "currency": chance.choice(("EUR", "CHF", None))}
    told = {
        "Profile Updated": f'{{"plan": "{chance.choice("ab")}"}}',
        "Ad Clicked": '{"cost": 0.35, "currency": "EUR"}',
    }
    surveys = f'{{"survey_id": "{chance.choice("xyz")}"}}'
    return interaction(
        kind,
        **more,
        id=f"{chance.getrandbits(128):032x}",
        anchor=who,
        customer_id=who,
        time=at,
        month=at.strftime("%Y-%m"),
        channel=chance.choice(("web", "app", "phone", None)),
        stage=chance.choice(("use", "service", None)),
        touchpoint=chance.choice(("Cart", None)),
        actor=chance.choice(("customer", "customer", "company")),
        matter_id=f"m{chance.randrange(12)}" if kind.startswith(("Ticket", "Subscription")) else None,
        properties=surveys if kind.startswith("Survey") else told.get(kind, "{}"),
    )


def append(lake: Lake, rows: list[dict[str, Any]], owners: dict[str, str] | None = None) -> None:
    written = [row | {"customer_id": (owners or {}).get(row["anchor"], row["anchor"])} for row in rows]
    with LakeWriter(lake) as writer:
        writer.append("interactions", pa.Table.from_pylist(written, schema=INTERACTION))


def move(lake: Lake, owners: dict[str, str]) -> None:
    with LakeWriter(lake) as writer:
        listed = sorted(owners.items())
        columns = [[anchor for anchor, _ in listed], [owner for _, owner in listed]]
        writer.replace_reassigned(pa.table(columns, schema=REASSIGNED))


def happen(lake: Lake, chance: random.Random, happening: str, owners: dict[str, str]) -> dict[str, str]:
    """One thing that happens to a log; who belongs to whom afterwards."""
    if happening in ("append", "many"):
        append(lake, [event(chance) for _ in range(3 if happening == "append" else 40)], owners)
    elif happening == "late":
        append(lake, [event(chance, days=20) for _ in range(3)], owners)
    elif happening == "merge":
        owners = owners | {someone(chance.randrange(6)): someone(chance.randrange(6))}
        move(lake, owners)
    elif happening == "split" and owners:
        owners = dict(sorted(owners.items())[1:])
        move(lake, owners)
    elif happening == "compact":
        compact(lake=lake, is_forced=True)
    elif happening == "erase":
        with LakeWriter(lake) as writer:
            erase_interactions(writer=writer, anchors=[someone(chance.randrange(6))])
    elif happening == "drop":
        with LakeWriter(lake) as writer:
            drop_months(writer=writer, before=chance.choice(("2026-01", "2026-02")))
    else:
        extracts(lake=lake)
        Asked.of(lake=lake, scope=Scope()).own_days.count_customers()
    return owners


def kept(lake: Lake) -> list[dict[str, Any]]:
    rows = extract(lake=lake, families=FAMILIES).to_pyarrow().to_pylist()
    return sorted(rows, key=lambda row: str(row["id"]))


def logged(lake: Lake) -> list[dict[str, Any]]:
    query = f"select {', '.join(COLUMNS)} from interactions where ({family_sql()}) is not null order by id"
    return [dict(row) for row in Lake.open(lake.root).sql(query).to_pylist()]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10_000),
    happenings=st.lists(
        st.sampled_from(["append", "many", "late", "merge", "split", "compact", "erase", "drop", "ask"]), max_size=12
    ),
)
def test_extracts__after_anything_that_happens_to_a_log__are_what_the_log_says(
    seed: int, happenings: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    lake, chance, owners = Lake.open(tmp_path_factory.mktemp("log")), random.Random(seed), dict[str, str]()
    append(lake, [event(chance) for _ in range(30)])
    extracts(lake=lake)
    for happening in happenings:
        owners = happen(lake, chance, happening, owners)
    assert kept(lake) == logged(lake)
    for name in chance.sample(FOLLOWING, 2):
        by, scope = chance.choice((None, "channel", "week", "kind")), chance.choice(SCOPES)
        assert answered(lake, name, by, scope, in_part=True) == answered(lake, name, by, scope, in_part=False), name


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """A log to which everything happened that can happen to one, in a lake of its own."""
    lake, chance, owners = Lake.open(tmp_path_factory.mktemp("lived")), random.Random(11), dict[str, str]()
    append(lake, [event(chance) for _ in range(400)])
    extracts(lake=lake)
    for happening in ("many", "merge", "late", "merge", "split", "erase", "many", "compact", "append", "late", "many"):
        owners = happen(lake, chance, happening, owners)
    return lake


def answered(lake: Lake, name: str, by: str | None, scope: Scope, *, in_part: bool) -> Any:
    """A metric's answer from what is kept (extracts and arrays), or from the whole log; what it says where it has none."""
    metric, as_of = CATALOGUE[name], lake.last_at() or START
    log = extract(lake=lake, families=(*metric.reads, "profiles")) if in_part and metric.reads else lake.interactions()
    threads = Kept(lake, scope) if in_part else None
    edges = [date(2026, 1, 1), date(2026, 2, 10), date(2026, 3, 1), date(2026, 6, 1)]
    try:
        return (
            measure(log, name, scope=scope, by=by, as_of=as_of, threads=threads),
            series(log, name, scope=scope, edges=edges, as_of=as_of, threads=threads),
        )
    except RegardError as error:  # without schedules or targets, both say so
        return str(error)


@pytest.mark.parametrize("name", list(CATALOGUE))
def test_metric__from_what_is_kept__is_what_the_whole_log_says(name: str, lived: Lake) -> None:
    assert CATALOGUE[name].reads or CATALOGUE[name].kernel, "every metric is answered without reading the whole log"
    for by, scope in zip(DIMENSIONS, SCOPES, strict=True):
        assert answered(lived, name, by, scope, in_part=True) == answered(lived, name, by, scope, in_part=False)


@pytest.mark.parametrize("style", ["classic", "rolling"])
@pytest.mark.parametrize("grain", ["day", "week", "month"])
def test_retention__of_the_first_row_of_each_own_day__is_that_of_all_rows(style: str, grain: str, lived: Lake) -> None:
    asked = Asked.of(lake=lived, scope=Scope())
    question = RetentionQuestion(asked.own, asked.own, grain, style, 6)
    few, all_ = (retention(rows, question, as_of=asked.as_of) for rows in (asked.own_days, asked.histories))
    assert few.cohorts == all_.cohorts
    assert few.customers.tolist() == all_.customers.tolist()
    assert few.customers[:, 1:].sum() > 0


def test_questions__of_a_log_that_is_read_in_part__are_answered_as_of_the_whole(
    lived: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    scope = Scope(since=date(2026, 2, 1), until=date(2026, 4, 1))

    def asked() -> tuple[list[Estimate], Any, list[Any]]:
        lake = Lake.open(lived.root)
        of_some = replace(scope, segment="trait:plan=a")
        return (
            measure_metric(lake=lake, name="revenue", scope=scope, by="trait.plan"),
            score_card(lake=lake, scope=scope),
            [measure_metric(lake=lake, name=name, scope=of_some) for name in ("nps", "retention", "reopen_rate")],
        )

    whole = asked()
    monkeypatch.setattr(kept_apart, "WORTH_KEEPING_APART", 0)
    assert asked() == whole
    assert whole[0]


def test_extracts__over_many_appends__have_few_runs_and_take_in_only_what_is_new(tmp_path: Path) -> None:
    lake, chance = Lake.open(tmp_path), random.Random(4)
    append(lake, [event(chance) for _ in range(3000)])
    first = extracts(lake=lake).runs
    append(lake, [event(chance) for _ in range(5)])
    assert extracts(lake=lake).runs[:1] == first, "what was there stays where it is"
    for _ in range(12):
        append(lake, [event(chance) for _ in range(8)])
        extracts(lake=lake)
    assert len(extracts(lake=lake).runs) <= 5
    assert kept(lake) == logged(lake)


def test_extracts__with_files_removed_under_them__are_made_again(tmp_path: Path) -> None:
    lake, chance = Lake.open(tmp_path), random.Random(5)
    append(lake, [event(chance) for _ in range(30)])
    rebuild_extracts(lake=lake)
    for path in (lake.root / "derived" / "extracts").glob("run-*/*/*.parquet"):
        path.unlink()
    assert kept(lake) == logged(lake)


def test_extracts__that_were_tampered_with__are_counted_and_put_right(tmp_path: Path) -> None:
    lake, chance = Lake.open(tmp_path), random.Random(6)
    append(lake, [event(chance) | {"kind": "Survey Sent"} for _ in range(30)])
    extracts(lake=lake)
    (file,) = (lake.root / "derived" / "extracts").glob("run-*/family=surveys/*.parquet")
    rows = pq.read_table(file).slice(3)
    pq.write_table(rows, file)
    assert rebuild_extracts(lake=lake) == (30, 3)
    assert rebuild_extracts(lake=lake) == (30, 0)
    assert kept(lake) == logged(lake)


def test_extracts__of_an_empty_log__are_empty(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    assert kept(lake) == []
    day = date(2026, 1, 1)
    log = extract(lake=lake, families=["scores"])
    assert series(log, "nps", scope=Scope(), edges=[day, day + timedelta(days=1)], as_of=START)[0].numbers.n == 0
