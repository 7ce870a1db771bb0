"""What privacy does in the background: erasures that were asked for, and what is kept too long."""

from __future__ import annotations

from django.conf import settings

from regard.foundation.audit.api import acting_as
from regard.foundation.jobs.api import app
from regard.foundation.lake.api import Lake
from regard.record.privacy.operations import carry_out, resume
from regard.record.privacy.retention import keep


@app.task(name="privacy.erase", lock="privacy")
def erase_in_background(erasure_id: int) -> None:
    """Carry out an erasure that was asked for."""
    carry_out(lake=Lake.open(settings.REGARD.data_dir), erasure_id=erasure_id)


@app.periodic(cron="15 2 * * *")
@app.task(name="privacy.keep", queueing_lock="privacy.keep", lock="privacy")
def keep_what_may_be_kept(timestamp: int) -> None:
    """Finish what was interrupted, then remove what is older than its class is kept."""
    lake = Lake.open(settings.REGARD.data_dir)
    with acting_as(actor="job"):
        resume(lake=lake)
        keep(lake=lake)
