"""Plans are looked at every ten minutes."""

from django.conf import settings

from regard.engage.surveys.asking.operations import ask_who_waited
from regard.engage.surveys.asking.plans import run_plans
from regard.engage.surveys.asking.reminding import remind_people
from regard.engage.surveys.asking.sms.gateways import find_gateway
from regard.foundation.jobs.api import app
from regard.foundation.lake.api import Lake


@app.periodic(cron="*/10 * * * *")
@app.task(name="asking.run", queueing_lock="asking.run")
def ask_who_is_due(timestamp: int) -> None:
    """Ask and remind; does nothing where nothing is set up that could send."""
    if settings.REGARD.smtp_url or find_gateway():
        lake = Lake.shared(settings.REGARD.data_dir)
        ask_who_waited(lake=lake)
        run_plans(lake=lake)
        remind_people(lake=lake)
