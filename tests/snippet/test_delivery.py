"""Nothing lost, nothing twice: whatever the network, the collector and the visitor do."""

import json
import time

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from tests.snippet.conftest import Shop, until
from tests.snippet.servers import Answer


def numbers(shop: Shop) -> list[int]:
    return [event["properties"]["n"] for event in shop.collector.named("Counted")]


def distinct(shop: Shop) -> list[int]:
    """Each event once, however often it came: a repeat has the same id, by which the log knows it."""
    return list({event["messageId"]: event["properties"]["n"] for event in shop.collector.named("Counted")}.values())


def count(page: Page, *given: int) -> None:
    page.evaluate("given => given.forEach(n => regard.track('Counted', {n}))", list(given))


def queues(page: Page) -> list[list[str]]:
    """What waits in the browser's storage: one list of message ids for each page that left some."""
    texts = page.evaluate(
        "Object.keys(localStorage).filter(name => name.startsWith('regard_queue:')).map(name => localStorage[name])"
    )
    return [[json.loads(line)["messageId"] for line in text.split("\n")[1:]] for text in texts]


def test_events__of_half_a_minute_without_network__arrive_once_and_in_order_when_it_is_back(shop: Shop) -> None:
    page = shop.visit()
    until(lambda: shop.collector.events, page)
    shop.browser.set_offline(True)
    count(page, 1, 2, 3)
    page.evaluate("regard.flush()")
    page.wait_for_timeout(2_500)
    assert numbers(shop) == []
    assert [len(queue) for queue in queues(page)] == [3]
    count(page, 4)
    shop.browser.set_offline(False)
    until(lambda: len(numbers(shop)) == 4, page)
    page.wait_for_timeout(2_500)
    assert numbers(shop) == [1, 2, 3, 4]
    until(lambda: queues(page) == [], page)


def test_events__of_a_page_closed_without_network__are_sent_by_the_next_page(shop: Shop) -> None:
    page = shop.visit()
    until(lambda: shop.collector.events, page)
    shop.browser.set_offline(True)
    count(page, 1, 2)
    page.close()
    shop.browser.set_offline(False)
    page = shop.visit("/next")
    until(lambda: len(distinct(shop)) == 2, page)
    page.wait_for_timeout(2_000)
    assert distinct(shop) == [1, 2]  # the page that was closed may have sent them too, when the network came back
    until(lambda: queues(page) == [], page)


def test_events__of_a_page_that_was_killed__are_sent_by_another_once_its_lease_ended(shop: Shop) -> None:
    page = shop.visit()
    until(lambda: shop.collector.events, page)
    shop.collector.answers = [Answer(503, headers={"Retry-After": "120"})]
    count(page, 1, 2)
    page.evaluate("regard.flush()")
    crash(page)
    other = shop.visit("/next")
    other.evaluate("Date.now = (now => () => now() + 31_000)(Date.now)")  # the lease is half a minute
    until(lambda: len(numbers(shop)) == 2, other, seconds=25)
    other.wait_for_timeout(2_000)
    assert numbers(shop) == [1, 2]


def crash(page: Page) -> None:
    """End the page's process, as a full memory does."""
    with pytest.raises(PlaywrightError, match="crash"):
        page.goto("chrome://crash", timeout=5_000)


def test_events__still_leased__are_left_to_the_page_they_belong_to(shop: Shop) -> None:
    first = shop.visit()
    until(lambda: shop.collector.events, first)
    shop.collector.answers = [Answer(503, headers={"Retry-After": "120"})]
    count(first, 1)
    first.evaluate("regard.flush()")
    second = shop.visit("/next")
    second.wait_for_timeout(2_500)
    assert numbers(shop) == []
    assert [len(queue) for queue in queues(second)] == [1]


def test_events__of_ten_tabs_that_go_offline_and_come_back__all_arrive_and_no_tab_sends_anothers(shop: Shop) -> None:
    pages = [shop.visit(f"/{number}") for number in range(10)]
    until(lambda: len(shop.collector.events) == 10, pages[-1])
    shop.browser.set_offline(True)
    for number, page in enumerate(pages):
        count(page, number * 10, number * 10 + 1)
    for page in pages[:5]:
        page.close()
    shop.browser.set_offline(False)
    expected = sorted(number * 10 + step for number in range(10) for step in (0, 1))
    until(lambda: set(numbers(shop)) == set(expected), pages[-1], seconds=30)
    pages[-1].wait_for_timeout(3_000)
    events = shop.collector.named("Counted")
    assert len({event["messageId"] for event in events}) == 20
    # A request whose answer got lost in the change is sent again; what waits is not sent by every tab.
    assert len([event for event in events if not event["is_beacon"]]) <= 26


def test_page__closed_at_once__hands_its_events_over_by_a_beacon(shop: Shop) -> None:
    shop.visit("/other")  # the browser stays open
    page = shop.visit()
    until(lambda: len(shop.collector.events) == 2, page)
    count(page, 1, 2)
    page.close()
    until(lambda: numbers(shop)[:2] == [1, 2], None)
    assert shop.collector.named("Counted")[0]["is_beacon"]


def test_page__left_for_the_next__sends_again_what_the_beacon_carried_under_the_same_message_id(shop: Shop) -> None:
    page = shop.visit()
    until(lambda: shop.collector.events, page)
    count(page, 1)
    page.goto(shop.site.url + "/next")
    until(lambda: len(shop.collector.events) >= 3, page)
    page.wait_for_timeout(2_500)
    ids = {event["messageId"] for event in shop.collector.named("Counted")}
    assert len(ids) == 1  # a beacon tells nobody whether it arrived; the collector keeps one
    until(lambda: queues(page) == [], page)


def test_beacons__of_much__keep_to_what_browsers_carry_and_leave_the_rest(shop: Shop) -> None:
    page = shop.visit()
    until(lambda: shop.collector.events, page)
    page.evaluate("for (let n = 0; n < 10; n++) regard.track('Counted', {n, filling: 'x'.repeat(20000)})")
    page.goto(shop.site.url + "/next")
    until(lambda: len(set(numbers(shop))) == 10, page)
    page.wait_for_timeout(2_000)
    until(lambda: queues(page) == [], page)


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_batch__answered_with_a_fault_that_passes__is_sent_again(shop: Shop, status: int) -> None:
    shop.collector.answers = [Answer(status)]
    page = shop.visit()
    count(page, 1)
    until(lambda: numbers(shop) == [1], page)
    assert len({event["messageId"] for event in shop.collector.events}) == 2


def test_batch__told_to_wait__waits_that_long(shop: Shop) -> None:
    shop.collector.answers = [Answer(429, headers={"Retry-After": "3"})]
    page = shop.visit()
    until(lambda: not shop.collector.answers, page)
    began = time.monotonic()
    count(page, 1)
    page.evaluate("regard.flush()")
    until(lambda: numbers(shop) == [1], page)
    assert 2.5 < time.monotonic() - began < 6


def test_batch__refused_for_good__is_dropped_with_a_warning(shop: Shop) -> None:
    said: list[str] = []
    shop.collector.answers = [Answer(401, b"This write key is not known.")]
    page = shop.visit()
    page.on("console", lambda message: said.append(message.text))
    until(lambda: len(said) > 1, page)
    assert "regard: The collector refused 1 events with 401: This write key is not known." in said
    count(page, 1)
    until(lambda: numbers(shop) == [1], page)
    assert [event["type"] for event in shop.collector.events] == ["track"]
    until(lambda: queues(page) == [], page)


def test_batches__of_much__stay_below_what_a_collector_takes(shop: Shop) -> None:
    page = shop.visit()
    page.evaluate(
        "async () => {for (let n = 0; n < 30; n++) regard.track('Counted', {n, filling: 'ü'.repeat(9000)});"
        " await regard.flush()}"
    )
    assert sorted(numbers(shop)) == list(range(30))
    sizes = [len(json.dumps(batch, ensure_ascii=False).encode()) for batch in shop.collector.batches]
    assert len(sizes) > 1
    assert max(sizes) < 500_000


def test_event__larger_than_32_kb__is_dropped_with_a_warning_and_the_others_go(shop: Shop) -> None:
    said: list[str] = []
    page = shop.visit()
    page.on("console", lambda message: said.append(message.text))
    page.evaluate("regard.track('Huge', {text: 'x'.repeat(40000)})")
    count(page, 1)
    until(lambda: numbers(shop) == [1], page)
    assert said == ["regard: Huge is larger than 32 KB and was dropped."]


def test_queue__without_network_for_long__keeps_the_newest_half_megabyte(shop: Shop) -> None:
    page = shop.visit()
    until(lambda: shop.collector.events, page)
    shop.browser.set_offline(True)
    page.evaluate("for (let n = 0; n < 60; n++) regard.track('Counted', {n, filling: 'x'.repeat(20000)})")
    kept = page.evaluate("Object.values(localStorage).reduce((sum, text) => sum + text.length, 0)")
    assert 400_000 < kept < 520_000
    shop.browser.set_offline(False)
    until(lambda: numbers(shop) and numbers(shop)[-1] == 59, page)
    assert numbers(shop) == list(range(60 - len(numbers(shop)), 60))


def test_storage__full__does_not_stop_the_page_or_the_events(shop: Shop) -> None:
    fill = (
        "for (const size of [1e6, 1e5, 1e4, 1e3, 100, 10])"
        " try { for (let n = 0;; n++) localStorage[`f${size}-${n}`] = 'x'.repeat(size) } catch {}"
    )
    shop.show(head=f"<script>{fill}</script>")
    page = shop.visit()
    count(page, 1)
    until(lambda: numbers(shop) == [1], page)


def test_storage__forbidden__is_replaced_by_a_cookie(shop: Shop) -> None:
    shop.show(
        head="<script>Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden') }})</script>"
    )
    page = shop.visit()
    until(lambda: shop.collector.events, page)
    (cookie,) = shop.browser.cookies()
    assert cookie["value"] == shop.collector.events[0]["anonymousId"]
    assert cookie["expires"] > time.time() + 300 * 86_400


def test_page__kept_by_the_browser_and_shown_again__forgets_what_others_sent_for_it(shop: Shop) -> None:
    page = shop.visit()
    until(lambda: shop.collector.events, page)
    shop.browser.set_offline(True)
    count(page, 1)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    shop.browser.set_offline(False)
    other = shop.visit("/next")
    until(lambda: numbers(shop) == [1], other)
    page.evaluate("regard.flush()")
    count(page, 2)
    until(lambda: len(numbers(shop)) > 1, page)
    assert sorted(numbers(shop)) == [1, 2]
