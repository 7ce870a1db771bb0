"""What the visitor agreed to decides what is kept and sent; Global Privacy Control speaks before the page does."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.snippet.conftest import Shop, until

GPC = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => true})"
NOTHING = {"local": {}, "session": {}, "cookies": "", "databases": []}


def flush(page: Page) -> None:
    page.evaluate("regard.flush()")


def said(shop: Shop) -> list[str]:
    return [event.get("event", event["type"]) for event in shop.collector.events]


def test_events__until_consent_is_known__are_neither_stored_nor_sent(shop: Shop) -> None:
    shop.show(consent="required")
    page = shop.visit()
    page.evaluate("regard.track('Before'); regard.identify('ada')")
    page.wait_for_timeout(2_000)
    flush(page)
    assert shop.collector.batches == []
    assert shop.stored(page) == NOTHING


def test_events__held_until_consent__are_sent_when_it_is_given_with_the_proof(shop: Shop) -> None:
    shop.show(consent="required")
    page = shop.visit("/start")
    page.evaluate("regard.track('Before')")
    page.evaluate("regard.consent({analytics: true, marketing: false}, {version: '2026-11', ui: 'banner'})")
    page.evaluate("regard.track('After')")
    until(lambda: len(shop.collector.events) == 4, page)
    assert said(shop) == ["page", "Before", "Consent Given", "After"]
    assert len({event["anonymousId"] for event in shop.collector.events}) == 1
    assert shop.collector.events[0]["properties"]["path"] == "/start"
    assert shop.collector.named("Consent Given")[0]["properties"] == {
        "version": "2026-11",
        "ui": "banner",
        "url": f"{shop.site.url}/start",
        "categories": {"analytics": True, "marketing": False},
        "purposes": ["analytics"],
        "gpc": False,
    }
    preferences = {"categoryPreferences": {"analytics": True, "marketing": False}}
    assert all(event["context"]["consent"] == preferences for event in shop.collector.events)


def test_consent__given_once__holds_on_the_next_page_and_is_told_once(shop: Shop) -> None:
    shop.show(consent="required")
    page = shop.visit()
    page.evaluate("regard.consent({analytics: true})")
    until(lambda: len(shop.collector.events) == 2, page)
    shop.until_heard(page)
    page.goto(shop.site.url + "/next")
    page.evaluate("regard.consent({analytics: true})")
    until(lambda: len(shop.collector.events) == 3, page)
    page.wait_for_timeout(1_800)
    assert said(shop) == ["page", "Consent Given", "page"]
    assert len({event["anonymousId"] for event in shop.collector.events}) == 1


def test_consent__refused__drops_what_was_held_and_leaves_nothing_behind(shop: Shop) -> None:
    shop.show(consent="required")
    page = shop.visit()
    page.evaluate("regard.track('Before'); regard.consent({analytics: false}); regard.track('After')")
    page.wait_for_timeout(2_000)
    flush(page)
    assert shop.collector.batches == []
    assert shop.stored(page) == NOTHING


@pytest.mark.parametrize("mode", ["required", "granted"])
def test_consent__withdrawn__is_told_under_the_old_id_and_then_there_is_silence(shop: Shop, mode: str) -> None:
    shop.show(consent=mode)
    page = shop.visit()
    page.evaluate("regard.consent({analytics: true}); regard.identify('ada')")
    until(lambda: len(shop.collector.events) == 3, page)
    page.evaluate("regard.consent({analytics: false}); regard.track('After')")
    until(lambda: len(shop.collector.events) == 4, page)
    withdrawn = shop.collector.named("Consent Withdrawn")[0]
    assert withdrawn["anonymousId"] == shop.collector.events[0]["anonymousId"]
    assert withdrawn["userId"] == "ada"
    assert withdrawn["properties"]["categories"] == {"analytics": False}
    shop.until_heard(page)
    page.goto(shop.site.url + "/next")
    page.wait_for_timeout(2_000)
    assert said(shop) == ["page", "Consent Given", "identify", "Consent Withdrawn"]
    kept = shop.stored(page)["local"]
    assert kept == ({} if mode == "required" else {"regard_consent": '{"analytics":false}'})


def test_cookieless__visitor__leaves_nothing_in_the_browser(shop: Shop) -> None:
    shop.show(consent="cookieless", body='<button data-regard-event="Pressed">x</button>', autocapture="")
    page = shop.visit()
    page.click("button")
    page.evaluate("regard.identify('ada'); regard.track('Basket')")
    until(lambda: {"Basket", "Pressed"} <= set(said(shop)), page)
    assert shop.stored(page) == NOTHING
    assert shop.browser.cookies() == []
    assert all(event["anonymousId"] is None for event in shop.collector.events)
    assert all(event["context"]["cookieless"] is True for event in shop.collector.events)
    assert shop.collector.named("Basket")[0]["userId"] == "ada"


def test_cookieless__visitor_who_leaves__has_the_rest_handed_over(shop: Shop) -> None:
    shop.show(consent="cookieless")
    shop.visit("/other")
    page = shop.visit()
    until(lambda: len(shop.collector.events) == 2, page)
    page.evaluate("regard.track('Last')")
    page.close()
    until(lambda: shop.collector.named("Last"))


def test_cookieless__visitor_who_agrees__gets_an_id_and_loses_it_again(shop: Shop) -> None:
    shop.show(consent="cookieless")
    page = shop.visit()
    until(lambda: shop.collector.events, page)
    page.evaluate("regard.consent({analytics: true})")
    until(lambda: len(shop.collector.events) == 2, page)
    given = shop.collector.events[1]
    assert given["event"] == "Consent Given"
    assert given["anonymousId"] == page.evaluate("localStorage.regard_anonymous_id")
    assert "cookieless" not in given["context"]
    page.evaluate("regard.consent({analytics: false}); regard.track('After')")
    until(lambda: len(shop.collector.events) == 4, page)
    assert shop.collector.events[2]["anonymousId"] == given["anonymousId"]
    assert shop.collector.events[3]["anonymousId"] is None
    assert shop.stored(page) == NOTHING


@pytest.fixture
def guarded(shop: Shop) -> Shop:
    """A visitor whose browser sends Global Privacy Control."""
    shop.browser.add_init_script(GPC)
    return shop


def test_gpc__visitor__is_cookieless_and_no_click_id_is_taken(guarded: Shop) -> None:
    page = guarded.visit("/?utm_source=news&gclid=abc")
    until(lambda: guarded.collector.events, page)
    (event,) = guarded.collector.events
    assert event["context"]["gpc"] is True
    assert event["context"]["cookieless"] is True
    assert event["context"]["campaign"] == {"source": "news"}
    assert event["anonymousId"] is None
    assert guarded.stored(page) == NOTHING


def test_gpc__visitor_who_agrees_to_everything__is_measured_and_never_sold(guarded: Shop) -> None:
    page = guarded.visit()
    page.evaluate("regard.consent({analytics: true, sale: true, share: true, advertising: true})")
    until(lambda: len(guarded.collector.events) == 2, page)
    given = guarded.collector.named("Consent Given")[0]
    categories = {"analytics": True, "sale": False, "share": False, "advertising": False}
    assert given["properties"]["categories"] == categories
    assert given["properties"]["gpc"] is True
    assert given["context"]["consent"] == {"categoryPreferences": categories}
    assert given["anonymousId"]


def test_gpc__off__changes_nothing(shop: Shop) -> None:
    page = shop.visit("/?gclid=abc")
    until(lambda: shop.collector.events, page)
    context: dict[str, Any] = shop.collector.events[0]["context"]
    assert not {"gpc", "cookieless", "consent"} & set(context)
    assert context["campaign"] == {"gclid": "abc"}


def test_gpc__visitor_of_a_page_that_needs_consent__waits_like_everybody(guarded: Shop) -> None:
    guarded.show(consent="required")
    page = guarded.visit()
    page.wait_for_timeout(2_000)
    assert guarded.collector.batches == []
