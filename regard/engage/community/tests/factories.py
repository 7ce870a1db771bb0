"""People on a board, and what they do there."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from regard.engage.community.boards import make_board
from regard.engage.community.ideas import post_idea
from regard.engage.community.identity import mailbox_of
from regard.engage.community.models import Member
from regard.engage.community.persons import Who
from regard.foundation.settings.api import mail_settings

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOME = "https://regard.example.org"


def board(slug: str = "ideas", **given: Any) -> str:
    """A board of a shop."""
    return make_board(slug=slug, name="Ideas for the shop", address=HOME, now=NOON, **given).slug


def member(name: str) -> Who:
    """Somebody who signed in by a link."""
    email = f"{name}@customers.example"
    Member.objects.get_or_create(
        kind="email", value=email, defaults={"mailbox": mailbox_of(email), "joined_at": NOON, "name": name.title()}
    )
    return "email", email


def idea(title: str = "Pay by invoice", *, by: str | None = "ann", slug: str = "ideas", **given: Any) -> int:
    """An idea of somebody, or of staff."""
    who = member(by) if by else None
    return post_idea(slug=slug, who=who, title=title, now=given.pop("now", NOON), **given)


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

    def texts(self) -> list[str]:
        """What was written, plain."""
        bodies = [mail.get_body(("plain",)) for mail in self.mails]
        return [body.get_content() for body in bodies if body is not None]

    def paths(self, number: int = -1) -> list[str]:
        """Where the links of a mail lead."""
        return re.findall(rf"{HOME}(/\S+)", self.texts()[number])


@contextmanager
def mail_server(settings: Any) -> Iterator[Inbox]:
    """A mail server that this installation sends by."""
    inbox = Inbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    url = f"smtp+plain://127.0.0.1:{port}"
    settings.REGARD = replace(settings.REGARD, smtp_url=url)
    for name, value in mail_settings(url=url).items():
        setattr(settings, name, value)
    yield inbox
    server.stop()
