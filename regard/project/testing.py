"""The pytest plugin: one PostgreSQL for a whole test run, one data folder for every test.

It is loaded by `-p regard.project.testing`, before pytest-django reads the settings, which need to
know the database already.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from regard.foundation.postgres.api import open_postgres

FOLDER = Path(tempfile.mkdtemp(prefix="regard-tests-"))
SETTINGS = (
    "ENGINE_URL",
    "SECRET_KEY",
    "REGARD_HOSTS",
    "REGARD_HTTPS",
    "REGARD_DEBUG",
    "REGARD_DEMO",
    "REGARD_ORGANISATION",
)

for _name in SETTINGS:
    os.environ.pop(_name, None)
os.environ["REGARD_DATA"] = str(FOLDER)
os.environ["DJANGO_SETTINGS_MODULE"] = "regard.project.settings"
os.environ.setdefault("OMP_NUM_THREADS", "1")
_postgres = open_postgres(data_dir=FOLDER, durable=False)


@atexit.register
def _clean_up() -> None:
    _postgres.close()
    shutil.rmtree(FOLDER, ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the same tests be run on another engine of analyses."""
    parser.addoption(
        "--engine", metavar="URL", help="Run analyses on Spark, as ENGINE_URL says it: local-cluster[2,1,1024]."
    )


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the engine. Make passwords cheap to check; how strong they are kept is Django's to test."""
    from django.conf import settings

    if config.getoption("--engine"):
        os.environ["ENGINE_URL"] = config.getoption("--engine")
    settings.DATABASES["default"]["OPTIONS"]["options"] = "-c regard.is_test=yes"  # the audit log may be emptied
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def data_dir(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """Return an empty data folder that the whole of Regard uses during one test."""
    folder = tmp_path / "data"
    folder.mkdir()
    settings.REGARD = replace(settings.REGARD, data_dir=folder)
    before = os.environ["REGARD_DATA"]
    os.environ["REGARD_DATA"] = str(folder)
    yield folder
    os.environ["REGARD_DATA"] = before
