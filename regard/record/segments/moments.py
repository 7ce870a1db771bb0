"""What counts as now."""

from datetime import UTC, datetime

from django.utils import timezone

from regard.foundation.lake.api import Lake


def moment_of(*, lake: Lake) -> datetime:
    """What counts as now: the log's newest moment, so that a log of last year has segments too, and never the future."""
    return min(lake.last_at() or datetime(1970, 1, 1, tzinfo=UTC), timezone.now())
