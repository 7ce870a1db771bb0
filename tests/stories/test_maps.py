"""Somebody draws a journey map by keyboard, sees it filled from the log, and takes it along."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.stories.conftest import Demo
from tests.stories.test_first_look import SIZES, faults_of, number_in, page_of, sign_in

MAP = {
    "name": "Brought along",
    "stages": [
        {"name": "Buy", "steps": [{"name": "Orders", "matches": "Order Completed"}]},
        {
            "name": "Receive",
            "steps": [
                {"name": "Gets the parcel", "matches": "Order Delivered", "felt_by": "touchpoint:Delivery"},
                {"name": "Tells a friend", "feeling": 2},
            ],
        },
    ],
}


def choose(page: Page, *, step: str, kind: str) -> None:
    """Choose what a step is, by keyboard alone."""
    page.get_by_role("button", name=re.compile(f"^Which interactions are {step}")).focus()
    page.keyboard.press("Enter")
    page.keyboard.type(kind)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")


def test_map__drawn_by_keyboard__fills_itself_and_leads_to_who_is_behind_its_numbers(
    demo: Demo, chromium: Browser, tmp_path: Path
) -> None:
    with page_of(chromium) as page:
        sign_in(page, demo, path="/journeys/maps/new/edit")
        page.get_by_label("Name", exact=True).fill("From looking to having")
        page.get_by_label("Name of stage 1", exact=True).fill("Shop")
        page.get_by_label("Name of step 1 of stage 1").focus()
        page.keyboard.type("Orders")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Name of step 2 of stage 1")).to_be_focused()
        page.keyboard.type("Looks")
        page.keyboard.press("Alt+ArrowUp")
        expect(page.get_by_role("status").get_by_text("Looks is now step 1 of Shop")).to_be_attached()
        expect(page.get_by_label("Name of step 1 of stage 1")).to_have_value("Looks")
        expect(page.get_by_label("Name of step 1 of stage 1")).to_be_focused()
        page.keyboard.press("Control+z")
        expect(page.get_by_label("Name of step 1 of stage 1")).to_have_value("Orders")
        page.keyboard.press("Control+Shift+z")
        choose(page, step="Looks", kind="Product Viewed")
        choose(page, step="Orders", kind="Order Completed")
        counts = page.get_by_role("listitem").filter(has_text=re.compile(r"\d customers"))
        expect(counts).to_have_count(2)
        page.get_by_role("button", name="Save map").focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/journeys/maps/from-looking-to-having$"))
        page.goto(page.url + "?period=all")
        expect(page.get_by_role("heading", level=1)).to_have_text(
            re.compile(r"^From looking to having: .* % of journeys fit")
        )
        link = page.get_by_role("link", name=re.compile("Looks: [0-9,]+ customers"))
        customers = number_in(link.inner_text(), r"([\d,]+)")
        link.click()
        expect(page.get_by_role("heading", name=f"{customers:,} customers were at Looks")).to_be_visible()
        with page.expect_download() as taken:
            page.get_by_role("link", name="SVG").click()
        drawing = tmp_path / "map.svg"
        taken.value.save_as(drawing)
        assert f"{customers:,} customers" in "".join(ElementTree.parse(drawing).getroot().itertext())


def test_map__brought_along_as_a_file__is_shown_with_what_is_only_believed(
    demo: Demo, chromium: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "map.json"
    path.write_text("{nothing", "utf-8")
    with page_of(chromium) as page:
        sign_in(page, demo, path="/journeys/maps")
        page.get_by_label("A map as JSON").set_input_files(path)
        expect(page.get_by_role("alert")).to_contain_text("map.json is not JSON")
        path.write_text(json.dumps(MAP), "utf-8")
        page.get_by_label("A map as JSON").set_input_files(path)
        expect(page).to_have_url(re.compile(r"/journeys/maps/brought-along"))
        expect(page.get_by_role("columnheader", name=re.compile("Tells a friend assumption"))).to_be_visible()
        expect(page.get_by_text(re.compile("No sentiment: nothing"))).to_be_visible()
        page.get_by_role("link", name=re.compile("Gets the parcel: CSAT")).click()
        expect(
            page.get_by_role("heading", name=re.compile(r"interactions? scored for Gets the parcel"))
        ).to_be_visible()
        page.get_by_role("link", name="Edit", exact=True).click()
        page.get_by_label("Name of step 1 of stage 1").fill("Pays")
        page.get_by_role("button", name="Save changes").click()
        expect(page.get_by_role("columnheader", name=re.compile("Pays"))).to_be_visible()
        page.get_by_role("link", name="Version 1").click()
        expect(page.get_by_role("columnheader", name=re.compile("Orders"))).to_be_visible()
        page.get_by_role("button", name="Bring it back").click()
        page.get_by_role("button", name="Save it as version 3").click()
        expect(page.get_by_role("link", name="Version 3")).to_be_visible(timeout=30_000)
        expect(page).not_to_have_url(re.compile("version="), timeout=30_000)
        expect(page.get_by_role("columnheader", name=re.compile("Orders"))).to_be_visible()


@pytest.mark.parametrize(("width", "height", "scheme"), SIZES)
def test_maps_and_views_of_journeys__at_every_size__have_no_fault_that_keeps_people_out(
    width: int, height: int, scheme: str, demo: Demo, chromium: Browser
) -> None:
    with page_of(chromium, width=width, height=height, scheme=scheme) as page:
        sign_in(page, demo, path="/journeys/maps/new/edit")
        page.get_by_label("Name", exact=True).fill(f"Seen at {width}")
        page.get_by_label("Name of stage 1", exact=True).fill("Buy")
        page.get_by_label("Name of step 1 of stage 1").fill("Orders")
        page.get_by_role("button", name="More about Orders").click()
        assert faults_of(page) == []
        choose(page, step="Orders", kind="Order Completed")
        page.get_by_role("button", name="Save map").click()
        expect(page).to_have_url(re.compile(rf"/seen-at-{width}$"))
        for path in (page.url.removeprefix(demo.url), "/journeys/maps", *(f"/journeys?view={one}" for one in VIEWS)):
            page.goto(f"{demo.url}{path}{'&' if '?' in path else '?'}period=all")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            expect(page.get_by_label(re.compile("^(Loading|Filling)"))).to_have_count(0)
            assert faults_of(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


VIEWS = ("goal", "sessions", "credits")


@pytest.mark.parametrize(
    ("view", "number", "heading"),
    [
        ("goal", "came to the goal", "customers? came to the goal"),
        ("sessions", "customers had a session", "customers? had a session"),
        ("credits", "conversions were touched by web", "customers? converted after a touch at web"),
    ],
)
def test_view_of_journeys__has_figures_that_lead_to_customers(
    view: str, number: str, heading: str, demo: Demo, chromium: Browser
) -> None:
    with page_of(chromium) as page:
        sign_in(page, demo, path=f"/journeys?view={view}&period=all")
        page.get_by_role("link", name=re.compile(number)).first.click()
        expect(page.get_by_role("heading", name=re.compile(rf"^[\d,]+ {heading}"))).to_be_visible()
