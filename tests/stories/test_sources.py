"""Somebody makes a source, sends to it, watches it come, sees what was rejected, and sets a webhook up."""

import json
import re
import urllib.request

from playwright.sync_api import Browser, Page, expect

from tests.stories.conftest import Demo
from tests.stories.test_first_look import SIZES, faults_of, page_of, sign_in

HOSTILE = '<img src=x onerror="window.__xss=1"> Till 7'


def send(demo: Demo, key: str, *events: dict[str, object]) -> dict[str, object]:
    body = json.dumps({"writeKey": key, "batch": list(events)}).encode()
    asked = urllib.request.Request(f"{demo.url}/v1/batch", body, {"content-type": "application/json"})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        told: dict[str, object] = json.load(answer)
        return told


def make_source(page: Page, demo: Demo, *, name: str, kind: str) -> None:
    page.goto(demo.url + "/sources")
    page.get_by_role("button", name="Add a source").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Kind").select_option(label=kind)
    page.get_by_role("button", name="Make the source").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_source__made_and_sent_to__shows_what_comes_and_leads_to_what_was_rejected(
    demo: Demo, chromium: Browser
) -> None:
    with page_of(chromium) as page:
        sign_in(page, demo)
        make_source(page, demo, name=HOSTILE, kind="Store")
        key = re.search(r"rgw_[\w-]+", page.get_by_role("main").inner_text())
        assert key is not None
        page.get_by_role("button", name="Python").click()
        expect(page.get_by_label("Code for Python")).to_contain_text(f'analytics.host = "{demo.url}"')
        good = {"type": "track", "event": "Store Visited", "userId": "story-1", "messageId": "story-1"}
        bad = {"type": "track", "event": "Store Visited", "messageId": "<script>window.__xss=1</script>"}
        told = send(demo, key[0], dict(good), dict(bad))
        assert (told["accepted"], told["duplicates"]) == (1, 0)
        tail = page.get_by_label("What came within the hour")
        expect(tail.get_by_text("Store Visited", exact=True)).to_be_visible(timeout=60_000)
        expect(tail.get_by_text("The event says of nobody").first).to_be_visible()
        assert page.evaluate("window.__xss") is None
        rejected = page.get_by_role("link", name="1", exact=True).nth(1)
        for _ in range(8):  # a busy log's numbers are kept for up to half a minute
            page.reload()
            page.wait_for_timeout(5_000)
            if rejected.is_visible():
                break
        rejected.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("1 row was rejected, for 1 reason"))
        page.get_by_role("button", name="Show the row").click()
        expect(page.get_by_label("The row as it came")).to_contain_text("<script>window.__xss=1</script>")
        assert page.evaluate("window.__xss") is None


def test_secret_key__made__is_shown_until_the_page_is_left_and_revoked_by_two_presses(
    demo: Demo, chromium: Browser
) -> None:
    with page_of(chromium) as page:
        sign_in(page, demo)
        make_source(page, demo, name="Back office", kind="Server")
        page.get_by_role("button", name="New secret key").click()
        expect(page.get_by_text("Copy this secret now.")).to_be_visible()
        secret = re.search(r"rgs_[\w-]{20,}", page.get_by_role("main").inner_text())
        assert secret is not None
        page.reload()
        expect(page.get_by_text(f"{secret[0][:10]}…")).to_be_visible()
        assert secret[0] not in page.content()
        page.get_by_role("button", name="Revoke").first.click()
        page.get_by_role("button", name="Let it in no more").click()
        expect(page.get_by_text(re.compile("· revoked"))).to_be_visible()


def test_webhook__set_up__shows_what_a_sample_would_make_before_anything_is_stored(
    demo: Demo, chromium: Browser
) -> None:
    with page_of(chromium) as page:
        sign_in(page, demo)
        make_source(page, demo, name="Help desk", kind="Webhook")
        page.get_by_label("Signed as").select_option(label="Zendesk")
        page.get_by_role("button", name="Save how it is signed").click()
        page.get_by_label("The sender’s secret").fill("a secret of the desk")
        page.get_by_role("button", name="Take it over").click()
        expect(page.get_by_text(re.compile("^Made "))).to_be_visible()
        sample = {"at": "2026-11-20T10:00:00Z", "who": "ada", "id": 41, "subject": "<b>My tent</b>"}
        page.get_by_label("Sample body").fill(json.dumps(sample))
        mapping = '[[interactions]]\nkind = "Ticket Opened"\ntime = "at"\nperson = { user_id = "whom" }\n'
        page.get_by_label("Mapping", exact=True).fill(mapping)
        page.get_by_role("button", name="Try it on the sample").click()
        expect(page.get_by_text("No row has `whom`; did you mean `who`?")).to_be_visible()
        page.get_by_label("Mapping", exact=True).fill(mapping.replace("whom", "who"))
        page.get_by_role("button", name="Try it on the sample").click()
        made = page.get_by_label("What the sample makes")
        expect(made.get_by_role("heading", name="1 interaction, 0 rows that would be rejected")).to_be_visible()
        page.get_by_role("button", name="Save the mapping").click()
        expect(page.get_by_text("Saved.")).to_be_visible()
        page.reload()
        expect(page.get_by_label("Signed as")).to_have_value("zendesk")
        expect(page.get_by_label("Mapping", exact=True)).to_have_value(mapping.replace("whom", "who"))


def test_pages_of_sources__on_any_screen__keep_nobody_out(demo: Demo, chromium: Browser) -> None:
    for width, height, scheme in SIZES:
        with page_of(chromium, width=width, height=height, scheme=scheme) as page:
            sign_in(page, demo)
            faults = {}
            for path in ("/sources", "/sources/website", "/rejected"):
                page.goto(demo.url + path)
                expect(page.get_by_role("heading", level=1)).to_be_visible()
                page.wait_for_timeout(1_500)  # the page goes on asking what comes
                faults[path] = faults_of(page)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} scrolls sideways"
            assert {path: found for path, found in faults.items() if found} == {}
