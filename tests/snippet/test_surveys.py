"""A survey on somebody else's page and on a tablet: shown when it should be, by keyboard, under a strict policy, offline."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.needs import ROOT, need
from tests.snippet.conftest import Shop
from tests.snippet.installation import ENVIRON, Installation
from tests.snippet.servers import SNIPPET, Site

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
DEFINITION = {
    "title": "Your visit",
    "pages": [
        {
            "name": "one",
            "elements": [
                {
                    "type": "rating",
                    "name": "recommend",
                    "title": "Would you recommend us?",
                    "rateMin": 0,
                    "rateMax": 10,
                    "isRequired": True,
                    "regard": {"metric": "nps"},
                }
            ],
        },
        {"name": "two", "elements": [{"type": "comment", "name": "why", "title": "Why?"}]},
    ],
}


def command(regard: Installation, *words: str) -> dict[str, Any]:
    """What a command of `regard surveys` prints as JSON."""
    told = [sys.executable, "-m", "regard.project.cli", "surveys", *words, "--json", "--data", str(regard.data_dir)]
    done = subprocess.run(told, cwd=ROOT, env=ENVIRON, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def survey(regard: Installation, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Publish a survey and show it on two sorts of pages; its public path."""
    need(SNIPPET / "regard-surveys.js", "make console builds the snippet.")
    file = tmp_path_factory.mktemp("survey") / "visit.json"
    file.write_text(json.dumps(DEFINITION))
    number = str(command(regard, "import", str(file))["survey"])
    path = str(command(regard, "publish", number)["path"])
    command(regard, "widget", number, "--page", "/shop*", "--amount", "0", "--touchpoint", "Shop")
    words = ["--moment", "event", "--event", "Basket Opened", "--place", "middle", "--page", "/basket"]
    command(regard, "widget", number, *words)
    return path


@pytest.fixture
def shop(site: Site, chromium: Browser, regard: Installation, survey: str) -> Iterator[Shop]:
    """A site that carries the script and asks for surveys, under a policy that lets in Regard and nothing else."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="de-DE")
    shop = Shop(site, regard, context)  # type: ignore[arg-type]
    site.headers = {
        "Content-Security-Policy": f"default-src 'none'; script-src {regard.url}; connect-src {regard.url}; "
        f"frame-src {regard.url}"
    }
    yield shop
    context.close()


def page_with(regard: Installation, **options: str) -> str:
    said = "".join(f' data-{name}="{value}"' for name, value in options.items())
    script = f'<script async src="{regard.url}/regard.js" data-write-key="{regard.key}" data-surveys{said}></script>'
    return f"<!doctype html><html lang=de><title>Fernweh</title>{script}<body><button>Kaufen</button></body></html>"


def test_widget__on_a_page_it_is_meant_for__is_answered_by_keyboard_under_the_visitors_own_id(
    shop: Shop, regard: Installation
) -> None:
    complaints: list[str] = []
    shop.site.page = page_with(regard)
    page = shop.browser.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.goto(shop.site.url + "/shop/12")
    dialog = page.get_by_role("dialog", name="Your visit")
    expect(dialog).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")  # nobody's cursor is taken away
    frame = page.frame_locator("regard-survey iframe")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Kaufen")).to_be_focused()
    frame.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    frame.get_by_label("Why?").fill("Schnell und freundlich")
    frame.get_by_role("button", name="Abschicken").or_(frame.locator("button.main")).first.click()
    expect(frame.locator(".over")).to_be_visible()
    visitor = page.evaluate("regard.user().anonymousId()")
    dialog.get_by_role("button", name="Schließen").click()
    expect(page.locator("regard-survey")).to_have_count(0)
    page.goto(shop.site.url + "/shop/13")
    page.wait_for_function("!!(window.regard && regard.hear)")
    rows = regard.wait_for(3, "kind in ('Survey Sent', 'Survey Answered') and touchpoint = 'Shop'")
    assert {row["channel"] for row in rows} == {"web"}
    assert [row["score"] for row in rows if row["score"] is not None] == [9.0]
    seen = regard.rows(f"properties like '%{visitor}%' or customer_id = '{rows[0]['customer_id']}'")
    assert {"Page Viewed", "Survey Answered"} <= {row["kind"] for row in seen}
    expect(page.locator("regard-survey")).to_have_count(0)  # asked already
    assert complaints == []


def test_widget__in_the_middle__keeps_the_cursor_and_goes_on_escape(shop: Shop, regard: Installation) -> None:
    shop.site.page = page_with(regard)
    page = shop.browser.new_page()
    page.goto(shop.site.url + "/basket")
    page.wait_for_function("!!(window.regard && regard.hear)")
    page.get_by_role("button", name="Kaufen").focus()
    with page.expect_response(lambda answer: "/widgets/" in answer.url and answer.request.method == "GET"):
        page.reload()
    page.wait_for_function("!!(window.regard && regard.hear)")
    page.get_by_role("button", name="Kaufen").focus()
    page.evaluate("regard.track('Basket Opened')")
    expect(page.get_by_role("dialog", name="Your visit")).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") != "button"
    page.keyboard.press("Escape")
    expect(page.locator("regard-survey")).to_have_count(0)
    expect(page.get_by_role("button", name="Kaufen")).to_be_focused()


@pytest.mark.parametrize("way", ["required", "gpc"])
def test_widget__without_consent__asks_nobody_and_keeps_nothing(shop: Shop, regard: Installation, way: str) -> None:
    shop.site.page = page_with(regard, **({"consent": "required"} if way == "required" else {}))
    page = shop.browser.new_page()
    if way == "gpc":
        page.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/widgets/" in request.url else None)
    page.goto(shop.site.url + "/shop/1")
    page.wait_for_function("!!(window.regard && regard.hear)")
    assert page.evaluate("localStorage.getItem('regard_surveys')") is None
    assert asked == []
    page.evaluate("regard.consent({analytics: true})")
    expect(page.get_by_role("dialog", name="Your visit")).to_be_visible()
    page.evaluate("regard.consent({analytics: false})")
    expect(page.locator("regard-survey")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('regard_surveys')") is None


def stand(page: Page, regard: Installation, survey: str, store: str) -> None:
    page.goto(f"{regard.url}/kiosk/{regard.key}{survey}?touchpoint=Checkout&store={store}")
    page.wait_for_function("navigator.serviceWorker.ready.then(() => caches.open('regard-kiosk'))")
    page.wait_for_function("caches.match(location.href).then(kept => !!kept)")


def test_kiosk__with_a_survey__keeps_answers_without_network_and_begins_anew_for_the_next(
    regard: Installation, chromium: Browser, survey: str
) -> None:
    need(AXE, "make test installs what checks accessibility.")
    tablet = chromium.new_context(viewport={"width": 820, "height": 1180}, locale="en-GB")
    page = tablet.new_page()
    stand(page, regard, survey, "31")
    page.evaluate(AXE.read_text())
    assert page.evaluate("axe.run().then(found => found.violations.map(one => one.id + ': ' + one.help))") == []
    tablet.set_offline(True)
    page.clock.install()
    page.reload()
    page.get_by_role("radio", name="9", exact=True).or_(page.get_by_role("radio").nth(9)).first.check(force=True)
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Why?").fill("Kind people")
    page.locator("button.main").click()
    expect(page.locator(".over")).to_be_visible()
    expect(page.locator("#status")).to_have_text("1 answer waits to be sent: no network")
    page.clock.run_for(9_000)
    expect(page.get_by_role("radio").first).to_be_visible()
    page.get_by_role("radio").nth(2).check(force=True)  # and goes away
    page.clock.run_for(32_000)
    expect(page.locator("#hurry")).to_be_visible()
    page.clock.run_for(16_000)
    expect(page.locator("#status")).to_have_text("2 answers wait to be sent: no network")
    expect(page.locator("input:checked")).to_have_count(0)
    tablet.set_offline(False)
    page.clock.run_for(20_000)
    expect(page.locator("#status")).to_have_text("", timeout=20_000)
    rows = regard.wait_for(2, 'properties like \'%"store_id":"31"%\'')
    assert [(row["channel"], row["touchpoint"]) for row in rows] == [("store", "Checkout")] * 2
    assert {row["score"] for row in rows} == {9.0, None}
    assert len({row["customer_id"] for row in rows}) == 1  # one visitor; the one who went away has no finished answer
    tablet.close()
