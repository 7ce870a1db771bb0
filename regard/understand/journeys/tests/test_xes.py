"""Journeys written as a process log are the same journeys when they are read again."""

from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from regard.analytics.scope import Scope
from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.audit.models import Entry
from regard.foundation.lake.api import Lake
from regard.record.imports.tests.factories import import_into
from regard.understand.journeys.api import journeys_xes
from regard.understand.journeys.tests.factories import company_log

pytestmark = pytest.mark.django_db
SAME = ("id", "source", "message_id", "time", "kind", "channel", "stage", "touchpoint", "actor", "metric", "score")
ALSO = ("scale_min", "scale_max", "text", "value", "currency", "matter_id", "promised_at", "wait_seconds", "failed")
XES = "{http://www.xes-standard.org/}"


def rows_of(lake: Lake) -> list[dict[str, Any]]:
    rows = lake.interactions().to_pyarrow().to_pylist()
    return sorted(rows, key=lambda row: row["id"])


def write(lake: Lake, path: Path, **asked: Any) -> Path:
    path.write_text("".join(journeys_xes(lake=lake, scope=asked.pop("scope", Scope()), **asked)), "utf-8")
    return path


def test_journeys__exported_and_imported__are_equal_and_belong_to_the_same_people(
    tmp_path: Path, data_dir: Path
) -> None:
    there = company_log(tmp_path / "there", customers=25, days=90)
    path = write(there, tmp_path / "log.xes")
    outcome = import_into(data_dir, path)
    before, after = rows_of(there), rows_of(Lake.open(data_dir))
    assert outcome.problems == ()
    assert outcome.counts.stored == len(before) == len(after) > 200
    for one, other in zip(before, after, strict=True):
        assert {name: one[name] for name in (*SAME, *ALSO)} == {name: other[name] for name in (*SAME, *ALSO)}
        assert one["properties"] == other["properties"]
    people = {(one["customer_id"], other["customer_id"]) for one, other in zip(before, after, strict=True)}
    assert len(people) == len({one for one, _ in people}) == len({other for _, other in people})
    again = import_into(data_dir, path)
    assert (again.counts.stored, again.counts.duplicates) == (0, len(before))


def test_process_log__is_as_the_standard_has_it(tmp_path: Path) -> None:
    there = company_log(tmp_path / "there", customers=10, days=60)
    tree = ElementTree.parse(write(there, tmp_path / "log.xes", is_bare=True)).getroot()
    assert tree.tag == f"{XES}log"
    assert {one.get("prefix") for one in tree.iter(f"{XES}extension")} == {"concept", "time", "org"}
    traces = tree.findall(f"{XES}trace")
    assert len(traces) == len({row["customer_id"] for row in rows_of(there)})
    for trace in traces:
        told = [{one.get("key"): one.get("value") for one in event} for event in trace.findall(f"{XES}event")]
        times = [one["time:timestamp"] for one in told]
        assert times == sorted(times, key=str)
        assert all(one["concept:name"] and one["org:resource"] in ("customer", "company", "bot") for one in told)
        assert {one["properties_json"] for one in told} == {"{}"}


def test_traces__by_matter_and_within_a_period__hold_only_these(tmp_path: Path) -> None:
    there = company_log(tmp_path / "there", customers=25, days=90)
    scope = Scope(since=date(2026, 8, 1), channels=("web",))
    tree = ElementTree.parse(write(there, tmp_path / "log.xes", case="matter", scope=scope)).getroot()
    told = {(one.get("key"), one.get("value")) for trace in tree.findall(f"{XES}trace") for one in trace}
    wanted = [
        row
        for row in rows_of(there)
        if row["matter_id"] and row["channel"] == "web" and row["time"].date() >= date(2026, 8, 1)
    ]
    assert {value for key, value in told if key == "concept:name"} == {row["matter_id"] for row in wanted}
    assert {value for key, value in told if key == "customer_id"} == {row["customer_id"] for row in wanted}
    assert len(list(tree.iter(f"{XES}event"))) == len(wanted) > 10


def test_journeys__over_rest__are_the_same_file__and_the_export_is_audited(data_dir: Path) -> None:
    there = company_log(data_dir, customers=10, days=60)
    make_user()
    client = Client(headers={"Authorization": f"Bearer {make_key()}"})
    answer = client.get("/api/journeys/xes?bare=true")
    told = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert told == "".join(journeys_xes(lake=there, scope=Scope(), is_bare=True))
    assert Entry.objects.filter(verb="exported", subject="journeys").count() == 1
