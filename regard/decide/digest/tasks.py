"""The digest goes out by itself every Monday, to whom REGARD_DIGEST_TO names."""

from django.conf import settings

from regard.decide.digest.content import NoWeek, digest_of
from regard.decide.digest.sending import send_digest
from regard.foundation.jobs.api import app
from regard.foundation.lake.api import Lake


@app.periodic(cron="0 6 * * 1")
@app.task(name="digest.send", queueing_lock="digest.send")
def send_weekly_digest(timestamp: int) -> None:
    """Send the digest of last week; does nothing where nobody is named or nothing was recorded."""
    chosen = settings.REGARD
    if not chosen.smtp_url or not chosen.digest_to:
        return
    try:
        digest = digest_of(lake=Lake.shared(chosen.data_dir), organisation=chosen.organisation)
    except NoWeek:
        return
    send_digest(digest=digest, to=chosen.digest_to)
