"""What the snippet sends: Segment's calls, with what the browser knows of where and who."""

import re

from tests.snippet.conftest import KEY, Shop, until
from tests.snippet.servers import SNIPPET

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def test_page__opened__is_viewed_once_with_where_it_is_and_where_the_visitor_came_from(shop: Shop) -> None:
    page = shop.visit("/boots?utm_source=news&utm_campaign=spring&gclid=abc&token=s3cret&q=red")
    until(lambda: shop.collector.events, page)
    page.wait_for_timeout(300)
    (event,) = shop.collector.events
    assert (event["type"], event["writeKey"]) == ("page", KEY)
    assert event["properties"]["path"] == "/boots"
    assert event["properties"]["title"] == "Fernweh"
    assert event["properties"]["search"] == "?utm_source=news&utm_campaign=spring&gclid=abc&token=masked&q=red"
    assert "s3cret" not in str(event)
    assert event["context"]["campaign"] == {"source": "news", "name": "spring", "gclid": "abc"}
    assert event["context"]["library"]["name"] == "regard.js"
    assert event["context"]["locale"] == "en-US"
    assert event["context"]["timezone"]
    assert event["context"]["screen"]["width"] == 1280
    assert UUID.fullmatch(event["messageId"])
    assert UUID.fullmatch(event["anonymousId"])


def test_request__of_a_batch__asks_no_permission_first_and_carries_no_cookie(shop: Shop) -> None:
    page = shop.visit()
    until(lambda: shop.collector.events, page)
    assert [method for method, path, _ in shop.collector.requests if path == "/v1/batch"] == ["POST"]
    headers = shop.collector.requests[-1][2]
    assert headers["content-type"] == "text/plain"
    assert "cookie" not in headers
    assert "authorization" not in headers


def test_methods__of_segment__make_segments_calls(shop: Shop) -> None:
    page = shop.visit()
    page.evaluate(
        """async () => {
            regard.track('Product Added', {price: 12.5}, {context: {ip: '0.0.0.0'}, timestamp: new Date(0)})
            regard.track('Bare')
            regard.identify('ada', {email: 'ada@fernweh.example'})
            regard.identify({plan: 'gold'})
            regard.group('acme', {seats: 3})
            regard.page('Shop', 'Boots', {size: 42})
            regard.page('Home')
            regard.screen('Basket')
            regard.alias('ada-2')
            await new Promise(done => regard.track('With callback', done))
            await new Promise(done => regard.ready(done))
            await regard.flush()
        }"""
    )
    events = {(one["type"], one.get("event")): one for one in shop.collector.events}
    added = events["track", "Product Added"]
    assert added["properties"] == {"price": 12.5}
    assert added["timestamp"] == "1970-01-01T00:00:00.000Z"
    assert added["context"]["ip"] == "0.0.0.0"
    assert added["userId"] is None
    first, second = (one for one in shop.collector.events if one["type"] == "identify")
    assert (first["userId"], first["traits"]) == ("ada", {"email": "ada@fernweh.example"})
    assert (second["userId"], second["traits"]) == ("ada", {"plan": "gold"})
    assert (events["group", None]["groupId"], events["group", None]["traits"]) == ("acme", {"seats": 3})
    boots, home = [one for one in shop.collector.events if one["type"] == "page"][1:]
    assert (boots["name"], boots["category"], boots["properties"]["size"]) == ("Boots", "Shop", 42)
    assert home["name"] == "Home"
    assert "category" not in home
    assert events["screen", None]["name"] == "Basket"
    assert (events["alias", None]["userId"], events["alias", None]["previousId"]) == ("ada-2", "ada")
    assert ("track", "With callback") in events


def test_visitor__coming_back__is_the_same_until_reset_or_another_person_signs_in(shop: Shop) -> None:
    page = shop.visit()
    until(lambda: len(shop.collector.events) == 1, page)
    shop.until_heard(page)
    page.goto(shop.site.url + "/again")
    page.evaluate("regard.identify('ada')")
    until(lambda: len(shop.collector.events) == 3, page)
    assert len({event["anonymousId"] for event in shop.collector.events}) == 1
    page.evaluate("regard.identify('ben'); regard.flush()")
    until(lambda: len(shop.collector.events) == 4, page)
    page.evaluate("regard.reset(); regard.track('After'); regard.flush()")
    until(lambda: len(shop.collector.events) == 5, page)
    ada, ben, after = shop.collector.events[-3:]
    assert len({ada["anonymousId"], ben["anonymousId"], after["anonymousId"]}) == 3
    assert (ada["userId"], ben["userId"], after["userId"]) == ("ada", "ben", None)


def test_visitor__known_to_segments_library__keeps_both_ids(shop: Shop) -> None:
    shop.show(
        head="<script>localStorage.setItem('ajs_anonymous_id', JSON.stringify('anon-7'));"
        "document.cookie = 'ajs_user_id=' + encodeURIComponent(JSON.stringify('ada'))</script>"
    )
    page = shop.visit()
    until(lambda: shop.collector.events, page)
    assert shop.collector.events[0]["anonymousId"] == "anon-7"
    assert shop.collector.events[0]["userId"] == "ada"


def test_cookie__of_a_domain__is_set_when_asked_for(shop: Shop) -> None:
    shop.show(cookie_domain="localhost")
    page = shop.visit()
    until(lambda: shop.collector.events, page)
    (cookie,) = shop.browser.cookies()
    assert (cookie["name"], cookie["value"]) == ("regard_anonymous_id", shop.collector.events[0]["anonymousId"])
    assert cookie["sameSite"] == "Lax"


def test_calls__made_before_the_script_is_there__are_made_when_it_is(shop: Shop) -> None:
    loader = (SNIPPET / "loader.js").read_text()
    load = f"regard.load('{KEY}', {{host: '{shop.collector.url}/'}})"
    early = "regard.page('First', {from: 'stub'}); regard.track('Early', {n: 1})"
    shop.site.page = f"<title>Fernweh</title><script>{loader}{load};{early};window.held = window.regard</script>"
    page = shop.visit()
    page.evaluate("held.track('Late')")
    until(lambda: len(shop.collector.events) == 3, page)
    said = [(event["type"], event.get("event") or event["name"]) for event in shop.collector.events]
    assert said == [("page", "First"), ("track", "Early"), ("track", "Late")]


def test_calls__pushed_to_a_plain_array__are_made_too(shop: Shop) -> None:
    shop.show(head="<script>window.regard = [['track', 'Early']]</script>")
    page = shop.visit()
    page.evaluate("regard.push(['track', 'Late'])")
    until(lambda: len(shop.collector.events) == 3, page)
    assert [event.get("event") for event in shop.collector.events] == [None, "Early", "Late"]


def test_script__included_twice__counts_once(shop: Shop) -> None:
    shop.show(head=f'<script src="{shop.collector.url}/regard.js" data-write-key="{KEY}"></script>')
    page = shop.visit()
    until(lambda: shop.collector.events, page)
    page.wait_for_timeout(2_000)
    assert len(shop.collector.events) == 1


def test_script__without_a_write_key__says_so(shop: Shop) -> None:
    said: list[str] = []
    shop.site.page = f'<script src="{shop.collector.url}/regard.js"></script>'
    page = shop.browser.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.goto(shop.site.url)
    assert said == ['regard: no write key. Give the script data-write-key="…".']


def test_click__on_what_the_page_declares__is_tracked_with_its_properties(shop: Shop) -> None:
    shop.show(
        body='<section data-regard-touchpoint="Voucher"><button data-regard-event="Coupon Entered" '
        'data-regard-coupon-id="SPRING"><b>Use</b></button></section>',
        touchpoint="Shop",
    )
    page = shop.visit()
    page.click("b")
    until(lambda: len(shop.collector.events) == 2, page)
    view, click = shop.collector.events
    assert view["properties"]["touchpoint"] == "Shop"
    assert click["event"] == "Coupon Entered"
    assert click["properties"] == {"touchpoint": "Voucher", "coupon_id": "SPRING"}


def test_views__of_a_single_page_app__are_one_for_each_path(shop: Shop) -> None:
    page = shop.visit("/start")
    page.evaluate("history.pushState({}, '', '/boots'); document.title = 'Boots'")
    page.wait_for_timeout(50)
    page.evaluate("history.replaceState({}, '', '/boots?size=42')")
    page.wait_for_timeout(50)
    page.evaluate("history.replaceState({}, '', '/boots/blue')")
    page.wait_for_timeout(50)
    page.evaluate("location.hash = 'reviews'")
    page.wait_for_timeout(50)
    page.go_back()
    page.go_back()
    until(lambda: len(shop.collector.events) == 4, page)
    seen = [(one["properties"]["path"], one["properties"]["title"]) for one in shop.collector.events]
    assert seen == [("/start", "Fernweh"), ("/boots", "Boots"), ("/boots/blue", "Boots"), ("/start", "Boots")]
    assert shop.collector.events[1]["properties"]["referrer"] == f"{shop.site.url}/start"


def test_views__by_hash__are_counted_when_asked_for(shop: Shop) -> None:
    shop.show(pages="hash")
    page = shop.visit("/#/one")
    page.evaluate("location.hash = '/two'")
    until(lambda: len(shop.collector.events) == 2, page)
    assert shop.collector.events[1]["properties"]["url"] == f"{shop.site.url}/#/two"


def test_views__left_to_the_page__are_only_those_it_sends(shop: Shop) -> None:
    shop.show(pages="manual")
    page = shop.visit("/start")
    page.evaluate("history.pushState({}, '', '/boots'); regard.page('Boots'); regard.flush()")
    until(lambda: shop.collector.events, page)
    page.wait_for_timeout(300)
    assert [event["name"] for event in shop.collector.events] == ["Boots"]
