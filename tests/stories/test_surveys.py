"""Somebody builds a survey by keyboard, somebody else answers it on a phone, and its results lead to that answer."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.stories.conftest import Demo
from tests.stories.test_first_look import SIZES, faults_of, page_of, sign_in

QUESTIONS = [
    ("Recommendation", ""),
    ("Long text", "What went wrong?"),
    ("Satisfaction", "How satisfied are you with the delivery?"),
    ("Effort", ""),
    ("Stars", "How many stars for the product?"),
    ("One of several", "What matters most to you?"),
    ("Any of several", "What did you look at?"),
    ("Yes or no", "Was it a gift?"),
    ("Ranking", "Put these in your order"),
    ("Several on one scale", "How do you find these?"),
    ("Number", "How many orders was it?"),
    ("Date", "When did it come?"),
]


def add_question(page: Page, *, kind: str, title: str) -> None:
    """Open the list, take the kind, and write over the title, which has the cursor then."""
    page.get_by_role("button", name="Add a question to page 1").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Search Add a question to page 1")).to_be_focused()
    page.get_by_role("listbox").get_by_role("option", name=re.compile(f"^{kind}")).first.click()
    expect(page.get_by_label("Question", exact=True)).to_be_focused()
    if title:
        page.keyboard.press("Control+a")
        page.keyboard.type(title)


def build(page: Page) -> None:
    nothing, another = page.get_by_role("button", name="Nothing yet"), page.get_by_role("button", name="New survey")
    expect(nothing.or_(another)).to_be_visible()
    if another.is_visible():
        another.press("Enter")
    expect(nothing).to_be_visible()
    nothing.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/surveys/\d+/edit$"))
    page.get_by_label("Title people see").fill("Your last order")
    page.get_by_label("Name of the survey").fill("Story of twelve questions")
    for kind, title in QUESTIONS:
        add_question(page, kind=kind, title=title)
    page.get_by_role("button", name=re.compile(r"^2 What went wrong")).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add a condition").press("Enter")
    expect(page.get_by_text(re.compile(r"^Shown only when “How likely.*is at most 6 \(detractors\)\."))).to_be_visible()


def move_and_take_back(page: Page) -> None:
    last = page.get_by_role("button", name=re.compile(r"When did it come"), expanded=False)
    last.focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_role("button", name=re.compile(r"^11 When did it come"))).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("button", name=re.compile(r"^12 When did it come"))).to_be_visible()


def tab_to(phone: Page, title: str) -> None:
    """Press Tab until the cursor is in a question."""
    inside = "title => document.activeElement.closest('.question')?.textContent.includes(title) ?? false"
    for _ in range(80):
        phone.keyboard.press("Tab")
        if phone.evaluate(inside, title):
            return
    raise AssertionError(f"No way by Tab to {title}")


def answer(phone: Page) -> None:
    """Answer by keyboard alone."""
    tab_to(phone, "How likely are you")
    phone.keyboard.press("Space")
    for _ in range(3):
        phone.keyboard.press("ArrowRight")
    tab_to(phone, "What went wrong?")
    phone.keyboard.type("It came nine days late.")
    tab_to(phone, "How satisfied")
    phone.keyboard.press("Space")
    tab_to(phone, "It was easy")
    phone.keyboard.press("Space")
    tab_to(phone, "How many stars")
    phone.keyboard.press("Space")
    tab_to(phone, "What matters most")
    phone.keyboard.press("Space")
    tab_to(phone, "How many orders")
    phone.keyboard.type("4")
    phone.keyboard.press("Enter")


def test_survey__of_twelve_questions_with_logic__is_built_sent_answered_on_a_phone_and_analysed(
    demo: Demo, chromium: Browser
) -> None:
    with page_of(chromium) as page:
        sign_in(page, demo, path="/surveys")
        build(page)
        move_and_take_back(page)
        preview = page.frame_locator("iframe[title='The survey on a phone']")
        expect(preview.get_by_text("How many stars for the product?")).to_be_visible()
        expect(preview.get_by_text("What went wrong?")).to_be_hidden()
        faults = {"edit": faults_of(page)}
        page.get_by_role("button", name="Publish", exact=True).press("Enter")
        expect(page.get_by_role("button", name="Published")).to_be_visible()
        page.get_by_role("link", name="Share").press("Enter")
        address = page.get_by_role("link", name="Answer it yourself").get_attribute("href")
        assert address is not None
        faults["share"] = faults_of(page)
        with page_of(chromium, width=390, height=844, scheme="dark") as phone:
            phone.goto(f"{address}?via=qr&touchpoint=Checkout&store=12")
            expect(phone.get_by_text("What went wrong?")).to_be_hidden()
            faults["phone"] = faults_of(phone)
            with phone.expect_request(re.compile("/finish$")) as sent:
                answer(phone)
            assert (sent.value.post_data_json or {}).get("about") == {"touchpoint": "Checkout", "store_id": "12"}
            expect(phone.get_by_role("button")).to_have_count(0)
        page.get_by_role("link", name="Results").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Story of twelve questions: NPS −100")
        page.get_by_role("link", name="3", exact=True).press("Enter")
        responses = page.get_by_role("region", name="Responses")
        expect(responses.get_by_text("It came nine days late.")).to_be_visible()
        results = page.url
    for width, height, scheme in SIZES:
        with page_of(chromium, width=width, height=height, scheme=scheme) as page:
            sign_in(page, demo, path=results.removeprefix(demo.url))
            expect(page.get_by_role("region", name="Responses")).to_be_visible()
            faults[f"results in {scheme}"] = faults_of(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.goto(re.sub(r"\?.*", "/edit", results))
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            faults[f"edit in {scheme}"] = faults_of(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert {where: found for where, found in faults.items() if found} == {}
