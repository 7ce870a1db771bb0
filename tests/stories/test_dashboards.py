"""Somebody makes a dashboard with the keyboard alone, arranges it, thinks better of a step, and saves it for everybody."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.stories.conftest import Demo
from tests.stories.test_first_look import SIZES, faults_of, page_of, sign_in

SERVICE = [
    "First reply, median",
    "First resolution, median",
    "First-contact resolution",
    "Reopen rate",
    "First reply, median by week",
    "CSAT by week",
    "Where it takes long",
    "First resolution, median by channel",
    "Repeat contacts by channel",
]


def frames_of(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("group").filter(has=page.get_by_role("button", name="Remove"))


def expect_order(page: Page, names: list[str]) -> None:
    expect(frames_of(page)).to_have_count(len(names))
    for at, name in enumerate(names):
        expect(frames_of(page).nth(at)).to_have_accessible_name(name)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("width", "height", "scheme"), SIZES, ids=["desk in light", "phone in dark"])
def test_dashboard__made_and_arranged_by_keyboard__is_there_for_everybody(
    demo: Demo, chromium: Browser, width: int, height: int, scheme: str
) -> None:
    with page_of(chromium, width=width, height=height, scheme=scheme) as page:
        sign_in(page, demo, path="/dashboards?period=all")
        press(page, "New dashboard")
        page.get_by_label("Name").fill(f"Mondays {width}")
        page.get_by_label("Begin with").select_option("service")
        press(page, "Make it")
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Mondays {width}")
        assert "period=all" in page.url
        figure = page.get_by_role("region", name="First reply").first
        expect(figure.get_by_text(re.compile(r"n [\d,]+")).first).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert faults_of(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

        press(page, "Arrange")
        first, second, *others = SERVICE
        expect_order(page, SERVICE)
        press(page, f"Move {first} on")
        expect_order(page, [second, first, *others])
        press(page, f"Remove {first}")
        expect_order(page, [second, *others])
        press(page, "Undo")
        expect_order(page, [second, first, *others])
        assert faults_of(page) == []
        press(page, "Save for everybody")
        expect(page.get_by_role("button", name="Arrange")).to_be_visible()

        page.reload()
        press(page, "Arrange")
        expect_order(page, [second, first, *others])
        press(page, "Cancel")
        press(page, "Delete")
        press(page, "Delete it for everybody")
        expect(page.get_by_text("No dashboard yet")).to_be_visible()
