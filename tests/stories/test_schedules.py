"""Somebody says when they are there and what they promise, and sees what was noted."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.stories.conftest import Demo
from tests.stories.test_first_look import faults_of, page_of, sign_in

PATIENCE = 30_000  # milliseconds for what the server writes down


def test_working_hours__noted_and_promised_on_a_phone__are_told_and_can_be_taken_back(
    demo: Demo, chromium: Browser
) -> None:
    with page_of(chromium, width=390, height=844, scheme="dark") as page:
        sign_in(page, demo, path="/schedules")
        page.get_by_role("button", name="New schedule").click()
        page.get_by_label("Name", exact=True).fill("Support desk")
        page.get_by_label("Time zone").fill("Europe/Berlin")
        page.get_by_label("Closed on the holidays of").fill("de")
        page.get_by_label("Friday").fill("9-12, 13")
        expect(page.get_by_role("alert")).to_have_text("Write it as 09:00–17:30.")
        expect(page.get_by_role("button", name="Save schedule")).to_be_disabled()
        page.get_by_label("Friday").fill("9-12, 13-15:30")
        assert faults_of(page) == []
        page.get_by_role("button", name="Save schedule").click()
        row = page.get_by_role("row").filter(has_text="Support desk")
        expect(row).to_contain_text("Mon–Thu 09:00–17:00 · Fri 09:00–12:00, 13:00–15:30", timeout=PATIENCE)
        expect(row).to_contain_text("holidays of DE")
        page.get_by_role("button", name="New promise").click()
        page.get_by_role("button", name="Promise it").click()
        promise = page.get_by_role("row").filter(has_text="First reply within 4 h in business time")
        expect(promise).to_be_visible(timeout=PATIENCE)
        assert faults_of(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        promise.get_by_role("button", name="Take back").click()
        promise.get_by_role("button", name="Take it back").click()
        expect(page.get_by_text("Nothing is promised yet")).to_be_visible(timeout=PATIENCE)
        row.get_by_role("button", name="Delete").click()
        row.get_by_role("button", name=re.compile("^Delete it")).click()
        expect(page.get_by_text("No schedule yet")).to_be_visible(timeout=PATIENCE)
