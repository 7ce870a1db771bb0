"""The snippet works on pages with the strictest policies, and on such that name its hash."""

import json

import pytest
from playwright.sync_api import Page

from tests.snippet.conftest import KEY, Shop, until
from tests.snippet.servers import SNIPPET

NONCE = "r4nd0m"


def policy(shop: Shop, scripts: str) -> dict[str, str]:
    rules = f"default-src 'none'; script-src {scripts}; connect-src {shop.collector.url}; report-uri /reports"
    return {"Content-Security-Policy": rules}


def complaints(page: Page) -> list[str]:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def open_page(shop: Shop) -> tuple[Page, list[str]]:
    page = shop.browser.new_page()
    said = complaints(page)
    page.goto(shop.site.url)
    page.wait_for_function("() => window.regard && regard.version")
    return page, said


def test_policy__that_lets_one_nonce_in_and_no_eval__lets_the_snippet_and_its_second_part_work(shop: Shop) -> None:
    loader = (SNIPPET / "loader.js").read_text()
    options = json.dumps({"host": shop.collector.url, "autocapture": "clicks"})
    shop.site.page = (
        f'<title>Fernweh</title><script nonce={NONCE}>{loader}regard.load("{KEY}", {options})</script>'
        "<button>Pay</button>"
    )
    shop.site.headers = policy(shop, f"'nonce-{NONCE}'")
    page, said = open_page(shop)
    page.wait_for_load_state("networkidle")
    page.click("button")
    until(lambda: len(shop.collector.events) == 2, page)
    assert [event.get("event") for event in shop.collector.events] == [None, "Clicked"]
    assert said == []


def test_policy__that_names_the_collector__lets_the_one_line_form_work(shop: Shop) -> None:
    shop.show(autocapture="", body="<button>Pay</button>")
    shop.site.headers = policy(shop, shop.collector.url)
    page, said = open_page(shop)
    page.wait_for_load_state("networkidle")
    page.click("button")
    until(lambda: len(shop.collector.events) >= 2, page)
    assert said == []


@pytest.mark.parametrize("is_right", [True, False])
def test_hash__named_by_the_page__lets_in_what_we_built_and_nothing_else(shop: Shop, is_right: bool) -> None:
    integrity = json.loads((SNIPPET / "manifest.json").read_text())["files"]["regard.js"]["integrity"]
    if not is_right:
        integrity = integrity[:-6] + "AAAAAA"
    shop.site.page = (
        f'<script async src="{shop.collector.url}/regard.js" data-write-key="{KEY}" '
        f'integrity="{integrity}" crossorigin=anonymous></script>'
    )
    page = shop.browser.new_page()
    page.goto(shop.site.url)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("!!window.regard") is is_right
