"""What came from a source just now, with what became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from regard.foundation.lake.api import Lake

MOST = 50
_LOOK_BACK = timedelta(hours=1)


@dataclass(frozen=True)
class Arrival:
    """One thing that came: stored as an interaction, or rejected with a reason."""

    at: datetime
    outcome: str  # stored | rejected
    kind: str | None
    message_id: str | None
    customer_id: str | None
    happened_at: datetime | None
    reason: str | None
    raw: str | None


def list_arrivals(*, lake: Lake, slug: str, now: datetime) -> list[Arrival]:
    """The last 50 that came from a source within the last hour, the newest first."""
    lake = Lake(lake.root)  # what came this second, whatever version others keep working on
    lake.rejected()
    lake.public()
    found = lake.sql(
        "select received_at as \"at\", 'stored' as outcome, kind, message_id, customer_id, time as happened_at, "
        "null as reason, null as raw from (from interactions union all from public_voice) where source = $1 and received_at > $2 union all "
        "select received_at, 'rejected', null, null, null, null, reason, left(raw, 500) from rejected "
        "where source = $1 and received_at > $2 order by 1 desc, message_id limit $3",
        [slug, now - _LOOK_BACK, MOST],
    )
    return [Arrival(**row) for row in found.to_pylist()]
