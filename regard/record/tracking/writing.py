"""Writing an event as senders would: what Regard does itself reaches the log the way everything does."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any


def track_call(
    *, event: str, identifier: tuple[str, str], message_id: str, at: datetime, properties: Mapping[str, Any]
) -> bytes:
    """The body of a `track` call about whoever has an identifier (kind and value).

    >>> from datetime import UTC
    >>> track_call(event="Case Opened", identifier=("user_id", "u1"), message_id="m", at=datetime(2026, 1, 1, tzinfo=UTC),
    ...     properties={})
    b'{"type": "track", "event": "Case Opened", "messageId": "m", "timestamp": "2026-01-01T00:00:00+00:00", \
"properties": {}, "userId": "u1"}'
    """
    told = {
        "type": "track",
        "event": event,
        "messageId": message_id,
        "timestamp": at.isoformat(),
        "properties": dict(properties),
    }
    return json.dumps(told | _addressed(*identifier), default=str).encode()


def _addressed(kind: str, value: str) -> dict[str, Any]:
    if kind == "user_id":
        return {"userId": value}
    if kind == "anonymous_id":
        return {"anonymousId": value}
    if kind == "external_id":
        return {"context": {"externalIds": [{"id": value, "type": "external_id"}]}}
    return {"context": {"traits": {kind: value}}}
