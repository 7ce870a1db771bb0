"""From a real browser through the real collector into the log: every event once, whose it is, where it belongs."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.snippet.conftest import until
from tests.snippet.installation import Installation
from tests.snippet.servers import Site, serving


def page_of(regard: Installation, body: str = "", **options: str) -> str:
    attributes = "".join(f" data-{name}='{value}'" for name, value in options.items())
    script = f'<script async src="{regard.url}/regard.js" data-write-key="{regard.key}"{attributes}></script>'
    return f"<!doctype html><title>Fernweh</title>{script}{body}"


def visit(browser: BrowserContext, site: Site, path: str = "/") -> Page:
    page = browser.new_page()
    page.goto(site.url + path)
    page.wait_for_function("window.regard && regard.version")
    return page


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context()
    yield context
    context.close()


def test_visit__with_friction_and_an_order__is_in_the_log_once_under_one_customer(
    regard: Installation, site: Site, context: BrowserContext
) -> None:
    site.page = page_of(
        regard,
        "<button data-regard-touchpoint=Checkout onclick='notThere()'>Pay</button>",
        autocapture="friction",
    )
    page = visit(context, site, "/basket")
    page.evaluate("history.pushState({}, '', '/checkout')")
    page.wait_for_load_state("networkidle")
    page.click("button")
    page.evaluate("regard.identify('ada', {email: 'ada@fernweh.example'})")
    page.evaluate("regard.track('Order Completed', {order_id: 'o-1', total: 28.4, currency: 'EUR'})")
    page.close()
    rows = regard.wait_for(5, f"properties like '%{site.url}/%'")
    assert [row["kind"] for row in rows] == [
        "Page Viewed",
        "Page Viewed",
        "Error Clicked",
        "Profile Updated",
        "Order Completed",
    ]
    assert len({row["customer_id"] for row in rows}) == 1
    error = rows[2]
    assert (error["failed"], error["touchpoint"], error["stage"]) == (True, "Checkout", "purchase")
    assert float(rows[4]["value"]) == 28.4
    assert {row["channel"] for row in rows if row["kind"] != "Profile Updated"} == {"web"}


def test_tabs__that_go_offline_close_and_come_back__leave_each_event_in_the_log_once(
    regard: Installation, site: Site, context: BrowserContext
) -> None:
    site.page = page_of(regard, pages="manual")
    pages = [visit(context, site, f"/{number}") for number in range(6)]
    context.set_offline(True)
    for number, page in enumerate(pages):
        page.evaluate("given => { for (let n = 0; n < 5; n++) regard.track('Offline', {n: given * 5 + n}) }", number)
    for page in pages[:3]:
        page.close()
    context.set_offline(False)
    pages[3].evaluate("for (let n = 0; n < 5; n++) regard.track('Offline', {n: 30 + n})")
    pages[3].close()
    rows = regard.wait_for(35, "kind = 'Offline'")
    assert sorted(json.loads(row["properties"])["n"] for row in rows) == list(range(35))


def test_visitors__who_keep_nothing__are_told_apart_by_site_and_known_for_the_day(
    regard: Installation, chromium: Browser
) -> None:
    shop, other = Site(), Site()
    with serving(shop, "localhost"), serving(other, "localhost"):
        shop.page = other.page = page_of(regard, consent="cookieless")
        for site, path in ((shop, "/first"), (shop, "/again"), (other, "/elsewhere")):
            context = chromium.new_context()
            page = visit(context, site, path)
            page.evaluate("regard.flush()")
            page.wait_for_timeout(300)
            assert context.cookies() == []
            context.close()
        rows = regard.wait_for(3, "properties like '%\"cookieless\":true%'")
    customers = {json.loads(row["properties"])["path"]: row["customer_id"] for row in rows}
    assert customers["/first"] == customers["/again"]
    assert customers["/first"] != customers["/elsewhere"]


def test_consent__given_in_the_banner__is_in_the_log_with_its_proof(
    regard: Installation, site: Site, context: BrowserContext
) -> None:
    site.page = page_of(regard, consent="required")
    page = visit(context, site, "/banner")
    page.evaluate("regard.consent({analytics: true, marketing: false}, {version: '2026-11', ui: 'banner'})")
    (row,) = regard.wait_for(1, "kind = 'Consent Given'")
    properties = json.loads(row["properties"])
    assert (properties["purposes"], properties["version"]) == (["analytics"], "2026-11")
    assert properties["context"]["consent"] == {"categoryPreferences": {"analytics": True, "marketing": False}}
    until(lambda: page.evaluate("!Object.keys(localStorage).some(name => name.startsWith('regard_queue:'))"), page)


def test_key__that_no_source_has__is_told_in_the_console_of_the_page(
    regard: Installation, site: Site, context: BrowserContext
) -> None:
    said: list[str] = []
    site.page = page_of(regard).replace(regard.key, "rgw_nobody")
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.goto(site.url)
    until(lambda: any("refused 1 events with 401" in text for text in said), page)
