from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.audit.api import note, verify
from regard.foundation.audit.models import Entry
from regard.foundation.lake.api import Lake
from regard.record.consents.api import Endpoint, Statement, is_allowed, record_consents
from regard.record.customers.models import Identifier
from regard.record.privacy.api import RetentionRefused, keep, list_due, list_retention, set_retention
from regard.record.privacy.tests.canaries import answer, event
from regard.record.privacy.tests.factories import record

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 15, 12, tzinfo=UTC)
ADA = Endpoint("email", "ada@fernweh.example")


def times(lake: Lake, table: str, column: str) -> list[datetime]:
    rows = lake.interactions() if table == "interactions" else lake.rejected()
    return sorted(rows[column].to_pyarrow().to_pylist())


def monthly(months: int) -> list[dict[str, Any]]:
    return [event(1 + month, "track", user=f"u-{month}", event="Article Viewed") for month in range(months)]


def test_retention__until_somebody_decides__removes_no_interaction(data_dir: Path) -> None:
    record(data_dir, monthly(3))
    lake = Lake.open(data_dir)
    assert {one.name: one.days for one in list_retention()} == {
        "interactions": None,
        "rejected": 30,
        "consents": None,
        "audit": 730,
    }
    keep(lake=lake, now=datetime(2099, 1, 1, tzinfo=UTC))
    assert len(times(lake, "interactions", "time")) == 3


@given(days=st.integers(31, 400), later=st.integers(0, 500))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_interactions__at_any_moment_after_keeping__are_never_a_month_too_old(
    data_dir: Path, tmp_path_factory: pytest.TempPathFactory, days: int, later: int
) -> None:
    folder = tmp_path_factory.mktemp("log")
    record(folder, monthly(8))
    lake, now = Lake.open(folder), datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=later)
    set_retention(name="interactions", days=days)
    before = times(lake, "interactions", "time")
    due = {one.name: one.rows for one in list_due(lake=lake, now=now)}
    keep(lake=lake, now=now)
    kept = times(lake, "interactions", "time")
    limit = now - timedelta(days=days)
    first = limit.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    assert kept == [moment for moment in before if moment >= first]
    assert len(before) - len(kept) == due["interactions"]
    assert all(one.rows == 0 for one in list_due(lake=lake, now=now) if one.name == "interactions")


def test_people__of_whom_the_log_holds_nothing_any_more__are_forgotten(data_dir: Path) -> None:
    record(data_dir, monthly(3))
    set_retention(name="interactions", days=31)
    keep(lake=Lake.open(data_dir), now=datetime(2026, 4, 15, tzinfo=UTC))
    assert list(Identifier.objects.values_list("value", flat=True)) == ["u-2"]
    assert list((data_dir / "lake" / "interactions").rglob("month=2026-01/*.parquet")) == []


def test_rejected__older_than_30_days__are_gone_from_every_version(data_dir: Path) -> None:
    record(data_dir, [answer(1, user="u-1", score=900, comment="out of range")])
    lake = Lake.open(data_dir)
    (arrived,) = times(lake, "rejected", "received_at")
    assert keep(lake=lake, now=arrived + timedelta(days=30)) == []
    (gone,) = keep(lake=lake, now=arrived + timedelta(days=30, seconds=1))
    assert (gone.name, gone.rows) == ("rejected", 1)
    assert times(lake, "rejected", "received_at") == []
    assert list((data_dir / "lake" / "rejected").glob("*.parquet")) == []


def test_consents__replaced_long_ago__go_and_what_holds_stays(data_dir: Path) -> None:
    said = [("granted", 0), ("revoked", 10), ("granted", 20)]
    record_consents(
        statements=[Statement(ADA, "analytics", status, START + timedelta(days=day), "test") for status, day in said]
    )
    set_retention(name="consents", days=365)
    (gone,) = keep(lake=Lake.open(data_dir), now=START + timedelta(days=365 + 15))
    assert gone.rows == 2
    assert is_allowed(endpoint=ADA, purpose="analytics", at=START + timedelta(days=20))
    assert not is_allowed(endpoint=ADA, purpose="analytics", at=START + timedelta(days=5))


def test_audit__older_than_two_years__is_trimmed_and_still_verifies(data_dir: Path) -> None:
    note(verb="exported", subject="customer:cus_1")
    written = Entry.objects.get().at
    keep(lake=Lake.open(data_dir), now=written + timedelta(days=729))
    assert Entry.objects.filter(verb="exported").count() == 1
    keep(lake=Lake.open(data_dir), now=written + timedelta(days=731))
    assert Entry.objects.filter(verb="exported").count() == 0
    assert verify().is_intact


def test_retention__set_over_rest__is_checked_and_noted(data_dir: Path) -> None:
    make_user()
    client, headers = Client(), {"Authorization": f"Bearer {make_key()}"}

    def put(name: str, days: int | None) -> Any:
        address = f"/api/privacy/retention/{name}"
        return client.put(address, {"days": days}, content_type="application/json", headers=headers)

    assert put("rejected", 7).status_code == 200
    assert {row["name"]: row["days"] for row in put("interactions", 400).json()["rows"]}["interactions"] == 400
    assert put("interactions", 3).json()["detail"].startswith("interactions are kept for at least 31 days")
    assert put("everything", 30).status_code == 422
    assert Entry.objects.filter(verb="retention_changed").count() == 2
    with pytest.raises(RetentionRefused):
        set_retention(name="audit", days=1)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from privacy_retention")
        assert cursor.fetchone() == (2,)
