"""Process logs: what others write, what we write ourselves, and what attacks who reads it."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from regard.foundation.lake.api import Lake
from regard.record.imports.tests.factories import import_into

pytestmark = pytest.mark.django_db
LOG = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <global scope="event"><string key="concept:name" value="nobody"/></global>
  <trace>
    <string key="concept:name" value="Case 1"/>
    <int key="amount" value="300"/>
    <event>
      <string key="concept:name" value="Wait &amp; see"/>
      <date key="time:timestamp" value="2010-01-13T08:40:25.123+02:00"/>
      <string key="org:resource" value="Value 2"/>
      <boolean key="urgent" value="true"/>
      <float key="cost:total" value="1.5"><string key="cost:currency" value="EUR"/></float>
    </event>
    <event>
      <date key="time:timestamp" value="2010-01-14T08:40:25Z"/>
      <string key="concept:name" value="Closed"/>
    </event>
    <event><string key="concept:name" value="Never"/></event>
    <event><date key="time:timestamp" value="yesterday"/><string key="concept:name" value="Never"/></event>
  </trace>
  <trace>
    <event><date key="time:timestamp" value="2010-01-14T08:40:25Z"/><string key="concept:name" value="Before"/></event>
    <string key="concept:name" value="Case 2"/>
  </trace>
  <trace>
    <event><date key="time:timestamp" value="2010-01-14T08:40:25Z"/><string key="concept:name" value="Whose"/></event>
  </trace>
</log>
"""


def stored(data_dir: Path) -> list[dict[str, Any]]:
    rows = Lake.open(data_dir).interactions().to_pyarrow().to_pylist()
    return sorted(rows, key=lambda row: (row["time"], row["kind"]))


@pytest.mark.parametrize("ending", ["log.xes", "log.xes.gz", "export"])
def test_process_log__of_others__is_taken_in_as_it_is_written(ending: str, tmp_path: Path, data_dir: Path) -> None:
    path = tmp_path / ending
    path.write_bytes(gzip.compress(LOG.encode()) if ending.endswith("gz") else LOG.encode())
    outcome = import_into(data_dir, path)
    assert outcome.problems == ()
    assert (outcome.counts.stored, outcome.counts.rejected) == (3, 3)
    first, before, closed = stored(data_dir)
    assert (first["kind"], before["kind"], closed["kind"]) == ("Wait & see", "Before", "Closed")
    assert first["customer_id"] == closed["customer_id"] != before["customer_id"]
    assert first["time"].isoformat() == "2010-01-13T06:40:25.123000+00:00"
    assert json.loads(first["properties"]) == {
        "case:amount": 300,
        "org:resource": "Value 2",
        "urgent": True,
        "cost:total": 1.5,
        "cost:total/cost:currency": "EUR",
    }
    reasons = sorted(row["reason"] for row in Lake.open(data_dir).rejected().to_pyarrow().to_pylist())
    assert reasons == [
        "The `time:timestamp` 'yesterday' is no moment.",
        "The event belongs to no trace with a `concept:name`, so nobody knows whose it is.",
        "The event has no `time:timestamp`.",
    ]
    again = import_into(data_dir, path)
    assert (again.counts.stored, again.counts.duplicates) == (0, 3)


BOMB = '<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
DEEP = "<log>" + '<list key="a">' * 40
HOSTILE = {
    "entities": (f"<?xml version='1.0'?>{BOMB}<log><trace>&b;</trace></log>", "document type or entities"),
    "external": ('<!DOCTYPE log SYSTEM "file:///etc/passwd"><log></log>', "document type or entities"),
    "deep": (DEEP, "nested more than 32 deep"),
    "no log": ("<svg><log/></svg>", "begins with <svg>"),
    "broken off": (LOG[:900], "not well-formed XML from line"),
    "not xml": ("<log> & </log>", "not well-formed XML from line 1"),
    "long tag": (f'<log><string key="a" value="{"x" * (9 << 20)}"/></log>', "tag longer than 8 MB"),
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_process_log__that_attacks_its_reader__is_refused_with_a_sentence(
    name: str, tmp_path: Path, data_dir: Path
) -> None:
    text, sentence = HOSTILE[name]
    path = tmp_path / "log.xes"
    path.write_text(text, "utf-8")
    outcome = import_into(data_dir, path)
    (problem,) = outcome.problems
    assert sentence in problem
    assert outcome.counts.stored == (2 if name == "broken off" else 0)


def test_process_log__that_unpacks_without_end__is_refused(tmp_path: Path, data_dir: Path) -> None:
    path = tmp_path / "log.xes.gz"
    with gzip.open(path, "wb") as out:
        out.write(b"<log>")
        for _ in range(80):
            out.write(b" " * (1 << 20))
    (problem,) = import_into(data_dir, path).problems
    assert "unpacks to more than 300 times its size" in problem


def test_table__that_is_asked_for_where_a_file_is_html__is_not_taken_for_a_log(tmp_path: Path, data_dir: Path) -> None:
    path = tmp_path / "page.csv"
    path.write_text("<html><body>Sign in</body></html>", "utf-8")
    (problem,) = import_into(data_dir, path).problems
    assert "only process logs (XES)" in problem
