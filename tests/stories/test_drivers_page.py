"""Somebody looks at what drives return, reads how it is known, and goes to the interactions behind it."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.stories.conftest import Demo
from tests.stories.test_first_look import page_of, sign_in


def test_drivers__opened_by_keyboard__say_how_they_are_known_and_lead_to_what_is_behind(
    demo: Demo, chromium: Browser
) -> None:
    with page_of(chromium) as page:
        sign_in(page, demo, path="/drivers?period=all")
        expect(page.get_by_role("heading", level=1)).to_have_text("Drivers, All time")
        late = page.get_by_role("listitem").filter(has_text="Delivery late").first
        late.get_by_role("button", name=re.compile("Delivery late")).focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("open=Delivery"))
        expect(late.get_by_text(re.compile("Adjusted for orders")).first).to_be_visible()
        expect(late.get_by_text(re.compile("has a counterpart|have no counterpart")).first).to_be_visible()
        late.get_by_role("link", name="The interactions behind it").click()
        expect(page).to_have_url(re.compile(r"/interactions\?.*pain_point=Delivery"))
        expect(page.get_by_text(re.compile("newest first"))).to_be_visible()
