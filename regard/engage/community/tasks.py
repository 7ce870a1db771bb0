"""Whoever asked is told, and what is said elsewhere is taken in."""

from django.conf import settings

from regard.engage.community.asking import follow_topics
from regard.engage.community.identity import forget_links
from regard.engage.community.models import Topic
from regard.engage.community.telling import tell_due
from regard.foundation.jobs.api import app
from regard.foundation.lake.api import Lake


@app.periodic(cron="* * * * *")
@app.task(name="community.tell", queueing_lock="community.tell")
def tell_who_asked(timestamp: int) -> None:
    """Tell those who wait to be told; does nothing where nobody does."""
    tell_due(lake=Lake.shared(settings.REGARD.data_dir))


@app.periodic(cron="*/10 * * * *")
@app.task(name="community.follow", queueing_lock="community.follow")
def follow_what_is_said(timestamp: int) -> None:
    """Take in what was asked for since in topics that are linked; does nothing where none is."""
    if Topic.objects.exists():
        follow_topics(lake=Lake.shared(settings.REGARD.data_dir))


@app.periodic(cron="17 3 * * *")
@app.task(name="community.forget_links", queueing_lock="community.forget_links")
def forget_old_links(timestamp: int) -> None:
    """Forget the links that are good for nothing any more."""
    forget_links()
