import gzip
import hashlib
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.record.imports.api import MappingUnreadable
from regard.record.imports.events import read_events
from regard.record.imports.files import examine_file
from regard.record.imports.tests.factories import (
    ORDERS_HEADER,
    ORDERS_MAPPING,
    import_into,
    interactions_in,
    preview_of,
    rejected_in,
    track,
    write,
    write_events,
)
from regard.record.interactions.api import Counts

pytestmark = pytest.mark.django_db
ROW = "{id},ada,ada@fernweh.example,2026-03-01 10:00:00,{delivered},28.40\n"


def orders(tmp_path: Path, count: int = 3) -> tuple[Path, Path]:
    rows = "".join(ROW.format(id=f"o{number}", delivered="02.03.2026 09:30") for number in range(count))
    return write(tmp_path / "orders.csv", ORDERS_HEADER + rows), write(tmp_path / "shop.toml", ORDERS_MAPPING)


def test_import__of_events__stores_them_and_counts(tmp_path: Path, data_dir: Path) -> None:
    path = write_events(tmp_path / "e.ndjson", track(messageId="m1"), track(messageId="m2"), {"type": "track"})
    outcome = import_into(data_dir, path)
    assert (outcome.counts, outcome.problems) == (Counts(read=3, stored=2, rejected=1), ())
    assert [row["message_id"] for row in interactions_in(data_dir)] != []
    assert [(row["origin"], row["line"], row["reason"], row["raw"]) for row in rejected_in(data_dir)] == [
        (str(path), 3, "A track event needs a name in `event`.", '{"type": "track"}')
    ]


def test_import__again__adds_nothing(tmp_path: Path, data_dir: Path) -> None:
    path, mapping = orders(tmp_path)
    assert import_into(data_dir, path, mapping=mapping).counts == Counts(read=6, stored=6)
    before = interactions_in(data_dir)
    assert import_into(data_dir, path, mapping=mapping).counts == Counts(read=6, duplicates=6)
    assert interactions_in(data_dir) == before


def test_import__after_one_that_was_interrupted__adds_the_rest(tmp_path: Path, data_dir: Path) -> None:
    path, mapping = orders(tmp_path, 5)
    whole = path.read_text()
    write(path, "".join(whole.splitlines(keepends=True)[:3]))
    assert import_into(data_dir, path, mapping=mapping).counts.stored == 4
    write(path, whole)
    assert import_into(data_dir, path, mapping=mapping).counts == Counts(read=10, stored=6, duplicates=4)


def test_import__of_a_file_and_its_copy__stores_once(tmp_path: Path, data_dir: Path) -> None:
    path, mapping = orders(tmp_path)
    copy = write(tmp_path / "orders-copy.csv", path.read_bytes())
    assert import_into(data_dir, path, copy, mapping=mapping).counts == Counts(read=12, stored=6, duplicates=6)


def test_import__under_another_source__is_another_import(tmp_path: Path, data_dir: Path) -> None:
    path, mapping = orders(tmp_path)
    import_into(data_dir, path, mapping=mapping)
    assert import_into(data_dir, path, mapping=mapping, source="till").counts.stored == 6


def test_import__with_bad_rows__keeps_each_and_stores_the_rest(tmp_path: Path, data_dir: Path) -> None:
    good = ROW.format(id="o1", delivered="")
    bad = "o2,ada,,31.2.2026,,28.40\n", "o3\n", "o4,ada,,2026-03-01,,free\n", "o5,ada,,2200-01-01,,1\n"
    path, mapping = orders(tmp_path)
    write(path, ORDERS_HEADER + good + "".join(bad) + good.replace("o1", "o6"))
    assert import_into(data_dir, path, mapping=mapping).counts == Counts(read=6, stored=2, rejected=4)
    kept = rejected_in(data_dir)
    assert [(row["line"], row["reason"]) for row in kept] == [
        (3, "Column `ordered` is “31.2.2026”, which is not a time."),
        (4, "The row has 1 cells where the header has 6."),
        (5, "Column `total` is “free”, which is not an amount of money."),
        (6, "The time 2199-12-31 lies more than 100 years in the future."),
    ]
    assert [row["raw"] for row in kept[:3]] == [line.strip() for line in bad[:3]]


@pytest.mark.parametrize("score", [-1, 11, "ten"])
def test_import__of_a_score_off_its_scale__rejects_it(tmp_path: Path, data_dir: Path, score: object) -> None:
    answer = track(event="Survey Answered", properties={"metric": "nps", "score": score})
    assert import_into(data_dir, write_events(tmp_path / "e.ndjson", answer)).counts == Counts(read=1, rejected=1)
    assert interactions_in(data_dir) == []


def test_import__with_bad_files_between__says_each_and_imports_the_rest(tmp_path: Path, data_dir: Path) -> None:
    path, mapping = orders(tmp_path)
    gone, empty = tmp_path / "gone.csv", write(tmp_path / "empty.ndjson", b"")
    wrong = write(tmp_path / "wrong.ndjson", "order_id,customer\n1,2\n")
    events = write_events(tmp_path / "e.ndjson", track())
    outcome = import_into(data_dir, gone, path, empty, wrong, events, mapping=mapping)
    assert outcome.counts == Counts(read=7, stored=7)
    assert outcome.problems == (
        f"{gone} does not exist.",
        f"{empty} is empty.",
        f"{wrong} holds no JSON: its first line is `order_id,customer`. It looks like a CSV: import it with --mapping.",
    )


@pytest.mark.parametrize("kind", ["cut off", "garbled"])
def test_import__of_a_damaged_gzip_file__keeps_what_came_before(tmp_path: Path, data_dir: Path, kind: str) -> None:
    events = "".join(json.dumps(track(messageId=f"{number:x}" * 9)) + "\n" for number in range(200_000, 220_000))
    whole = gzip.compress(events.encode())
    middle = len(whole) // 2
    content = whole[:middle] if kind == "cut off" else whole[:middle] + b"\xff" * 1000 + whole[middle + 1000 :]
    path = write(tmp_path / "e.ndjson.gz", content)
    outcome = import_into(data_dir, path)
    assert outcome.counts.stored > 5000
    assert len(outcome.problems) == 1
    assert outcome.problems[0].startswith(f"{path} is damaged: ")
    assert outcome.problems[0].endswith("What came before the damage was imported.")


def test_import__of_tables_whose_columns_are_in_another_order__goes_by_name(tmp_path: Path, data_dir: Path) -> None:
    path, mapping = orders(tmp_path, 1)
    other = write(tmp_path / "orders-2.csv", "total,ordered,customer,order_id,email,delivered\n5,2026-03-04,bo,o9,,\n")
    less = write(tmp_path / "orders-3.csv", "total,ordered,order_id\n5,2026-03-04,o9\n")
    outcome = import_into(data_dir, path, other, less, mapping=mapping)
    assert outcome.counts == Counts(read=3, stored=3)
    assert [str(row["value"]) for row in interactions_in(data_dir)] == ["28.4000", "None", "5.0000"]
    assert outcome.problems == (f"{less} has no `customer` and no `email` and no `delivered`, unlike {path}.",)


def test_import__of_a_table_without_mapping__asks_for_one(tmp_path: Path, data_dir: Path) -> None:
    path, _ = orders(tmp_path)
    outcome = import_into(data_dir, path)
    assert outcome.problems == (f"{path} is a table. Say with --mapping which of its columns make which interactions.",)


def test_import__with_a_wrong_mapping__stores_nothing(tmp_path: Path, data_dir: Path) -> None:
    path, mapping = orders(tmp_path)
    write(mapping, ORDERS_MAPPING.replace('"delivered"', '"deliverd"'))
    with pytest.raises(MappingUnreadable) as refused:
        import_into(data_dir, path, mapping=mapping)
    assert str(refused.value) == (
        "shop.toml: interaction 2 uses column `deliverd`, which orders.csv does not have; did you mean `delivered`?"
    )
    assert (interactions_in(data_dir), rejected_in(data_dir)) == ([], [])


def test_preview__says_what_would_happen__and_writes_nothing(tmp_path: Path, data_dir: Path) -> None:
    path, mapping = orders(tmp_path)
    write(path, path.read_text() + "o9,ada,,never,,1\no1,ada,,2026-03-01 10:00:00,,1\n")
    preview = preview_of(path, mapping=mapping, first=2)
    assert preview.counts == Counts(read=8, stored=6, duplicates=1, rejected=1)
    assert [row["kind"] for row in preview.first] == ["Order Completed", "Order Delivered"]
    assert preview.first[0]["person"] == {"user_id": "ada", "email": "ada@fernweh.example"}
    assert preview.rejected == [
        {
            "reason": "Column `ordered` is “never”, which is not a time.",
            "origin": str(path),
            "line": 5,
            "raw": "o9,ada,,never,,1",
            "rows": 1,
        }
    ]
    assert list(data_dir.iterdir()) == []


def test_preview__of_reasons_that_differ_in_a_value__counts_them_together(tmp_path: Path) -> None:
    path = write_events(tmp_path / "e.ndjson", *(track(timestamp=f"day {number}") for number in range(20)))
    (reason,) = preview_of(path).rejected
    assert (reason["rows"], reason["reason"]) == (20, '`timestamp` is "day 0", which is not a time.')


def test_rows_that_make_nothing__are_counted_apart(tmp_path: Path, data_dir: Path) -> None:
    path, mapping = orders(tmp_path)
    write(mapping, ORDERS_MAPPING.replace('time = "ordered"', 'time = "ordered"\nwhen = [{ column = "delivered" }]'))
    write(path, ORDERS_HEADER + ROW.format(id="o1", delivered="") + ROW.format(id="o2", delivered="02.03.2026 09:30"))
    outcome = import_into(data_dir, path, mapping=mapping)
    assert (outcome.counts, outcome.silent_rows) == (Counts(read=2, stored=2), 1)


def test_line_of_100_mb__is_rejected_with_its_number__in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "e.ndjson"
    event = json.dumps(track()).encode() + b"\n"
    long = b'{"type":"track","x":"' + b"y" * 100_000_000 + b'"}\n'
    write(path, event + long + event)
    tracemalloc.start()
    chunks = list(read_events(file=examine_file(path=path), source="fernweh"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [chunk.observations.num_rows for chunk in chunks] == [2]
    (rejection,) = chunks[0].rejections
    assert (rejection.line, rejection.reason) == (2, "The line is 100.0 MB long; a line may have 8 MB.")
    assert rejection.raw.endswith(f"… [cut: {len(long)} bytes in all, sha256 {hashlib.sha256(long).hexdigest()}]")
    assert len(rejection.raw) < 70_000
    assert peak < 40_000_000


LINES = st.one_of(
    st.builds(lambda number: track(messageId=f"m{number}"), st.integers(0, 5)),
    st.builds(lambda text: track(properties={"text": text}), st.text(max_size=5)),
    st.builds(lambda value: track(timestamp=value), st.sampled_from(["never", 5, None])),
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists, max_leaves=5),
)


@given(st.lists(LINES, max_size=30))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counts__of_any_lines__add_up(tmp_path: Path, written: list[Any]) -> None:
    path = write_events(tmp_path / "e.ndjson", track(), *written)
    counts = preview_of(path).counts
    assert counts.read == counts.stored + counts.duplicates + counts.rejected
    assert counts.read == 1 + len(written)
