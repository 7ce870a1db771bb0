"""Plans are looked at every ten minutes."""

from django.conf import settings

from regard.engage.surveys.asking.operations import remind_people
from regard.engage.surveys.asking.plans import run_plans
from regard.foundation.jobs.api import app
from regard.foundation.lake.api import Lake


@app.periodic(cron="*/10 * * * *")
@app.task(name="asking.run", queueing_lock="asking.run")
def ask_who_is_due(timestamp: int) -> None:
    """Ask and remind; does nothing where no mail server is named."""
    if settings.REGARD.smtp_url:
        run_plans(lake=Lake.shared(settings.REGARD.data_dir))
        remind_people()
