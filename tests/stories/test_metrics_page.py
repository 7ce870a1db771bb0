"""Somebody looks at a metric by anything, as of another day, keeps the view, and takes the numbers along."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.stories.conftest import Demo
from tests.stories.test_first_look import SIZES, faults_of, number_in, page_of, sign_in


def n_of(page: Page) -> int:
    told = page.get_by_role("main").get_by_text(re.compile(r"\bn \d")).first
    expect(told).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    return number_in(told.inner_text(), r"\bn\s*([\d,.]+)")


def test_metrics__chosen_by_keyboard__are_shown_with_n_and_lead_to_what_is_behind(
    demo: Demo, chromium: Browser
) -> None:
    with page_of(chromium) as page:
        sign_in(page, demo, path="/metrics?period=all")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^NPS"))
        picker = page.get_by_role("button", name=re.compile("^Metric:"))
        picker.focus()
        page.keyboard.press("Enter")
        page.keyboard.type("CSAT")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^CSAT"))
        n = n_of(page)
        assert n > 0
        page.get_by_role("button", name=re.compile("^Grouped:")).click()
        page.get_by_role("option", name="Touchpoint").click()
        expect(page).to_have_url(re.compile("by=touchpoint"))
        groups = page.get_by_role("main").get_by_role("listitem")
        expect(groups.filter(has_text=re.compile(r"n\s*\d"))).not_to_have_count(0)
        told = [
            number_in(text, r"\bn\s*([\d,.]+)") for text in groups.all_inner_texts() if re.search(r"\bn\s*\d", text)
        ]
        assert sum(told) == n
        page.get_by_role("link", name="The interactions behind it").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("CSAT"))
        expect(page.get_by_text(re.compile("newest first"))).to_be_visible()
        counted = number_in(page.get_by_role("main").inner_text(), r"([\d,.]+) · newest first")
        assert counted == n


def test_metrics__as_of_a_past_day__count_less_and_can_be_kept_and_taken_along(demo: Demo, chromium: Browser) -> None:
    with page_of(chromium) as page:
        sign_in(page, demo, path="/metrics?metric=interactions&by=month&period=all")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Interactions"))
        now = n_of(page)
        page.get_by_label("As of", exact=True).fill("2026-06-30")
        expect(page).to_have_url(re.compile("as_of=2026-06-30"))
        expect(page.get_by_label("as known then")).to_be_visible()
        expect(page.get_by_text(re.compile(r"\bn\s*" + f"{now:,}"))).to_have_count(0)
        page.get_by_role("button", name="Views").click()
        page.get_by_label("Save this view as").fill("At the half-year")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_role("link", name="At the half-year")).to_have_attribute(
            "href", re.compile("as_of=2026-06-30")
        )
        page.keyboard.press("Escape")
        with page.expect_download() as saved:
            page.get_by_role("button", name="Save as PNG").click()
        assert saved.value.suggested_filename == "interactions-by-month.png"
        assert saved.value.path().read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
        page.get_by_role("button", name="Show as table").click()
        expect(page.get_by_role("cell", name="2026-05")).to_be_visible()


@pytest.mark.parametrize(("width", "height", "scheme"), SIZES)
@pytest.mark.parametrize("path", ["/metrics?period=all", "/metrics?metric=csat&by=touchpoint&period=all"])
def test_metrics__at_any_size__keep_nobody_out(
    demo: Demo, chromium: Browser, path: str, width: int, height: int, scheme: str
) -> None:
    with page_of(chromium, width=width, height=height, scheme=scheme) as page:
        sign_in(page, demo, path=path)
        expect(page.get_by_role("heading", level=2)).to_have_count(1)
        expect(page.get_by_role("button", name="Save as PNG")).to_be_visible()
        assert faults_of(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
