"""A survey to ask with, a mail server that keeps what it is given, and events to be asked about."""

import json
import re
import secrets
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from regard.engage.surveys.asking.operations import Asked, ask_people
from regard.engage.surveys.asking.people import Person
from regard.foundation.lake.api import Lake
from regard.record.imports.api import import_files
from regard.record.imports.tests.factories import SilentProgress
from regard.record.interactions.api import Recorder

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOME = "https://regard.example.org"
DEFINITION = {
    "title": "After delivery",
    "pages": [
        {
            "name": "one",
            "elements": [
                {
                    "type": "rating",
                    "name": "recommend",
                    "title": "Recommend us?",
                    "rateMin": 0,
                    "rateMax": 10,
                    "isRequired": True,
                },
                {"type": "comment", "name": "why"},
            ],
        }
    ],
}


class Inbox:
    """Keeps what a real SMTP server was given."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.is_full = False

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802
        if self.is_full:
            return "452 No room"
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def paths(self, number: int = -1) -> list[str]:
        """Where the links of a mail lead."""
        body = self.mails[number].get_body(("plain",))
        assert body is not None
        return re.findall(rf"{HOME}(/\S+)", body.get_content())


def ask(lake: Lake, survey: int, *values: str, occasion: str = "o1", now: datetime = NOON) -> Asked:
    people = [Person(value, occasion) for value in values]
    return ask_people(lake=lake, survey_id=survey, people=people, address=HOME, now=now)


def record(lake: Lake, tmp_path: Path, *events: dict[str, Any], now: datetime = NOON) -> None:
    file = tmp_path / f"events-{secrets.token_hex(4)}.ndjson"
    file.write_text("\n".join(json.dumps({"type": "track", **one}) for one in events))
    with Recorder(lake=lake, clock=lambda: now, compacts=False) as recorder:
        import_files(recorder=recorder, paths=[file], mapping=None, source=None, progress=SilentProgress())


def happened(event: str, email: str, at: datetime, **more: Any) -> dict[str, Any]:
    context = {"traits": {"email": email}, **more.pop("context", {})}
    return {
        "event": event,
        "timestamp": at.isoformat(),
        "messageId": secrets.token_hex(8),
        "context": context,
        "properties": more,
    }
