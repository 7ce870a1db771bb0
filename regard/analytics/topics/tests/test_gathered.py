"""Pain points, requests and praise, from a table of opinions."""

from datetime import UTC, date, datetime, timedelta

import ibis
import numpy as np
import pyarrow as pa
import pytest

from regard.analytics.metrics.estimates import share
from regard.analytics.topics import TopicsRefused
from regard.analytics.topics.gathered import (
    Gathered,
    Moved,
    Pain,
    gather,
    pain_of,
    praised_of,
    ranked,
    request_of,
)
from regard.analytics.topics.opinions import COLUMNS, opinions_of, people_by_day
from regard.analytics.topics.rising import rising

START = datetime(2026, 1, 5, 12, tzinfo=UTC)


def table(rows: list[tuple[object, ...]]) -> pa.Table:
    """Rows of (customer, topic, sentiment, intent, value, day)."""
    names = ("customer", "topic", "sentiment", "intent", "value", "day")
    told = [dict(zip(names, row, strict=True)) for row in rows]
    columns = {name: [row[name] for row in told] for name in names if name != "day"}
    days = [START + timedelta(days=int(str(row["day"]))) for row in told]
    ids = [f"o{number}" for number in range(len(rows))]
    made = pa.table(
        {**columns, "opinion": ids, "time": days, "channel": ["web"] * len(rows), "certainty": [0.9] * len(rows)}
    )
    for name in ("sentiment", "value"):
        made = made.set_column(made.column_names.index(name), name, made[name].cast(pa.float64()))
    return made


def said(*groups: tuple[int, str, float | None, str | None, float | None]) -> pa.Table:
    """Groups of (people, topic, sentiment, intent, worth); everybody says one thing, c0 first."""
    rows: list[tuple[object, ...]] = []
    for people, topic, sentiment, intent, worth in groups:
        rows += [(f"c{len(rows) + n}", topic, sentiment, intent, worth, n) for n in range(people)]
    return table(rows)


def sides(rows: pa.Table) -> tuple[dict[str, Gathered], int]:
    """The sides of each topic, and how many people spoke."""
    told = rows.rename_columns({"customer": "customer_id"})
    worth = {row["customer_id"]: row["value"] for row in told.to_pylist() if row["value"] is not None}
    known = pa.table({"customer_id": pa.array(worth, pa.string()), "worth": pa.array(worth.values(), pa.float64())})
    return gather(ibis.memtable(told), worth=ibis.memtable(known)), len(set(rows["customer"].to_pylist()))


def pain_points(rows: pa.Table, *, moved: dict[str, Moved] | None = None) -> tuple[Pain, ...]:
    found, spoke = sides(rows)
    told = {name: pain_of(one, spoke=spoke) for name, one in found.items()}
    return ranked({name: one for name, one in told.items() if one}, moved=moved)


def test_pain_points__prevalence_times_severity__the_worst_first_with_intervals() -> None:
    late, rude = pain_points(
        said(
            (40, "late", -0.5, "complaint", 100.0),
            (10, "rude", -1.0, "complaint", None),
            (50, "fine", 0.8, "praise", 10.0),
        )
    )
    assert (late.topic, rude.topic) == ("late", "rude")
    assert late.prevalence == share(40, 100)
    assert late.severity.value == pytest.approx(0.5)
    assert late.severity.n == 40
    assert late.score == pytest.approx(0.4 * 0.5)
    assert late.low < late.score < late.high
    assert (late.worth, late.worth_of) == (4000.0, 40)
    assert (rude.worth, rude.worth_of) == (0.0, 0)


def test_pain_points__one_who_says_it_ten_times__counts_once() -> None:
    rows: list[tuple[object, ...]] = [(f"c{n}", "late", -0.4, "complaint", 5.0, n) for n in range(6)]
    rows += [("c0", "late", -1.0, "complaint", 5.0, n) for n in range(9)]
    (late,) = pain_points(table(rows))
    assert late.people == 6
    assert late.severity.n == 6
    assert late.severity.value == pytest.approx((5 * 0.4 + 0.94) / 6)
    assert late.worth == 30.0


def test_pain_points__what_they_move_is_known__decides_where_it_is_clear() -> None:
    rows = said(
        (40, "late", -0.5, "complaint", None), (10, "rude", -1.0, "complaint", None), (50, "fine", 0.8, None, None)
    )
    clear = pain_points(rows, moved={"rude": Moved(0.2, 0.1, 0.3)})
    assert [one.topic for one in clear] == ["rude", "late"]
    assert clear[0].score == pytest.approx(0.1 * 1.0 * 0.2)
    unclear = pain_points(rows, moved={"rude": Moved(0.2, -0.1, 0.5)})
    assert [one.topic for one in unclear] == ["late", "rude"]


def test_pain_points__few_people_unsure_or_no_topic__not_called_so() -> None:
    assert pain_points(said((4, "rare", -1.0, "complaint", None))) == ()
    assert pain_points(said((30, "unsure", None, "complaint", None))) == ()
    assert pain_points(said((30, "question", 0.0, "question", None))) == ()
    assert pain_points(said()) == ()


def test_pain_points__as_many_pleased_as_hurt__not_called_so() -> None:
    rows = said((30, "boots", -0.6, None, None), (25, "boots", 0.6, None, None), (20, "app", -0.6, None, None))
    assert [one.topic for one in pain_points(rows)] == ["app"]


def test_pain_points__order_of_rows__does_not_matter() -> None:
    rows: list[tuple[object, ...]] = [
        (f"c{n % 37}", f"t{n % 5}", -((n % 7) / 7), "complaint", 1.0, n % 11) for n in range(400)
    ]
    made = table(rows)
    other = made.take(np.random.default_rng(0).permutation(400))
    assert pain_points(made) == pain_points(other)


def test_requests__who_wants_it_and_what_they_are_worth() -> None:
    found, spoke = sides(
        said(
            (6, "dark mode", 0.1, "request", 50.0),
            (5, "export", None, "request", 400.0),
            (4, "export", 0.1, None, 1.0),
            (5, "sizes", 0.2, "request", None),
            (20, "sizes", 0.2, None, None),
            (5, "late", -0.9, "complaint", 1.0),
        )
    )
    told = {name: request_of(one, spoke=spoke) for name, one in found.items()}
    dark, export = told["dark mode"], told["export"]
    assert dark is not None
    assert export is not None
    assert (dark.people, dark.worth, dark.worth_of, dark.prevalence) == (6, 300.0, 6, share(6, 45))
    assert (export.people, export.worth, export.asking) == (5, 2000.0, share(5, 9))
    assert (told["sizes"], told["late"]) == (None, None)


def test_praise__what_pleases__by_people() -> None:
    found, spoke = sides(
        said((8, "staff", 0.9, "praise", None), (4, "price", 0.4, None, None), (9, "late", -0.9, "complaint", None))
    )
    staff = praised_of(found["staff"], spoke=spoke)
    assert staff is not None
    assert (staff.people, staff.pleased.value) == (8, 100.0)
    assert staff.joy.value == pytest.approx(0.9)
    assert praised_of(found["price"], spoke=spoke) is None
    assert praised_of(found["late"], spoke=spoke) is None


def test_opinions__columns_missing_or_out_of_range__said() -> None:
    with pytest.raises(TopicsRefused, match="lacks intent"):
        opinions_of(table([("c", "t", 0.1, None, 1.0, 0)]).drop_columns(["intent"]))
    with pytest.raises(TopicsRefused, match="between -1 and 1"):
        opinions_of(table([("c", "t", 3.0, None, 1.0, 0)]))
    assert {*COLUMNS, "value"} == set(table([("c", "t", 0.1, None, 1.0, 0)]).column_names)


def test_rising__of_opinions__a_planted_pain_point_is_flagged_within_a_week() -> None:
    rng = np.random.default_rng(11)
    rows: list[tuple[object, ...]] = []
    for day in range(150):
        for topic, usual in (("late", 4 if day < 130 else 11), ("size", 6), ("price", 3), ("staff", 8)):
            rows += [(f"c{rng.integers(4000)}", topic, -0.5, "complaint", 1.0, day) for _ in range(rng.poisson(usual))]
    opinions = opinions_of(table(rows))
    people, first_day = people_by_day(opinions, topics=opinions.topics, marks=opinions.hurts)
    assert first_day == date(2026, 1, 5)
    found = rising(people, topics=opinions.topics, first_day=first_day)
    (late,) = found.rises
    assert late.topic == "late"
    assert 0 <= (late.noticed - first_day).days - 130 < 7
