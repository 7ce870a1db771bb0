"""Published versions, read and gone through once per process: they never change."""

from functools import lru_cache

from regard.engage.surveys.logic.questions import Plan, plan_of
from regard.engage.surveys.models import Version


@lru_cache(maxsize=200)
def version_of(version_id: int) -> Version:
    """A published version."""
    return Version.objects.get(pk=version_id)


@lru_cache(maxsize=200)
def plan_for(version_id: int) -> Plan:
    """What a published version asks."""
    return plan_of(version_of(version_id).definition)
