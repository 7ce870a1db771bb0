"""What happens on a board is an interaction of whoever did it, or whom it was done for."""

import uuid
from datetime import datetime
from typing import Any

from regard.engage.community.models import Idea
from regard.engage.community.persons import Who
from regard.record.collection.api import IntakeRequest, put_requests
from regard.record.sources.api import NoSource, create_source, find_source
from regard.record.tracking.api import track_call

SOURCE = "community"


def make_source() -> None:
    """The source that boards write to, unless there is one."""
    try:
        find_source(slug=SOURCE)
    except NoSource:
        create_source(name="Community", kind="server", slug=SOURCE)


def record(*, event: str, who: Who, message_id: str, at: datetime, idea: Idea, **properties: Any) -> None:
    """Record one event of one person about an idea, in the transaction that makes it so."""
    told = {"idea_id": f"idea-{idea.pk}", "board": idea.board.slug, **properties}
    body = track_call(
        event=event,
        identifier=who,
        message_id=message_id,
        at=at,
        properties={name: each for name, each in told.items() if each not in (None, "")},
    )
    put_requests(requests=[IntakeRequest(str(uuid.uuid4()), SOURCE, "track", at, None, None, body)])
