"""Segments follow the log."""

from django.conf import settings

from regard.foundation.jobs.api import app
from regard.foundation.lake.api import Lake
from regard.record.segments.store import SegmentsBusy
from regard.record.segments.working_out import prepare, refresh

LEAST_CUSTOMERS = 50_000  # below, working all of them out is as quick as looking again at some


@app.periodic(cron="* * * * *")
@app.task(name="segments.follow_log", queueing_lock="segments.follow_log")
def follow_log(timestamp: int) -> None:
    """Bring all segments up to the log's version; does nothing where the log did not move."""
    try:
        lake = Lake.shared(settings.REGARD.data_dir)
        refresh(lake=lake, wait=False)
        prepare(lake=lake, least_customers=LEAST_CUSTOMERS)
    except SegmentsBusy:
        return
