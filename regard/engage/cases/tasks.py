"""Cases follow the log."""

from django.conf import settings

from regard.engage.cases.following import follow
from regard.foundation.jobs.api import app
from regard.foundation.lake.api import Lake


@app.periodic(cron="* * * * * */3")
@app.task(name="cases.follow", queueing_lock="cases.follow")
def follow_log(timestamp: int) -> None:
    """Open cases for what came in, every few seconds; does nothing where the log did not move."""
    follow(lake=Lake.shared(settings.REGARD.data_dir))
