"""RSS 0.9x to 2.0, Atom and JSON Feed 1.x: articles, posts of a forum, whatever has a feed."""

import hashlib
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from regard.record.feeds.reading.apart import take_apart
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


def read_syndication(*, body: bytes, content_type: str, address: str, now: datetime) -> Read:
    """The entries of a document of RSS, Atom or JSON Feed. Raises FeedUnreadable."""
    place = urlsplit(address).hostname or "file"
    if "json" in content_type.lower() or body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _read_json_feed(body, place, now)
    found = take_apart(body=body, content_type=content_type)
    if "wrong" in found:
        raise FeedUnreadable(f"The answer cannot be read as a feed. {found['wrong']}")
    language = str(found.get("language") or "")

    def read(one: dict[str, Any]) -> Entry:
        title, link = name_of(one.get("title")), web_address(one.get("link"))
        text = plain(one.get("text"))
        name = name_of(one.get("author"))
        at = moment(one.get("published") or one.get("updated") or one.get("created"))
        return Entry(
            key=_key(one.get("id"), link, title, text),
            at=at,
            text=_said(title, text),
            author=_author(place, one.get("author_uri") or name),
            name=name or name_of(found.get("title")) or place,
            url=link,
            title=title,
            language=str(one.get("language") or language)[:35],
        )

    return read_each(found=found["entries"], read=read, now=now)


def _read_json_feed(body: bytes, place: str, now: datetime) -> Read:
    tree = json_tree(body=body)
    version = text_in(tree, "version")
    if not (isinstance(version, str) and "jsonfeed.org/version/" in version) or not isinstance(tree["items"], list):
        raise FeedUnreadable("The answer is JSON and no JSON Feed: it has no `version` of jsonfeed.org, or no `items`.")

    def read(one: Any) -> Entry:
        title, link = name_of(text_in(one, "title")), web_address(text_in(one, "url"))
        words = text_in(one, "content_text")
        text = plain(words, is_html=False) if words else plain(text_in(one, "content_html") or text_in(one, "summary"))
        by = text_in(one, "authors", 0) or text_in(one, "author") or text_in(tree, "authors", 0) or {}
        name = name_of(text_in(by, "name"))
        return Entry(
            key=_key(text_in(one, "id"), link, title, text),
            at=moment(text_in(one, "date_published") or text_in(one, "date_modified")),
            text=_said(title, text),
            author=_author(place, text_in(by, "url") or name),
            name=name or name_of(text_in(tree, "title")) or place,
            url=link,
            title=title,
            language=str(text_in(one, "language") or text_in(tree, "language") or "")[:35],
        )

    return read_each(found=tree["items"], read=read, now=now)


def _key(given: object, link: str, title: str, text: str) -> str:
    told = str(given).strip() if given not in (None, "") else link
    if told:
        return told
    if not title and not text:
        raise EntryBroken("The entry has no id, no address and no words, so that nothing tells it from others.")
    return "content:" + hashlib.sha256(f"{title}\x1f{text}".encode("utf-8", "replace")).hexdigest()[:32]


def _said(title: str, text: str) -> str:
    """Title and text as one, without the title where the text begins with it."""
    head = title.rstrip("…. ")
    return text if not head or text.startswith(head) else f"{title}\n\n{text}".strip()


def _author(place: str, told: object) -> str:
    """An author within a site; of a site that names none, the site."""
    name = " ".join(str(told or "").split()).lower()[:LONGEST_AUTHOR]
    return f"{place}/{name}" if name else place


LONGEST_AUTHOR = 120
