"""Somebody signs in, reads the Overview, follows a number to its interactions, and opens a customer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.needs import ROOT
from tests.stories.conftest import Demo

SIZES = [(1280, 900, "light"), (390, 844, "dark")]
PAGES = (
    *("/", "/interactions", "/customers", "/accounts", "/segments", "/sources", "/rejected", "/privacy", "/audit"),
    *("/dashboards", "/metrics", "/journeys", "/value", "/drivers", "/watch", "/digest", "/surveys"),
)
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"


@contextmanager
def page_of(chromium: Browser, *, width: int = 1280, height: int = 900, scheme: Any = "light") -> Iterator[Page]:
    """Open a page that must not report errors, such as breaches of the content policy."""
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", locale="en-GB"
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    elsewhere: list[str] = []
    page.on("request", lambda request: elsewhere.append(request.url) if "//localhost:" not in request.url else None)
    yield page
    context.close()
    assert errors == []
    assert [url for url in elsewhere if not url.startswith(("data:", "blob:"))] == []


def sign_in(page: Page, demo: Demo, *, path: str = "/") -> None:
    page.goto(demo.url + path)
    page.get_by_label("E-mail").fill(demo.email)
    page.get_by_label("Password").fill(demo.password)
    page.get_by_role("button", name="Sign in").click()


def number_in(text: str, pattern: str) -> int:
    found = re.search(pattern, text)
    assert found is not None, text
    return int(re.sub(r"\D", "", found[1]))


def faults_of(page: Page) -> list[str]:
    """Return what axe finds that keeps people out: rule and element."""
    page.evaluate(AXE.read_text())
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = page.evaluate("rules => axe.run(document, rules)", rules)["violations"]
    return [f"{fault['id']}: {node['html'][:120]}" for fault in found for node in fault["nodes"]]


def test_first_look__from_sign_in_to_a_customer__leads_from_a_number_to_who_is_behind_it(
    demo: Demo, chromium: Browser
) -> None:
    with page_of(chromium) as page:
        sign_in(page, demo)
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^The journey"))
        expect(page.get_by_role("heading", name="What to fix first")).to_be_visible()

        tile = page.get_by_role("article").filter(has=page.get_by_role("heading", name="NPS"))
        shown = number_in(tile.inner_text(), r"n\s*([\d,.]+)")
        assert shown > 0
        tile.get_by_role("link", name="NPS").click()

        expect(page).to_have_url(re.compile(r"/interactions\?.*metric=nps"))
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text(re.compile("NPS"))
        expect(page.get_by_text(re.compile(r"newest first"))).to_be_visible()
        counted = number_in(page.get_by_role("main").inner_text(), r"([\d,.]+) · newest first")
        assert counted == shown

        customer = page.get_by_role("table").get_by_role("link").first
        name = customer.inner_text()
        customer.click()
        expect(page).to_have_url(re.compile(r"/customers/cus_"))
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        timeline = page.get_by_role("region", name="Timeline")
        expect(timeline.get_by_role("heading", level=2)).to_have_text(re.compile(r"\d+ interactions"))
        expect(timeline.get_by_text("Survey Answered").first).to_be_visible()


def test_address__shared_with_somebody__opens_the_same_view_after_sign_in(demo: Demo, chromium: Browser) -> None:
    with page_of(chromium) as page:
        sign_in(page, demo, path="/interactions?metric=csat&channel=email")
        expect(page).to_have_url(re.compile(r"/interactions\?.*metric=csat"))
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("CSAT"))
        assert "channel=email" in page.url


@pytest.mark.parametrize(("width", "height", "scheme"), SIZES, ids=["desk in light", "phone in dark"])
def test_pages__on_any_screen__keep_nobody_out(
    demo: Demo, chromium: Browser, width: int, height: int, scheme: str
) -> None:
    with page_of(chromium, width=width, height=height, scheme=scheme) as page:
        page.goto(demo.url)
        faults = {"sign-in": faults_of(page)}
        sign_in(page, demo)
        for path in PAGES:
            page.goto(demo.url + path)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            page.wait_for_load_state("networkidle")
            faults[path] = faults_of(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} scrolls sideways"
        assert {path: found for path, found in faults.items() if found} == {}
