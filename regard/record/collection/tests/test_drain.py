"""The drain: every request once, in order, whatever fails, while the next batch is prepared ahead."""

import json
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from regard.foundation.lake.api import Lake
from regard.record.collection import drain as drains
from regard.record.collection.api import Drain, IntakeRequest, put_requests
from regard.record.collection.models import Batch
from regard.record.interactions.api import Counts, Recorder

pytestmark = pytest.mark.django_db(transaction=True)
CAME_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Stumbling(Recorder):
    """A recorder that cannot take one event, and that loses its disk before one of its steps."""

    stumbles_at: int = -1
    steps: int = 0

    def record_step(self, observations: Any, *rest: Any, **named: Any) -> dict[str, Counts]:
        self.steps += 1
        if self.steps == self.stumbles_at:
            raise OSError("The disk is away.")
        if "m13" in observations["message_id"].to_pylist():
            raise ValueError("Thirteen.")
        return super().record_step(observations, *rest, **named)


@pytest.fixture
def lake(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Lake:
    """An empty log, and thirty requests in an intake that is taken four at a time."""
    monkeypatch.setattr(drains, "BATCH_EVENTS", 4)
    put_requests(requests=[request(number) for number in range(30)])
    return Lake.open(data_dir)


@pytest.fixture
def ahead() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as threads:
        yield threads


def request(number: int) -> IntakeRequest:
    event = {"event": "Signed In", "userId": f"u{number % 3}", "messageId": f"m{number}"}
    return IntakeRequest(str(uuid.uuid4()), "shop", "track", CAME_AT, None, None, json.dumps(event).encode())


def stored(lake: Lake) -> list[str]:
    return sorted(lake.sql("select message_id from interactions")["message_id"].to_pylist())


def rejected(lake: Lake) -> list[str]:
    return list(lake.rejected().to_pyarrow()["reason"].to_pylist())


def test_request__that_cannot_be_recorded__is_rejected_alone_and_the_rest_goes_on(
    lake: Lake, ahead: ThreadPoolExecutor
) -> None:
    with Stumbling(lake=lake) as recorder:
        drain = Drain(lake, recorder, ahead=ahead)
        while drain.run_once():
            pass
        drain.end()
    assert stored(lake) == sorted(f"m{number}" for number in range(30) if number != 13)
    assert rejected(lake) == ["Recording it failed here (ValueError); it can be replayed once that is mended."]
    batches = Batch.objects.order_by("last_id")
    assert [batch.is_open for batch in batches] == [False] * len(batches)
    assert sum(batch.received for batch in batches) == 30
    ends = list(batches.values_list("first_id", "last_id"))
    assert all(end < first for (_, end), (first, _) in pairwise(ends))


@pytest.mark.parametrize("step", [1, 2, 5])
def test_drain__that_loses_the_disk_with_a_batch_prepared_ahead__leaves_nothing_out(
    lake: Lake, ahead: ThreadPoolExecutor, step: int
) -> None:
    with Stumbling(lake=lake) as recorder:
        recorder.stumbles_at = step
        drain = Drain(lake, recorder, ahead=ahead)
        failed = 0
        for _ in range(40):
            try:
                if not drain.run_once():
                    break
            except OSError:
                failed += 1
        drain.end()
    assert failed == 1
    assert stored(lake) == sorted(f"m{number}" for number in range(30) if number != 13)
    assert len(rejected(lake)) == 1
