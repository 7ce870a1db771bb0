"""Rejected rows are found by source, reason and day, shown as they were, and grouped by what is wrong."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.lake.api import Lake
from regard.record.interactions.api import Recorder, Rejection, rejected_table
from regard.record.rejected.api import Wanted, list_reasons, list_rejected

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>\x1b[2J'; drop table rejected; --"


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    lake = Lake.open(data_dir)
    shop = [
        Rejection("a.csv", line, f"Column `at` is “{line} o'clock”, which is not a time.", "x" * line)
        for line in range(1, 61)
    ]
    web = [Rejection("key", 1, "The event has no `type` (track, identify, page, screen, group or alias).", HOSTILE)]
    old = [Rejection("key", 2, "Column `at` is “never”, which is not a time.", "{}")]
    with Recorder(lake=lake) as recorder:
        recorder.reject(rejected_table(rejections=shop, source="shop", received_at=NOW))
        recorder.reject(rejected_table(rejections=web, source="web", received_at=NOW))
        recorder.reject(rejected_table(rejections=old, source="web", received_at=NOW - timedelta(days=3)))
    return lake


def test_rejected__in_pages__come_once_each_newest_first(lake: Lake) -> None:
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = list_rejected(lake=lake, wanted=Wanted(), cursor=cursor, limit=25)
        assert page.total == 62
        seen += [row.id for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 62
    last = list_rejected(lake=lake, wanted=Wanted(), cursor="61").rows[0]
    assert (last.source, last.reason, last.size) == ("web", "Column `at` is “never”, which is not a time.", 2)


def test_rejected__asked_for_by_source_reason_and_day__are_those(lake: Lake) -> None:
    def count(**wanted: Any) -> int:
        return list_rejected(lake=lake, wanted=Wanted(**wanted)).total

    sort = "Column `at` is …, which is not a time."
    assert count(source="web") == 2
    assert count(sort=sort) == 61
    assert count(sort=sort, source="web") == 1
    assert count(since=date(2026, 11, 22)) == 61
    assert count(until=date(2026, 11, 22)) == 1
    assert count(source="' or true --") == 0


def test_reasons__of_rejected_rows__are_grouped_without_their_values(lake: Lake) -> None:
    first, second = list_reasons(lake=lake, wanted=Wanted())
    assert (first.sort, first.rows, first.sources) == ("Column `at` is …, which is not a time.", 61, ["shop", "web"])
    assert (first.first_at, first.last_at) == (NOW - timedelta(days=3), NOW)
    assert (first.example.reason, first.example.raw) == ("Column `at` is “never”, which is not a time.", "{}")
    assert (second.rows, second.example.raw) == (1, HOSTILE)
    assert list_reasons(lake=lake, wanted=Wanted(source="nobody")) == []


def ask(path: str, key: str | None = None) -> tuple[int, Any]:
    answer = Client().get(f"/api{path}", headers={"authorization": f"Bearer {key}"} if key else {})
    return answer.status_code, answer.json()


@pytest.mark.usefixtures("lake")
def test_rejected__over_rest__are_told_as_they_came() -> None:
    make_user()
    key = make_key()
    status, body = ask("/rejected?source=web&since=2026-11-22", key)
    assert (status, body["total"], body["rows"][0]["raw"]) == (200, 1, HOSTILE)
    status, body = ask("/rejected/reasons", key)
    assert (status, [one["rows"] for one in body["rows"]]) == (200, [61, 1])
    assert ask("/rejected?cursor=-1", key)[0] == 422
    assert ask("/rejected?cursor=x", key)[0] == 422
    assert ask("/rejected?source=%00", key) == (200, {"total": 0, "rows": [], "next_cursor": None})
    assert ask("/rejected")[0] == 401
    assert ask("/rejected/reasons")[0] == 401
