"""The journey index follows the log, so that who asks finds it made."""

from django.conf import settings

from regard.foundation.jobs.api import app
from regard.foundation.lake.api import Lake
from regard.understand.journeys.index.keeping import journey_index


@app.periodic(cron="* * * * *")
@app.task(name="journeys.follow_log", queueing_lock="journeys.follow_log")
def follow_log(timestamp: int) -> None:
    """Each minute: take into the index what is new. Questions do the same before they are answered.

    Not where Spark keeps it: there each process has its own.
    """
    lake = Lake.shared(settings.REGARD.data_dir)
    if lake.on_spark is None:
        journey_index(lake=lake)
