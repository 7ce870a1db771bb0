"""A real mail server that keeps what it is given."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from regard.foundation.settings.api import mail_settings


class Inbox:
    """Keeps what a real SMTP server was given."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], Message]] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=default)))
        return "250 OK"


@pytest.fixture
def inbox(settings: Any, data_dir: Path) -> Iterator[Inbox]:
    inbox = Inbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    use_server(settings, f"smtp+plain://127.0.0.1:{port}")
    yield inbox
    server.stop()


def use_server(settings: Any, url: str) -> None:
    settings.REGARD = replace(settings.REGARD, smtp_url=url)
    for name, value in mail_settings(url=url).items():
        setattr(settings, name, value)
