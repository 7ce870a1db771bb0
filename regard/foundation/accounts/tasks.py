"""What accounts does at night."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.utils import timezone

from regard.foundation.accounts.models import ApiKey
from regard.foundation.jobs.api import app


@app.periodic(cron="30 3 * * *")
@app.task(name="accounts.forget_expired", queueing_lock="accounts.forget_expired")
def forget_expired(timestamp: int) -> None:
    """Delete the sessions and API keys whose time has passed."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    ApiKey.objects.filter(expires_at__lt=timezone.now()).delete()
