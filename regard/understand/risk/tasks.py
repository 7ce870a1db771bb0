"""Scores follow the log: made anew each night, and when somebody asks."""

import logging
from datetime import timedelta

from django.conf import settings

from regard.analytics.risk.terms import USUAL, CannotForesee, midnight_after
from regard.foundation.jobs.api import app
from regard.foundation.lake.api import Lake
from regard.understand.risk.making import make_risk
from regard.understand.risk.store import find_made

log = logging.getLogger(__name__)


@app.periodic(cron="20 2 * * *")
@app.task(name="risk.follow_log", queueing_lock="risk.follow_log")
def follow_log(timestamp: int) -> None:
    """Each night: score customers anew where the log has a day more. What says too little to learn from is left alone."""
    lake = Lake.shared(settings.REGARD.data_dir)
    last = lake.last_at()
    for name in USUAL:
        made = find_made(lake=lake, name=name)
        if last is None or (made is not None and midnight_after(last) - made.card.as_of < timedelta(days=1)):
            continue
        make_named(name)


@app.task(name="risk.make", queueing_lock="risk.make")
def make_named(name: str) -> None:
    """Score customers now, on the terms they were scored on before."""
    lake = Lake.shared(settings.REGARD.data_dir)
    made = find_made(lake=lake, name=name)
    try:
        make_risk(lake=lake, name=name, terms=made.card.terms if made else None)
    except CannotForesee as error:
        log.info("risk %s: %s", name, error)
