"""Looking at feeds on a real server: what is new comes once, what is broken is kept apart, what fails is asked later."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from regard.foundation.lake.api import Lake
from regard.foundation.outgoing.tests.serving import Page, Served, post, rss, serving
from regard.record.feeds.looking import Looked, list_due, look_at
from regard.record.feeds.models import Feed
from regard.record.feeds.operations import FeedRefused, change_feed, create_feed, delete_feed, take_file
from regard.record.feeds.queries import feed_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    """One server for all tests."""
    with serving() as served:
        yield served


@pytest.fixture(autouse=True)
def _lake(data_dir: Path, settings: Any, server: Served) -> None:
    """This machine may be asked, since a test says so."""
    settings.REGARD = replace(settings.REGARD, internal_hosts=("127.0.0.1",))
    server.pages.clear()
    server.asked.clear()


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    """An empty log."""
    return Lake.open(data_dir)


def look(lake: Lake, source: str = "news", now: datetime = NOW) -> Looked:
    found = look_at(lake=lake, source=source, clock=lambda: now, is_asked_for=True)
    assert found is not None
    return found


def said(lake: Lake) -> list[str]:
    return sorted(lake.public().text.to_pyarrow().to_pylist())


def make(server: Served, path: str = "/feed", **given: Any) -> str:
    return create_feed(**{"name": "News", "kind": "feed", "address": server.at(path)} | given)


def test_look__rss__is_public_voice_once_and_no_customer(lake: Lake, server: Served) -> None:
    make(server)
    server.pages["/feed"] = rss(post("a", "<p>Late &amp; cold</p><script>x()</script>"), post("b", "Kind staff"))
    assert look(lake).said == "2 new."
    assert look(lake).said == "Nothing new."
    assert said(lake) == ["Kind staff", "Late & cold"]
    rows = lake.public().to_pyarrow().to_pylist()
    assert {row["kind"] for row in rows} == {"Mention Posted"}
    assert {row["channel"] for row in rows} == {"media"}
    assert len({row["customer_id"] for row in rows}) == 1
    assert all(row["customer_id"].startswith("pub_") for row in rows)
    assert lake.interactions().count().to_pyarrow().as_py() == 0
    assert feed_of(source="news").stored == 2


def test_look__entity_tag__is_sent_back_and_nothing_is_read(lake: Lake, server: Served) -> None:
    make(server)
    server.pages["/feed"] = rss(post("a", "Late"))
    server.pages["/feed"].headers |= {"ETag": '"v1"', "Last-Modified": "Tue, 03 Nov 2026 10:00:00 GMT"}
    look(lake)
    assert look(lake).state == "unchanged"
    assert server.asked[-1][2]["if-none-match"] == '"v1"'
    assert server.asked[-1][2]["if-modified-since"] == "Tue, 03 Nov 2026 10:00:00 GMT"


def test_look__edited_entry__is_recorded_as_an_edit_of_the_first(lake: Lake, server: Served) -> None:
    make(server)
    server.pages["/feed"] = rss(post("a", "Late"))
    look(lake)
    server.pages["/feed"] = rss(post("a", "  Late "))
    assert look(lake).said == "Nothing new."
    server.pages["/feed"] = rss(post("a", "Late, and then sorry"))
    assert look(lake).said == "1 edited."
    newest = [json.loads(text) for text in lake.public().properties.to_pyarrow().to_pylist()]
    assert [one.get("edit_of") for one in newest if one["text"] != "Late"] == ["a"]


def test_look__broken_entries__are_rejected_with_reasons_and_stop_nobody(lake: Lake, server: Served) -> None:
    make(server)
    server.pages["/feed"] = rss(
        post("a", "Late"),
        post("b", "When?", at="the day before"),
        post("c", ""),
        post("d", "Next", at="Tue, 03 Nov 2099 10:00:00 GMT"),
    )
    assert look(lake).said == "1 new, 3 rejected."
    reasons = lake.rejected().order_by("line").reason.to_pyarrow().to_pylist()
    assert reasons == [
        "The entry's time 'the day before' cannot be read.",
        "The entry says nothing: it has no text and no stars.",
        "The entry's time 2099-11-03 10:00 lies in the future.",
    ]
    assert look(lake).said == "Nothing new."
    assert lake.rejected().count().to_pyarrow().as_py() == 3


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><rss version="2.0"/>', "declares entities of its own"),
        (
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss/>'.decode().encode("utf-16"),
            "declares entities",
        ),
        (b"<html><body>Welcome</body></html>", "neither RSS nor Atom"),
        (b"", "neither RSS nor Atom"),
        (b"/etc/hostname", "neither RSS nor Atom"),
        (b'{"version": "1", "items": []}', "no JSON Feed"),
        (b"{" * 100_000, "not JSON"),
    ],
    ids=["entities", "entities in utf-16", "a page", "nothing", "a file name", "other json", "deep json"],
)
def test_look__what_is_no_feed__is_refused_and_asked_later(lake: Lake, server: Served, body: bytes, told: str) -> None:
    make(server)
    server.pages["/feed"] = Page(body)
    found = look(lake)
    assert (found.state, told in found.said) == ("failing", True), found.said
    assert feed_of(source="news").next_at == NOW + timedelta(minutes=30)


def test_look__atom_and_json_feed__say_the_same(lake: Lake, server: Served) -> None:
    make(server)
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Forum</title><entry><id>tag:1</id><title>Help</title>'
        '<updated>2026-11-01T10:00:00Z</updated><author><name>Ola</name></author><content type="html">&lt;b&gt;Slow&lt;/b&gt;</content>'
        '<link href="javascript:alert(1)"/></entry></feed>'
    )
    tree = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": 7, "content_html": "<i>Fast</i>", "date_published": "2026-11-01T10:00:00Z"},
            "what",
            {"id": 8},
        ],
    }
    server.pages["/feed"] = Page(atom.encode(), headers={"Content-Type": "application/atom+xml"})
    look(lake)
    change_feed(source="news", address=server.at("/json"))
    server.pages["/json"] = Page(json.dumps(tree).encode(), headers={"Content-Type": "application/feed+json"})
    assert look(lake).said == "1 new, 2 rejected."
    assert said(lake) == ["Fast", "Help\n\nSlow"]
    told = [json.loads(text) for text in lake.public().properties.to_pyarrow().to_pylist()]
    assert not any("url" in one for one in told)


def test_look__server_that_wants_patience__is_left_alone_so_long(lake: Lake, server: Served) -> None:
    make(server)
    server.pages["/feed"] = Page(status=429, headers={"Retry-After": "7200"})
    assert look(lake).said == "The server asks for patience (429)."
    assert feed_of(source="news").next_at == NOW + timedelta(hours=2)
    server.pages["/feed"] = Page(status=500)
    for hours in (1, 2, 4, 8, 16, 24, 24):
        look(lake)
        assert feed_of(source="news").next_at == NOW + timedelta(hours=hours)
    server.pages["/feed"] = rss(post("a", "Late"))
    look(lake)
    assert (feed_of(source="news").failures, feed_of(source="news").state) == (0, "ok")


def test_look__feed_that_is_gone__is_looked_at_no_more(lake: Lake, server: Served) -> None:
    make(server)
    server.pages["/feed"] = Page(status=410)
    assert look(lake).state == "gone"
    assert feed_of(source="news").next_at is None
    assert list_due(now=NOW + timedelta(days=400)) == []


def test_look__moved_for_good__is_followed_and_said(lake: Lake, server: Served) -> None:
    make(server)
    server.pages["/feed"] = Page(status=301, headers={"Location": "/new"})
    server.pages["/new"] = rss(post("a", "Late"))
    assert look(lake).said == f"1 new. It has moved for good to {server.at('/new')}: change the address."


def test_look__mastodon__goes_on_after_the_last_and_leaves_out_what_is_not_public(lake: Lake, server: Served) -> None:
    make(server, "/tags/fjell", kind="mastodon", name="Fjell")

    def status(number: int, **given: Any) -> dict[str, Any]:
        return {
            "id": str(number),
            "uri": f"https://social.example/{number}",
            "created_at": "2026-11-01T10:00:00.000Z",
            "visibility": "public",
            "content": f"<p>Post {number}</p>",
            "account": {"acct": "ines"},
        } | given

    path = "/api/v1/timelines/tag/fjell"
    page = [status(10), status(9, visibility="private"), status(8, reblog={"id": "1"}), status(7, account=None)]
    server.pages[path] = Page(json.dumps(page).encode())
    assert look(lake, "fjell").said == "1 new, 1 rejected, 2 left out."
    server.pages[f"{path}?limit=40&min_id=10"] = Page(json.dumps([status(n) for n in range(50, 10, -1)]).encode())
    server.pages[f"{path}?limit=40&min_id=50"] = Page(json.dumps([status(51, content="<p>Last</p>")]).encode())
    assert look(lake, "fjell").said == "41 new."
    assert [query.get("min_id") for _, query, _ in server.asked] == [None, ["10"], ["50"]]
    assert {json.loads(text)["author_name"] for text in lake.public().properties.to_pyarrow().to_pylist()} == {
        "@ines@127.0.0.1"
    }


def test_look__apple__reads_stars_of_all_pages(lake: Lake, server: Served) -> None:
    make(server, "/de/rss/customerreviews/page=1/json", kind="apple", name="App")

    def label(text: str) -> dict[str, str]:
        return {"label": text}

    def review(number: int, stars: str) -> dict[str, Any]:
        author = {"name": label("Ole"), "uri": label(f"https://itunes.apple.com/de/reviews/id{number}")}
        words = {"title": label("Hm"), "content": label("Too slow"), "updated": label("2026-11-01T10:00:00-07:00")}
        return {"id": label(str(number)), "im:rating": label(stars), "author": author, **words}

    links = [{"attributes": {"rel": "next", "href": server.at("/de/rss/customerreviews/page=2/xml")}}]
    app = {"im:name": label("Fjell"), "id": label("0")}
    first = {"feed": {"entry": [app, review(1, "1"), review(2, "5"), review(3, "6")], "link": links}}
    server.pages["/de/rss/customerreviews/page=1/json"] = Page(json.dumps(first).encode())
    server.pages["/de/rss/customerreviews/page=2/json"] = Page(json.dumps({"feed": {"entry": review(4, "3")}}).encode())
    assert look(lake, "app").said == "3 new, 1 rejected, 1 left out."
    rows = lake.public().to_pyarrow().to_pylist()
    assert sorted((row["kind"], row["metric"], row["score"]) for row in rows) == [
        ("Review Posted", "stars", 1.0),
        ("Review Posted", "stars", 3.0),
        ("Review Posted", "stars", 5.0),
    ]
    assert len({row["customer_id"] for row in rows}) == 3


def test_take_file__google_play__changed_stars_are_an_edit(lake: Lake) -> None:
    create_feed(name="Play", kind="play")

    def listed(stars: int) -> bytes:
        said = {"text": "\tCrashes", "lastModified": {"seconds": "1793000000"}, "starRating": stars}
        return json.dumps(
            {"reviews": [{"reviewId": "r1", "comments": [{"userComment": said}]}, {"reviewId": "r2"}]}
        ).encode()

    assert take_file(lake=lake, source="play", body=listed(1), name="reviews.json").said == "1 new, 1 rejected."
    assert take_file(lake=lake, source="play", body=listed(4), name="reviews.json").said == "1 edited."


def test_take_file__mbox__is_of_customers_and_leaves_out_what_programs_send(lake: Lake, server: Served) -> None:
    create_feed(name="Post", kind="mail", address="imaps://a%40fjell.example@imap.fjell.example/INBOX", secret="x")
    head = "Date: Tue, 03 Nov 2026 10:00:00 +0100\nSubject: =?utf-8?q?Sp=C3=A4t?=\nMessage-ID: "
    mails = (
        f"From x\nFrom: Ann <Ann@Example.org>\n{head}<1@x>\n\nWhere is it?\n>From here\n> quoted\n\n"
        f"From x\nFrom: bot@example.org\nAuto-Submitted: auto-replied\n{head}<2@x>\n\nAway\n\n"
        f"From x\nFrom: nobody\n{head}<3@x>\n\nHm\n"
    )
    assert (
        take_file(lake=lake, source="post", body=mails.encode(), name="x.mbox").said == "1 new, 1 rejected, 1 left out."
    )
    row = lake.interactions().to_pyarrow().to_pylist()[0]
    assert (row["kind"], row["text"]) == ("Mail Received", "Spät\n\nWhere is it?\nFrom here")
    assert row["customer_id"].startswith("cus_")


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "fax"},
        {"address": ""},
        {"every_minutes": 1},
        {"secret": "s"},
        {"channel": "moon"},
        {"kind": "mastodon", "secret": "s", "address": "http://social.example/tags/x"},
    ],
    ids=["kind", "no address", "too often", "no secret is needed", "channel", "secret in the clear"],
)
def test_create__what_cannot_be__is_refused_and_nothing_is_made(server: Served, given: dict[str, Any]) -> None:
    with pytest.raises(FeedRefused):
        make(server, **given)
    assert not Feed.objects.exists()


def test_change__another_host__wants_the_secret_anew(server: Served) -> None:
    make(server, "/tags/x", kind="mastodon", secret="token")
    with pytest.raises(FeedRefused, match="Give the secret anew"):
        change_feed(source="news", address="https://social.example/tags/x")
    change_feed(source="news", is_paused=True)
    assert feed_of(source="news").state == "paused"
    assert list_due(now=NOW + timedelta(days=400)) == []
    delete_feed(source="news")
    assert not Feed.objects.exists()
