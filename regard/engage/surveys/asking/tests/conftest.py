"""A real mail server, a published survey, an empty log."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from regard.engage.surveys.asking.tests.factories import DEFINITION, Inbox
from regard.engage.surveys.operations import create_survey, publish_survey
from regard.foundation.lake.api import Lake
from regard.foundation.settings.api import mail_settings


@pytest.fixture
def inbox(settings: Any, data_dir: Path) -> Iterator[Inbox]:
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


@pytest.fixture
def survey() -> int:
    survey_id = create_survey(name="Delivery", definition=DEFINITION)
    publish_survey(survey_id=survey_id)
    return survey_id


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    return Lake.open(data_dir)
