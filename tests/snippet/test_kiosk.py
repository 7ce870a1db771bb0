"""The kiosk: asks, keeps what it is told whatever the network does, and joins nobody."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import segno
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.needs import need
from tests.snippet.installation import Installation
from tests.snippet.servers import ROOT

pytestmark = pytest.mark.usefixtures("built")
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
PAGE = ROOT / "regard" / "project" / "static" / "kiosk" / "index.html"


@pytest.fixture(scope="module")
def built() -> None:
    need(PAGE, "make console builds the kiosk.")


@pytest.fixture
def tablet(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 820, "height": 1180}, locale="en-GB")
    yield context
    context.close()


def stand(tablet: BrowserContext, regard: Installation, query: str) -> Page:
    """Open the kiosk and wait until it could do without the network."""
    page = tablet.new_page()
    page.goto(f"{regard.url}/kiosk/{regard.key}?{query}")
    page.wait_for_function("navigator.serviceWorker.ready.then(() => caches.open('regard-kiosk'))")
    page.wait_for_function("caches.match(location.href).then(kept => !!kept)")
    return page


def answers(regard: Installation, store: str, count: int) -> list[dict[str, Any]]:
    return regard.wait_for(count, f'properties like \'%"store_id":"{store}"%\'')


def test_answer__with_a_reason__is_in_the_log_at_its_touchpoint_and_store(
    regard: Installation, tablet: BrowserContext
) -> None:
    page = stand(tablet, regard, "touchpoint=Checkout&store=12")
    expect(page.get_by_role("heading", name="How was it today: Checkout?")).to_be_visible()
    page.get_by_role("button", name="Bad", exact=True).click()
    page.get_by_label("What is the main reason?").fill("  The queue was long.  ")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    (row,) = answers(regard, "12", 1)
    assert (row["kind"], row["channel"], row["touchpoint"]) == ("Survey Answered", "store", "Checkout")
    assert (row["metric"], row["score"], row["scale_min"], row["scale_max"]) == ("csat", 2, 1, 5)
    assert row["text"] == "The queue was long."
    assert set(json.loads(row["properties"])) == {
        "survey_id",
        "metric",
        "score",
        "scale_min",
        "scale_max",
        "touchpoint",
        "store_id",
        "language",
        "via",
        "comment",
        "context",
    }


def test_answers__of_a_shared_tablet__are_each_somebody_elses(regard: Installation, tablet: BrowserContext) -> None:
    page = stand(tablet, regard, "store=13")
    for number in (1, 3, 5):
        page.keyboard.press(str(number))
        page.get_by_role("button", name="Send without a comment").click()
        page.get_by_role("button", name="Next answer").click()
    rows = answers(regard, "13", 3)
    assert sorted(row["score"] for row in rows) == [1, 3, 5]
    assert len({row["customer_id"] for row in rows}) == 3
    assert page.evaluate("({...localStorage})") == {}
    assert tablet.cookies() == []


def test_answers__without_network__are_counted_kept_over_a_restart_and_sent_when_it_is_back(
    regard: Installation, tablet: BrowserContext
) -> None:
    page = stand(tablet, regard, "store=14&metric=nps")
    tablet.set_offline(True)
    for score in ("9", "0"):
        page.get_by_role("button", name=re.compile(f"^{score}")).click()
        page.get_by_role("button", name="Send without a comment").click()
        page.get_by_role("button", name="Next answer").click()
    expect(page.get_by_role("status")).to_have_text("2 answers wait to be sent: no network")
    page.close()
    page = tablet.new_page()
    page.goto(f"{regard.url}/kiosk/{regard.key}?store=14&metric=nps")  # from what the tablet kept
    expect(page.get_by_role("status")).to_have_text("2 answers wait to be sent: no network")
    page.get_by_role("button", name=re.compile("^10")).click()
    page.close()  # in the midst of the third
    tablet.set_offline(False)
    page = stand(tablet, regard, "store=14&metric=nps")
    expect(page.get_by_role("status")).to_have_text("", timeout=20_000)
    rows = answers(regard, "14", 3)
    assert sorted(row["score"] for row in rows) == [0, 9, 10]
    assert {(row["metric"], row["scale_min"], row["scale_max"]) for row in rows} == {("nps", 0, 10)}


def test_answer__left_alone__is_sent_without_a_reason_and_the_next_visitor_is_asked_in_the_usual_language(
    regard: Installation, tablet: BrowserContext
) -> None:
    page = tablet.new_page()
    page.clock.install()
    page.goto(f"{regard.url}/kiosk/{regard.key}?store=15")
    page.get_by_role("button", name="Deutsch").click()
    page.get_by_role("button", name="Gut", exact=True).click()
    page.get_by_label("Was ist der wichtigste Grund?").fill("Nett")
    page.clock.run_for(31_000)
    expect(page.get_by_role("timer")).to_contain_text("Wird in")
    page.get_by_role("button", name="Mehr Zeit").click()
    expect(page.get_by_role("timer")).to_be_hidden()
    page.clock.run_for(46_000)
    expect(page.get_by_role("heading", name="Vielen Dank")).to_be_visible()
    page.clock.run_for(7_000)
    expect(page.get_by_role("heading", name="How was your visit today?")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    (row,) = answers(regard, "15", 1)
    assert (row["score"], row["text"]) == (4, "Nett")


def test_question__asked_by_keyboard_alone__is_answered(regard: Installation, tablet: BrowserContext) -> None:
    page = stand(tablet, regard, "store=16")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.score") == "5":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_label("What is the main reason?")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("Kind people, 10 of 10")  # digits in the text are no scores
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    (row,) = answers(regard, "16", 1)
    assert (row["score"], row["text"]) == (5, "Kind people, 10 of 10")


def test_kiosk__with_hostile_text_in_its_address__shows_it_as_text(
    regard: Installation, tablet: BrowserContext
) -> None:
    page = stand(tablet, regard, "touchpoint=%3Cimg%20src=x%20onerror=window.hacked=1%3E&store=17&theme=%22%3E")
    expect(page.get_by_role("heading")).to_have_text("How was it today: <img src=x onerror=window.hacked=1>?")
    assert page.evaluate("window.hacked") is None
    page.goto(f"{regard.url}/kiosk/{regard.key}/qr?touchpoint=%3Cscript%3Ewindow.hacked=1%3C/script%3E")
    assert page.evaluate("window.hacked") is None
    expect(page.get_by_role("heading")).to_have_text("How was it today: <script>window.hacked=1</script>?")


def test_kiosk__of_a_key_that_no_source_has__is_not_open(regard: Installation) -> None:
    for path in ("/kiosk/rgw_nobody", "/kiosk/rgw_nobody/qr"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(regard.url + path)
        assert refused.value.code == 404
        assert "No source has this write key" in refused.value.read().decode()


def test_qr__page__leads_to_the_same_question_on_a_phone(regard: Installation, chromium: Browser) -> None:
    address = f"{regard.url}/kiosk/{regard.key}/qr?touchpoint=Fitting+room&store=18&lang=fr"
    page = chromium.new_page()
    page.goto(address)
    expect(page.get_by_role("heading")).to_have_text("Comment cela s’est-il passé : Fitting room ?")
    label = page.get_by_role("img").get_attribute("aria-label") or ""
    target = label.removeprefix("QR code: ")
    assert parse_qs(urlsplit(target).query)["via"] == ["qr"]
    drawn = page.locator("svg path").get_attribute("d")
    expected = segno.make(target, error="m", micro=False).svg_inline(omitsize=True, border=4, dark="#000")
    assert f'd="{drawn}"' in expected
    page.close()
    phone = chromium.new_context(viewport={"width": 390, "height": 844}, locale="it-IT", has_touch=True)
    page = phone.new_page()
    page.goto(target)
    page.get_by_role("button", name="Très bien").tap()
    page.get_by_role("button", name="Envoyer sans commentaire").tap()
    expect(page.get_by_text("Vous pouvez fermer cette page.")).to_be_visible()
    (row,) = answers(regard, "18", 1)
    assert (row["score"], row["touchpoint"]) == (5, "Fitting room")
    assert json.loads(row["properties"])["via"] == "qr"
    phone.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 820, 1280])
def test_targets__on_every_screen__are_big_and_nothing_is_cut_off(
    regard: Installation, chromium: Browser, width: int, scheme: Any
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme, locale="de-DE")
    page = context.new_page()
    for metric in ("csat", "nps"):
        page.goto(f"{regard.url}/kiosk/{regard.key}?metric={metric}&store=19")
        page.wait_for_selector("[data-score]")
        boxes = page.evaluate(
            "[...document.querySelectorAll('button')].filter(one => one.offsetParent)"
            ".map(one => one.getBoundingClientRect()).map(box => [box.width, box.height])"
        )
        assert min(min(box) for box in boxes) >= 44
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_kiosk__at_every_step__has_no_fault_that_axe_finds(
    regard: Installation, chromium: Browser, scheme: Any
) -> None:
    need(AXE, "make test installs what checks accessibility.")
    context = chromium.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    for metric in ("csat", "nps"):
        page.goto(f"{regard.url}/kiosk/{regard.key}?metric={metric}&store=20&touchpoint=Checkout")
        page.evaluate(AXE.read_text())
        for press in ("[data-score='3']", ".main", None):
            found = page.evaluate("axe.run().then(found => found.violations.map(one => one.id + ': ' + one.help))")
            assert found == []
            if press:
                page.click(press)
                page.wait_for_selector(".main")
    context.close()


def test_kiosk__installed_on_a_tablet__opens_at_its_own_store(regard: Installation) -> None:
    answer = urllib.request.urlopen(f"{regard.url}/kiosk/worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    manifest = json.load(urllib.request.urlopen(f"{regard.url}/kiosk/{regard.key}/app.webmanifest?store=7"))
    assert manifest["start_url"] == f"/kiosk/{regard.key}?store=7"
    assert (manifest["scope"], manifest["display"]) == ("/kiosk/", "fullscreen")
