"""The conservation law, and the commands that hold the log to it."""

import json
from pathlib import Path

import pytest
from django.utils import timezone

from regard.analytics.tests.factories import interaction
from regard.foundation.lake.api import Lake, LakeWriter
from regard.foundation.lake.tests.test_lake import rows
from regard.record.collection.models import Batch
from regard.record.sources.api import Tally, note_recorded
from regard.record.upkeep.api import keep_up, measure_tables
from regard.record.upkeep.books import verify_books

pytestmark = pytest.mark.django_db


def collect(lake: Lake, n: int, *, said: int | None = None) -> None:
    """Batch number `n` of as many rows of the source `test`, one rejected; the books say `said` were received."""
    with LakeWriter(lake) as writer:
        writer.append("interactions", rows(*[interaction() for _ in range(n)]))
    now, received = timezone.now(), n + 1 if said is None else said
    note_recorded(tallies=[Tally("test", received, n, 0, 1, now)])
    Batch.objects.create(
        last_id=n, first_id=1, received=received, stored=n, duplicates=0, rejected=1, is_open=False, at=now
    )


def wrong(lake: Lake) -> list[str]:
    return [f"{one.place}: {one.wrong}" for one in verify_books(lake=lake)]


def test_books__all_accounted_for__find_nothing(data_dir: Path) -> None:
    lake = Lake.open(data_dir)
    collect(lake, 3)
    collect(lake, 4)
    assert wrong(lake) == []


def test_books__an_event_nobody_accounts_for__is_named_by_day_and_batch(data_dir: Path) -> None:
    lake = Lake.open(data_dir)
    collect(lake, 3, said=5)
    today = timezone.now().date()
    assert wrong(lake) == [
        f"source test on {today}: 5 received, but 4 stored, duplicates and rejected together",
        "batch 3: 5 received, but 4 accounted for",
    ]


def test_books__rows_that_left_the_log__are_missed(data_dir: Path) -> None:
    lake = Lake.open(data_dir)
    collect(lake, 3)
    lake.delta("interactions").delete("customer_id = 'cus_1'")
    assert wrong(lake) == ["source test: 3 were stored, and the log holds 0"]


def test_books__batches_and_days_that_differ__are_told(data_dir: Path) -> None:
    lake = Lake.open(data_dir)
    collect(lake, 3)
    Batch.objects.all().delete()
    assert [text.split(":")[1].strip() for text in wrong(lake)] == ["received", "stored", "rejected"]


def test_keep_up__many_small_files__are_merged_and_measured(data_dir: Path) -> None:
    lake = Lake.open(data_dir)
    for n in range(9):
        with LakeWriter(lake) as writer:
            writer.append("interactions", rows(interaction(customer_id=f"cus_{n}")))
    assert (measure_tables(lake=lake)[0].files, measure_tables(lake=lake)[0].to_rewrite) == (9, 1)
    rewritten, vacuumed = keep_up(lake=lake)
    assert [(one.files_before, one.files_after) for one in rewritten] == [(9, 1)]
    assert vacuumed is not None
    assert measure_tables(lake=lake)[0].rows == 9
    assert json.dumps([one.files for one in measure_tables(lake=lake)]) == "[1, 0, 0]"
