"""A data folder, and a mail server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from regard.engage.community import pages
from regard.engage.community.crowding import Crowd
from regard.engage.community.tests.factories import Inbox, mail_server
from regard.foundation.lake.api import Lake


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    return Lake.open(data_dir)


@pytest.fixture(autouse=True)
def _nobody_came_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_crowd", Crowd())


@pytest.fixture
def inbox(settings: Any, data_dir: Path) -> Iterator[Inbox]:
    with mail_server(settings) as found:
        yield found
