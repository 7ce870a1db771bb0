"""Watches follow the log."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from regard.analytics.errors import RegardError
from regard.foundation.jobs.api import app
from regard.foundation.lake.api import Lake
from regard.understand.watch.courses import whole_days_until
from regard.understand.watch.looking import look
from regard.understand.watch.models import Watch

AGAIN_AFTER = timedelta(hours=1)  # for rows of past days that come late


@app.periodic(cron="*/5 * * * *")
@app.task(name="watch.look", queueing_lock="watch.look")
def look_at_watches(timestamp: int) -> None:
    """Look at every open watch whose log moved: at once when a day is complete, else once an hour."""
    lake, now = Lake.shared(settings.REGARD.data_dir), timezone.now()
    until = whole_days_until(lake=lake, now=now)
    for watch in Watch.objects.filter(closed_at=None).order_by("pk"):
        is_due = watch.looked_at is None or watch.looked_version is None or watch.as_of != until
        if is_due or now - (watch.looked_at or now) >= AGAIN_AFTER:
            _look(lake, watch)


def _look(lake: Lake, watch: Watch) -> None:
    """One watch that cannot be looked at, because its segment is gone for instance, says so and hinders no other."""
    try:
        look(lake=lake, slug=watch.slug)
    except RegardError as error:
        Watch.objects.filter(pk=watch.pk).update(trouble=str(error), looked_at=timezone.now())
