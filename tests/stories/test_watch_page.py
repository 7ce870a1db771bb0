"""Somebody begins a watch, sees an alert, takes it on, decides, resolves it, and reads how fast that was."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.stories.conftest import Demo
from tests.stories.test_first_look import faults_of, page_of, sign_in


def test_watch__begun_in_the_past__raises_an_alert_that_is_answered_and_resolved(demo: Demo, chromium: Browser) -> None:
    with page_of(chromium) as page:
        page.context.set_default_timeout(60_000)
        sign_in(page, demo, path="/watch")
        page.get_by_role("button", name="New watch").first.click()
        page.get_by_label("Name").fill("The whole house")
        page.get_by_role("button", name=re.compile("^Metrics")).click()
        page.get_by_role("option", name="Interactions").click()
        page.keyboard.press("Escape")
        page.get_by_label("Looked at by").select_option("week")
        page.get_by_label("First day watched").fill("2026-03-01")
        page.get_by_label("False alarms a month").fill("5")
        page.get_by_role("button", name="Begin to watch").click()
        expect(page).to_have_url(re.compile("/watch/the-whole-house"), timeout=120_000)
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("The whole house"))
        alert = page.get_by_role("article").filter(has=page.get_by_role("button", name="I am at it")).first
        expect(alert.get_by_role("heading", level=3)).to_have_text(re.compile(r"^\d+\. Interactions (higher|lower)"))
        expect(alert.get_by_text(re.compile("Detected after"))).to_be_visible()
        number = alert.get_by_role("heading", level=3).inner_text().split(".")[0]
        alert.get_by_role("button", name="I am at it").click()
        card = page.get_by_role("article").filter(has_text=re.compile(rf"^{number}\. Interactions"))
        expect(card.get_by_text(re.compile("answered after"))).to_be_visible()
        page.get_by_label("Write a decision").fill("Asked who sends the newsletter")
        page.get_by_role("button", name="Add decision").click()
        expect(page.get_by_role("listitem").filter(has_text="Asked who sends the newsletter")).to_be_visible()
        card.get_by_role("button", name="Resolve").click()
        card.get_by_label("Why it is over").select_option("expected")
        card.get_by_role("button", name=f"Resolve alert {number}").click()
        expect(page.get_by_text("Time to detect")).to_be_visible()
        expect(page.get_by_text("Time to answer")).to_be_visible()
        expect(page.get_by_role("listitem").filter(has_text=f"Resolved {number}")).to_be_visible()
        assert faults_of(page) == []
