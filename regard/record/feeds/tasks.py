"""Feeds are looked at each minute, those that are due."""

import contextlib
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from regard.foundation.jobs.api import app
from regard.foundation.lake.api import Lake, LakeBusy
from regard.record.feeds.looking import list_due, look_at
from regard.record.feeds.proofs import settle


@app.periodic(cron="* * * * *")
@app.task(name="feeds.look", queueing_lock="feeds.look")
def look_at_what_is_due(timestamp: int) -> None:
    """Have each feed that is due looked at by a job of its own, so that a slow one holds no other up for long."""
    for source in list_due(now=datetime.now(UTC)):
        with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
            look.configure(queueing_lock=f"feeds.{source}").defer(source=source)


@app.task(name="feeds.look_at")
def look(source: str) -> None:
    """Look at one feed."""
    look_at(lake=Lake.shared(settings.REGARD.data_dir), source=source)


@app.periodic(cron="*/5 * * * *")
@app.task(name="feeds.settle", queueing_lock="feeds.settle")
def settle_now(timestamp: int) -> None:
    """Put what public authors said where it belongs, where somebody decided about one by another way than a proof."""
    try:
        settle(lake=Lake.shared(settings.REGARD.data_dir))
    except LakeBusy:
        return  # somebody writes for long; in five minutes again
