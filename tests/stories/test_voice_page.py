"""Somebody reads what people say, corrects a sentence by keyboard, and calls a topic by its name."""

from __future__ import annotations

import contextlib
import re

from playwright.sync_api import Browser, Page, expect

from tests.stories.conftest import Demo
from tests.stories.test_first_look import faults_of, page_of, sign_in

LONG = 240_000  # while a machine under load reads the first texts and gathers them


def call(page: Page, name: str) -> None:
    """Give the topic that is open a name; again where topics were found anew meanwhile and another one is open."""
    heading = page.get_by_role("heading", name=name)
    for _ in range(LONG // 30_000):
        page.get_by_role("button", name="Rename").click()
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_role("button", name="Save the name").click()
        with contextlib.suppress(AssertionError):
            expect(heading).to_be_visible(timeout=30_000)
            return
        page.reload()
    expect(heading).to_be_visible()


def test_voice__corrected_by_keyboard_and_renamed_in_place__says_so_at_once(demo: Demo, chromium: Browser) -> None:
    with page_of(chromium) as page:
        sign_in(page, demo, path="/voice?period=all")
        heading = page.get_by_role("heading", level=1)
        named = re.compile("is the most named topic|times as many")
        for _ in range(LONG // 10_000):
            if named.search(heading.inner_text(timeout=LONG)):
                break
            page.wait_for_timeout(10_000)
            page.reload()
        expect(heading).to_have_text(named, timeout=LONG)
        first = page.locator("article").first
        expect(first).to_be_visible(timeout=LONG)
        assert faults_of(page) == []
        first.focus()
        page.keyboard.press("c")
        form = page.get_by_role("form", name=re.compile("Correct"))
        expect(form).to_be_visible()
        page.keyboard.press("1")
        expect(form.get_by_role("button", name="negative")).to_have_attribute("aria-pressed", "true")
        assert faults_of(page) == []
        page.keyboard.press("Enter")
        expect(form).to_be_hidden()
        call(page, "What we call it")
    with page_of(chromium, width=390, height=844, scheme="dark") as page:
        sign_in(page, demo, path="/voice?period=all")
        expect(page.get_by_role("button", name="What we call it").first).to_be_visible(timeout=LONG)
        assert faults_of(page) == []
