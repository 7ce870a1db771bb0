"""What keeps the log in order beside everything else."""

from __future__ import annotations

from django.conf import settings

from regard.foundation.jobs.api import app
from regard.foundation.lake.api import Lake
from regard.record.upkeep.operations import keep_up


@app.periodic(cron="* * * * *")
@app.task(name="upkeep.keep_up", queueing_lock="upkeep.keep_up", lock="upkeep.keep_up")
def keep_log(timestamp: int) -> None:
    """Each minute: rewrite the months whose small files passed a threshold, remove what is out of use."""
    keep_up(lake=Lake.shared(settings.REGARD.data_dir))
