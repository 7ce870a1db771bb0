"""A real browser, a shop's site and a collector on another origin."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.needs import need
from tests.snippet.installation import Installation, installed
from tests.snippet.servers import SNIPPET, Collector, Site, serving

KEY = "rgw_shop"


@pytest.fixture
def collector() -> Iterator[Collector]:
    served = Collector()
    with serving(served, "127.0.0.1"):
        yield served


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()
    with serving(served, "localhost"):
        yield served


@dataclass
class Shop:
    """The site, what it tells the snippet, and visitors."""

    site: Site
    collector: Collector
    browser: BrowserContext

    def show(self, body: str = "", head: str = "", **options: str) -> None:
        """Put the snippet and `body` on every page of the site."""
        attributes = "".join(f' data-{name.replace("_", "-")}="{escape(value)}"' for name, value in options.items())
        script = f'<script async src="{self.collector.url}/regard.js" data-write-key="{KEY}"{attributes}></script>'
        self.site.page = (
            f"<!doctype html><html lang=en><head><title>Fernweh</title>{head}{script}</head><body>{body}</body></html>"
        )

    def visit(self, path: str = "/", context: BrowserContext | None = None) -> Page:
        """Open a page of the site and wait until the snippet is there."""
        page = (context or self.browser).new_page()
        page.goto(self.site.url + path)
        page.wait_for_function("window.regard && regard.version")
        return page

    def stored(self, page: Page) -> dict[str, Any]:
        """Everything the site's pages left in the browser."""
        kept: dict[str, Any] = page.evaluate(
            "async () => ({local: {...localStorage}, session: {...sessionStorage}, cookies: document.cookie,"
            " databases: (await indexedDB.databases()).map(one => one.name)})"
        )
        return kept

    def until_heard(self, page: Page) -> None:
        """Wait until the page knows that all it sent has arrived; one left before says it again, as it should."""
        until(lambda: not any(name.startswith("regard_queue:") for name in self.stored(page)["local"]), page)


@pytest.fixture
def shop(site: Site, collector: Collector, chromium: Browser) -> Iterator[Shop]:
    need(SNIPPET / "regard.js", "make console builds the snippet.")
    context = chromium.new_context()
    shop = Shop(site, collector, context)
    shop.show()
    yield shop
    context.close()


def until(is_so: Callable[[], object], page: Page | None = None, seconds: float = 30) -> None:
    """Wait for something outside of the browser; the page's own clock runs on."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "It did not happen."
        if page is None:
            time.sleep(0.05)
        else:
            page.wait_for_timeout(50)


@pytest.fixture(scope="session")
def regard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    need(SNIPPET / "regard.js", "make console builds the snippet.")
    with installed(tmp_path_factory.mktemp("regard") / "data") as installation:
        yield installation
