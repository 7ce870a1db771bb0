"""Rage, dead and error clicks, told by stated thresholds; and what pages do that is none of them."""

import pytest
from playwright.sync_api import Page

from tests.snippet.conftest import Shop

FRICTION = ("Rage Clicked", "Dead Clicked", "Error Clicked")
LIVELY = "onclick=\"this.dataset.pressed = Date.now(); document.querySelector('p').textContent = Math.random()\""
PARTS = f"""
<style>body {{ margin: 0 }} button, a, p, div, input {{ display: block; margin: 8px; width: 220px; height: 40px }}</style>
<p>A sentence that people select with three clicks.</p>
<div data-regard-touchpoint="Checkout"><button id=pay {LIVELY}>Pay now</button></div>
<div class=dead style="cursor:pointer">Looks as if it could be pressed</div>
<div class=plain>Plain</div>
<button id=broken>Broken</button>
<button id=failing onclick="notThere.call()">Failing</button>
<button id=rejecting onclick="fetch('http://localhost:1/')">Rejecting</button>
<button id=plus aria-label="Increase quantity" {LIVELY}>+</button>
<button id=next class="carousel-next" {LIVELY}>&gt;</button>
<button id=asking onclick="fetch('/slow')">Asking</button>
<button id=ignored data-regard-ignore>Ignored</button>
<button id=masked data-regard-mask>Ada Byron</button>
<a id=mail href="mailto:service@fernweh.example">Write</a>
<a id=out href="/elsewhere" target=_blank>Terms</a>
<a id=away href="/away">Away</a>
<input id=amount type=number value=1>
<label for=amount>Amount</label>
<video controls></video>
"""


@pytest.fixture
def page(shop: Shop) -> Page:
    shop.show(body=PARTS, autocapture="friction")
    page = shop.visit()
    page.wait_for_function("window.fetch.toString().includes('native') === false")
    page.wait_for_timeout(200)
    return page


def signals(shop: Shop, page: Page) -> list[str]:
    """The friction told until now and within what a dead click needs."""
    page.wait_for_timeout(1_300)
    page.evaluate("regard.flush()")
    page.wait_for_timeout(300)
    return [event["event"] for event in shop.collector.events if event.get("event") in FRICTION]


def click(page: Page, selector: str, times: int = 1, wait: int = 100, step: int = 0) -> None:
    page.locator(selector).scroll_into_view_if_needed()
    page.wait_for_timeout(100)
    box = page.locator(selector).bounding_box()
    assert box is not None
    for number in range(times):
        page.mouse.move(box["x"] + 20 + number * step, box["y"] + 15)
        page.mouse.down(click_count=number + 1)
        page.mouse.up(click_count=number + 1)
        page.wait_for_timeout(wait)


def test_rage__of_three_quick_clicks_at_one_place__is_told_once_with_where(shop: Shop, page: Page) -> None:
    click(page, "#pay", times=6)
    assert signals(shop, page) == ["Rage Clicked"]
    (event,) = shop.collector.named("Rage Clicked")
    assert event["properties"] == {"label": "Pay now", "element": "button#pay", "clicks": 3, "touchpoint": "Checkout"}


@pytest.mark.parametrize(
    ("selector", "times", "wait", "step"),
    [
        ("#pay", 2, 50, 0),  # a double click
        ("#pay", 3, 600, 0),  # slower than a second
        ("#pay", 4, 50, 40),  # more than 30 px apart
        ("p", 3, 20, 0),  # selects the sentence
        ("#plus", 6, 50, 0),  # a stepper
        ("#next", 6, 50, 0),  # a carousel
        ("#amount", 4, 50, 0),  # a number field with arrows
        ("video", 4, 50, 0),
        ("#ignored", 4, 50, 0),
    ],
)
def test_rage__of_what_people_do_calmly__is_not_told(
    shop: Shop, page: Page, selector: str, times: int, wait: int, step: int
) -> None:
    click(page, selector, times, wait, step)
    assert signals(shop, page) == []


def test_rage__of_a_key_held_down__is_not_told(shop: Shop, page: Page) -> None:
    page.focus("#pay")
    for _ in range(6):
        page.keyboard.press("Enter")
    assert signals(shop, page) == []


@pytest.mark.parametrize(("selector", "label"), [("#broken", "Broken"), (".dead", "Looks as if it could be pressed")])
def test_dead__click_of_which_nothing_came__is_told(shop: Shop, page: Page, selector: str, label: str) -> None:
    click(page, selector)
    assert signals(shop, page) == ["Dead Clicked"]
    assert shop.collector.named("Dead Clicked")[0]["properties"]["label"] == label


@pytest.mark.parametrize(
    "selector", ["#pay", "#asking", ".plain", "p", "#mail", "#amount", "label", "video", "#ignored", "#out"]
)
def test_dead__click_that_did_something_or_need_not__is_not_told(shop: Shop, page: Page, selector: str) -> None:
    click(page, selector)
    assert signals(shop, page) == []


def test_dead__link_to_another_page__is_not_told(shop: Shop, page: Page) -> None:
    page.click("#away")
    page.wait_for_timeout(2_500)
    assert [one["event"] for one in shop.collector.events if "event" in one] == []


def test_dead__click_answered_after_a_second_and_a_half__is_told(shop: Shop, page: Page) -> None:
    page.evaluate(
        "() => { document.querySelector('#broken').onclick = e => setTimeout(() => e.target.remove(), 1500) }"
    )
    click(page, "#broken")
    assert signals(shop, page) == ["Dead Clicked"]


def test_dead__click_answered_within_a_second__is_not_told(shop: Shop, page: Page) -> None:
    page.evaluate("() => { document.querySelector('#broken').onclick = e => setTimeout(() => e.target.remove(), 600) }")
    click(page, "#broken")
    assert signals(shop, page) == []


def test_dead__masked_button__is_told_without_its_text(shop: Shop, page: Page) -> None:
    click(page, "#masked")
    assert signals(shop, page) == ["Dead Clicked"]
    assert shop.collector.named("Dead Clicked")[0]["properties"]["label"] == "•••"
    assert "Byron" not in str(shop.collector.batches)


def test_error__after_a_click__is_told_instead_of_a_dead_click(shop: Shop, page: Page) -> None:
    click(page, "#failing")
    assert signals(shop, page) == ["Error Clicked"]
    properties = shop.collector.named("Error Clicked")[0]["properties"]
    assert properties["label"] == "Failing"
    assert properties["error_type"] == "ReferenceError"
    assert properties["error_message"] == "Uncaught ReferenceError: notThere is not defined"


def test_error__of_a_promise_after_a_click__is_told(shop: Shop, page: Page) -> None:
    click(page, "#rejecting")
    assert signals(shop, page) == ["Error Clicked"]


def test_error__without_a_click_or_long_after_one__is_not_told(shop: Shop, page: Page) -> None:
    page.evaluate("setTimeout(() => { throw new Error('alone') })")
    page.wait_for_timeout(300)
    click(page, "#pay")
    page.evaluate("setTimeout(() => { throw new Error('late') }, 1200)")
    assert signals(shop, page) == []


def test_error__message__is_masked(shop: Shop, page: Page) -> None:
    page.evaluate(
        "() => { document.querySelector('#broken').onclick = () => {"
        " throw new TypeError('no card 4111 1111 1111 1111 of ada@fernweh.example') } }"
    )
    click(page, "#broken")
    assert signals(shop, page) == ["Error Clicked"]
    message = shop.collector.named("Error Clicked")[0]["properties"]["error_message"]
    assert message == "Uncaught TypeError: no card ••• of •••"


def test_friction__not_asked_for__is_not_told_and_not_loaded(shop: Shop) -> None:
    shop.show(body=PARTS)
    page = shop.visit()
    click(page, "#broken", times=5)
    assert signals(shop, page) == []
    assert not any("autocapture" in path for _, path, _ in shop.collector.requests)
