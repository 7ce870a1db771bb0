"""Reviews of app stores: Apple's feed of customer reviews in JSON, and what Google Play's developer API answers."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from regard.record.feeds.reading.documents import json_tree, read_each
from regard.record.feeds.reading.entries import (
    Entry,
    EntryBroken,
    FeedUnreadable,
    Read,
    moment,
    name_of,
    plain,
    text_in,
    web_address,
)


def read_apple(*, body: bytes, address: str, now: datetime) -> Read:
    """Reviews of one page of itunes.apple.com/…/rss/customerreviews/…/json. Raises FeedUnreadable.

    One review is an object and several are a list; the page may begin with the app itself, which has no stars.
    """
    tree = json_tree(body=body)
    feed = text_in(tree, "feed")
    if not isinstance(feed, dict):
        raise FeedUnreadable("The answer has no `feed`. An address ends in /rss/customerreviews/…/json.")
    found = feed.get("entry", [])
    parts = urlsplit(address).path.strip("/").split("/")
    country = parts[0] if len(parts) > 1 and len(parts[0]) == 2 else ""

    def read(one: Any) -> Entry | None:
        stars = text_in(one, "im:rating", "label")
        if stars is None:
            if text_in(one, "im:name") is not None:
                return None
            raise EntryBroken("The review has no stars in `im:rating`.")
        key, uri = text_in(one, "id", "label"), web_address(text_in(one, "author", "uri", "label"))
        name = name_of(text_in(one, "author", "name", "label"))
        title = plain(text_in(one, "title", "label"), is_html=False, longest=200)
        words = plain(text_in(one, "content", "label"), is_html=text_in(one, "content", "attributes", "type") == "html")
        if not key:
            raise EntryBroken("The review has no `id`.")
        return Entry(
            key=str(key),
            at=moment(text_in(one, "updated", "label")),
            text=f"{title}\n\n{words}".strip() if title and not words.startswith(title) else words,
            author=uri.rstrip("/").rpartition("/")[2] or f"review {key}",
            name=name,
            url=web_address(text_in(one, "link", "attributes", "href")),
            title=title,
            stars=_number(stars),
            more={"version": name_of(text_in(one, "im:version", "label")), "country": country},
        )

    return read_each(found=found if isinstance(found, list) else [found], read=read, now=now)


def next_apple_page(*, body: bytes) -> str | None:
    """The address of the page after this one, None after the last."""
    links = text_in(json_tree(body=body), "feed", "link")
    for one in links if isinstance(links, list) else []:
        if text_in(one, "attributes", "rel") == "next":
            address = web_address(text_in(one, "attributes", "href"))
            return address.replace("/xml?", "/json?").replace("/xml", "/json") or None
    return None


def read_play(*, body: bytes, now: datetime) -> Read:
    """Reviews as `androidpublisher` lists them. Raises FeedUnreadable.

    The API names no account, only what its holder is called, which many share: each review is an author of its own.
    """
    tree = json_tree(body=body)
    if not isinstance(tree, dict) or not isinstance(tree.get("reviews", []), list):
        raise FeedUnreadable("The answer has no list `reviews`, as Google Play's `reviews.list` has.")

    def read(one: Any) -> Entry:
        said = next((part["userComment"] for part in one["comments"] if "userComment" in part), None)
        if said is None:
            raise EntryBroken("The review has no `userComment`.")
        seconds = text_in(said, "lastModified", "seconds")
        if seconds is None or not one.get("reviewId"):
            raise EntryBroken("The review has no `reviewId`, or no time in `lastModified`.")
        title, tab, words = str(said.get("text") or "").rpartition("\t")
        return Entry(
            key=str(one["reviewId"]),
            at=datetime.fromtimestamp(int(seconds), UTC),
            text=plain(f"{title}\n\n{words}" if tab and title.strip() else words, is_html=False),
            author=f"review {one['reviewId']}",
            name=name_of(one.get("authorName")),
            stars=_number(said.get("starRating")),
            language=str(said.get("reviewerLanguage") or "")[:35],
            more={"version": name_of(said.get("appVersionName"))},
        )

    return read_each(found=tree.get("reviews", []), read=read, now=now)


def next_play_page(*, body: bytes) -> str | None:
    """The token of the page after this one."""
    token = text_in(json_tree(body=body), "tokenPagination", "nextPageToken")
    return token if isinstance(token, str) and token else None


def _number(text: object) -> float:
    try:
        return float(str(text))
    except ValueError:
        raise EntryBroken(f"The review's stars {str(text)[:40]!r} are no number.") from None
