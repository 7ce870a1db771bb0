"""Topics follow what is said: found anew when a fifth more was said than when they last were, or where somebody wished."""

from django.conf import settings
from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from regard.foundation.jobs.api import app
from regard.foundation.lake.api import Lake
from regard.understand.voice.operations import find_topics_anew
from regard.understand.voice.topics import is_due


@app.periodic(cron="* * * * *")
@app.task(name="voice.follow_topics", queueing_lock="voice.follow_topics")
def follow_topics(timestamp: int) -> None:
    """Each minute: find topics where that is due."""
    lake = Lake.shared(settings.REGARD.data_dir)
    if is_due(lake=lake):
        find_topics_anew(lake=lake)


@app.task(name="voice.find_topics", queueing_lock="voice.find_topics")
def find_now() -> None:
    """Find topics anew, with what was wished."""
    find_topics_anew(lake=Lake.shared(settings.REGARD.data_dir))


def find_topics_soon() -> None:
    """Have the worker find topics anew; once is enough where it was asked already."""
    try:
        with transaction.atomic():
            find_now.configure().defer()
    except AlreadyEnqueued:
        return
