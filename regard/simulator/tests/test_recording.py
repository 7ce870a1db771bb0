"""The company through the recorder and through what to fix first."""

import os
from pathlib import Path

import pyarrow as pa
import pytest

from regard.analytics.scope import Scope
from regard.decide.fix_first.api import list_fix_first
from regard.foundation.lake.api import Lake
from regard.record.interactions.api import Counts, Recorder
from regard.simulator.tests.factories import company, told

pytestmark = pytest.mark.django_db

CAUSES = {
    "late_delivery": "Delivery:late",
    "payment_failed": "Payment:failed",
    "phone_wait": "Phone support:wait",
    "ticket_reopened": "Support ticket:reopened",
}
DECOYS = ("Voucher:failed", "Sign-in:failed")
# One seed in an ordinary run; REGARD_SEEDS=20 takes a quarter of an hour.
SEEDS = range(7, 7 + int(os.environ.get("REGARD_SEEDS", "1")))


def recorded(lake: Lake, *tables: pa.Table) -> Counts:
    with Recorder(lake=lake) as recorder:
        return sum((recorder.record(table) for table in tables), Counts())


def test_company__recorded_twice__is_stored_once(data_dir: Path) -> None:
    lake = Lake.open(data_dir)
    rows = told(customers=600)
    assert recorded(lake, rows) == Counts(rows.num_rows, rows.num_rows, 0, 0)
    assert recorded(lake, rows) == Counts(rows.num_rows, 0, rows.num_rows, 0)


def test_company__recorded__has_one_customer_per_person_and_tablets_join_nobody(data_dir: Path) -> None:
    lake = Lake.open(data_dir)
    recorded(lake, told(customers=600))
    log = lake.interactions()
    people = log.customer_id.nunique().execute()
    assert 590 <= people <= 600 + 60  # a tablet, or a second browser never signed in on, is somebody nobody knows
    names = (
        log.filter(log.kind == "Profile Updated").group_by("customer_id").agg(rows=lambda rows: rows.source.nunique())
    )
    assert 500 <= names.count().execute() <= 600


@pytest.mark.parametrize("seed", SEEDS)
def test_fix_first__on_a_company__finds_the_planted_causes_in_order_and_no_decoy(data_dir: Path, seed: int) -> None:
    lake = Lake.open(data_dir)
    planted = company(20_000, seed)
    recorded(lake, *planted.observations())
    found = list_fix_first(lake=lake, scope=Scope())
    causes = [CAUSES[one["key"]] for one in planted.truth()["planted"] if one["role"] == "cause"]
    assert [row.key for row in found.rows if row.key in causes] == causes
    judged = {row.key: row for row in found.rows}
    assert {judged[key].evidence for key in causes} == {"effect"}
    for decoy in DECOYS:
        assert judged[decoy].raw < -4
        assert judged[decoy].evidence != "effect"
