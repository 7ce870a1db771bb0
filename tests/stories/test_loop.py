"""Somebody looks back at low scores, follows one up by keyboard until it is closed, and makes an improvement of a driver."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.stories.conftest import Demo
from tests.stories.test_first_look import page_of, sign_in


def test_loop__a_case_by_keyboard_and_an_improvement__are_followed_until_they_are_told(
    demo: Demo, chromium: Browser
) -> None:
    with page_of(chromium) as page:
        sign_in(page, demo, path="/cases")
        expect(page.get_by_role("row", name=re.compile("demo@")).first).to_be_visible()
        page.get_by_role("button", name="Rules").click()
        page.get_by_role("form", name="NPS").get_by_label("Look back to").fill("2026-06-01")
        page.get_by_role("button", name="Count by NPS").click()
        expect(page.get_by_text(re.compile(r"\d+ cases? would open"))).to_be_visible()
        page.get_by_role("button", name="Look back by NPS").click()
        expect(page.get_by_text(re.compile(r"\d+ cases? opened, \d+ added"))).to_be_visible()
        page.get_by_role("button", name="Done").click()
        _close_a_case(page, demo)
        _make_an_improvement(page, demo)


def _close_a_case(page: Page, demo: Demo) -> None:
    expect(page.locator("tbody tr").first).to_be_visible()
    rows = page.request.get(f"{demo.url}/api/cases?limit=50").json()["rows"]
    at = next(index for index, row in enumerate(rows) if row["recovery"] is None and not row["owner"])
    page.locator("tbody tr").first.focus()
    for _ in range(at):
        page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.get_by_role("row", name=re.compile("demo@")).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/cases/{rows[at]['number']}$"))
    page.get_by_label("In words").fill("Promised to look into it.")
    page.get_by_role("button", name="I was in touch").click()
    expect(page.get_by_text("in touch", exact=True)).to_be_visible()
    page.get_by_label("Root cause").fill("Parcel lost")
    page.get_by_role("button", name="Conclude").click()
    expect(page.get_by_text("not closed: no evidence of recovery")).to_be_visible()
    page.get_by_label("In words").fill("All is well, she says.")
    page.get_by_role("button", name="The customer says it is well").click()
    expect(page.get_by_text("closed", exact=True)).to_be_visible()
    expect(page.get_by_text("All is well, she says.")).to_be_visible()


def _make_an_improvement(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.url}/drivers?period=all")
    late = page.get_by_role("listitem").filter(has_text="Delivery late").first
    late.get_by_role("button", name=re.compile("Delivery late")).click()
    late.get_by_role("link", name="Make an improvement of this").click()
    expect(page.get_by_label("Friction")).to_have_value("Delivery:late")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("It has not shipped yet")).to_be_visible()
    page.get_by_label("State", exact=True).select_option("shipped")
    page.get_by_label("Shipped on").fill("2026-07-13")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("img", name=re.compile("before and after"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"days on which nothing was shipped"))).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Tell everybody who was not told").click()
        page.get_by_role("button", name=re.compile("Note .* as told")).click()
    people = saved.value.path().read_text(encoding="utf-8").splitlines()
    assert len(people) > 20
    told = f"{len(people) - 1:,} told"
    expect(page.get_by_text(re.compile(f"{told}$"))).to_be_visible()  # of the people
    expect(page.get_by_text(re.compile(f"{told} by email$"))).to_be_visible()  # in the history
