"""Several people ask at once, as a dashboard does: each gets the answer that asking alone gives."""

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake
from regard.understand.metrics.api import measure_metric
from regard.understand.metrics.tests.test_extracts import append, event

NAMES = ("first_reply_hours", "resolution_hours", "reopen_rate", "backlog", "replies", "csat")
ASKED = [(name, by) for name in NAMES for by in (None, "channel", "month")]


def test_metrics_of_tickets__asked_by_many_threads__answer_as_to_one(tmp_path: Path) -> None:
    chance = random.Random(7)
    append(Lake.open(tmp_path), [event(chance, people=60) for _ in range(3_000)])

    def ask(lake: Lake, name: str, by: str | None) -> object:
        return measure_metric(lake=lake, name=name, scope=Scope(), by=by)

    alone = [ask(Lake.open(tmp_path), *one) for one in ASKED]
    for _ in range(5):
        lake = Lake.open(tmp_path)
        with ThreadPoolExecutor(len(ASKED)) as threads:
            assert list(threads.map(lambda one, lake=lake: ask(lake, *one), ASKED)) == alone
