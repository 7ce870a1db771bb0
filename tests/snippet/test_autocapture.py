"""Clicks and forms, when a page asks for them: what the page calls things, never what people typed."""

import json

from playwright.sync_api import Page

from tests.snippet.conftest import Shop, until

SECRETS = ("hunter2", "ada@fernweh.example", "4111", "typed by Ada", "hidden-7", "Byron")
FORM = """
<form id=checkout aria-label="Check out" onsubmit="return false" data-regard-touchpoint="Checkout">
  <label>E-mail <input name=email type=email value="ada@fernweh.example"></label>
  <label for=pass>Password</label><input id=pass type=password value=hunter2>
  <input name=card placeholder="Card number" value="4111111111111111">
  <textarea aria-label="Remark">typed by Ada</textarea>
  <label data-regard-ignore>Diagnosis <input name=diagnosis></label>
  <input type=hidden name=token value=hidden-7>
  <button>Pay now</button>
</form>
<div contenteditable=true role=button>typed by Ada</div>
<a href="/order?token=hidden-7&step=2"><span>Order 4711000123 of ada@fernweh.example</span></a>
<button data-regard-mask>Ada Byron</button>
<section data-regard-ignore><button id=quiet>Quiet</button></section>
<button id=icon title="Basket"><svg width=9 height=9></svg></button>
<p>Nothing</p>
"""


def open_form(shop: Shop, autocapture: str) -> Page:
    shop.show(body=FORM, autocapture=autocapture)
    page = shop.visit()
    page.wait_for_load_state("networkidle")
    page.evaluate("addEventListener('click', event => event.preventDefault())")
    return page


def test_form__sent__is_told_by_its_labels_and_never_by_values(shop: Shop) -> None:
    page = open_form(shop, "forms")
    page.evaluate("document.querySelector('form').requestSubmit()")
    page.wait_for_timeout(100)
    until(lambda: page.evaluate("regard.flush().then(() => 1)") and shop.collector.named("Form Submitted"), page)
    (event,) = shop.collector.named("Form Submitted")
    assert event["properties"] == {
        "form": "Check out",
        "fields": ["E-mail", "Password", "Card number", "Remark"],
        "touchpoint": "Checkout",
    }
    sent = json.dumps(shop.collector.batches)
    assert [secret for secret in SECRETS if secret in sent] == []
    assert shop.collector.named("Clicked") == []


def test_clicks__on_what_can_be_pressed__are_told_as_the_page_names_it(shop: Shop) -> None:
    page = open_form(shop, "")
    for selector in ("form button", "a span", "[data-regard-mask]", "#quiet", "#icon svg", "[contenteditable]", "p"):
        page.click(selector, force=True)
        page.wait_for_timeout(350)
    page.evaluate("regard.flush()")
    until(lambda: len(shop.collector.named("Clicked")) == 5, page)
    pressed = [event["properties"] for event in shop.collector.named("Clicked")]
    assert [one.get("label") for one in pressed] == ["Pay now", "Order ••• of •••", "•••", "Basket", None]
    assert pressed[0]["touchpoint"] == "Checkout"
    assert pressed[1]["href"] == f"{shop.site.url}/order?token=masked&step=2"
    sent = json.dumps(shop.collector.batches)
    assert [secret for secret in SECRETS if secret in sent] == []


def test_clicks__made_by_scripts__are_nobodys(shop: Shop) -> None:
    page = open_form(shop, "clicks")
    page.evaluate("document.querySelector('#icon').click()")
    page.evaluate("regard.track('Marker'); regard.flush()")
    until(lambda: shop.collector.named("Marker"), page)
    assert shop.collector.named("Clicked") == []


def test_page__with_hostile_text__has_it_recorded_as_text_and_never_run(shop: Shop) -> None:
    hostile = "<img src=x onerror=window.hacked=1>"
    escaped = hostile.replace("<", "&lt;")
    shop.show(
        body=f'<button id="a&quot;]<script>" aria-label="{escaped}">x</button><form name="{escaped}" '
        f'onsubmit="return false"><input placeholder="{escaped}"><button id=go>go</button></form>',
        head=f"<meta name=x content=\"{escaped}\"><script>document.title = '{hostile}'</script>",
        autocapture="",
    )
    page = shop.visit("/?utm_source=" + "%3Cimg%20src%3Dx%20onerror%3Dwindow.hacked%3D1%3E#<img src=x>")
    page.wait_for_load_state("networkidle")
    page.click("[aria-label]")
    page.click("#go")
    page.evaluate("regard.flush()")
    until(lambda: len(shop.collector.named("Clicked")) == 2, page)
    page.wait_for_timeout(500)
    assert page.evaluate("window.hacked") is None
    assert shop.collector.named("Clicked")[0]["properties"]["label"] == hostile
    assert shop.collector.named("Form Submitted")[0]["properties"]["fields"] == [hostile]
    assert shop.collector.events[0]["context"]["campaign"]["source"] == hostile
