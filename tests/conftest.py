"""What tests of several folders use: Debian's Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.needs import CHROMIUM, FLAGS, need


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start Chromium; while it runs, its loop keeps Django and a second browser out of the thread."""
    need(CHROMIUM, "apt-get install chromium runs the tests in a browser.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()
