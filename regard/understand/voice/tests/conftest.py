"""What a shop's customers said, read once."""

import shutil
from pathlib import Path

import pytest

from regard.foundation.lake.api import Lake
from regard.understand.voice.tests.factories import shop_log


@pytest.fixture(scope="session")
def read_shop(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """The shop's log with its opinions; nobody may change it."""
    return shop_log(tmp_path_factory.mktemp("said"))


@pytest.fixture
def shop(read_shop: Lake, tmp_path: Path) -> Lake:
    """The same, to be changed."""
    shutil.copytree(read_shop.root, tmp_path / "shop")
    return Lake.open(tmp_path / "shop")
