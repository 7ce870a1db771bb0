"""Asking a feed what is new: which addresses, with which headers, and where to go on the next time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from regard.foundation.outgoing.api import Answer, TargetRefused, fetch
from regard.record.feeds.mailbox import fetch_mails, mailbox_of
from regard.record.feeds.reading.documents import json_tree
from regard.record.feeds.reading.entries import FeedUnreadable, Read, text_in
from regard.record.feeds.reading.mail import read_mails
from regard.record.feeds.reading.mastodon import newest_id, read_statuses
from regard.record.feeds.reading.stores import next_apple_page, next_play_page, read_apple, read_play
from regard.record.feeds.reading.syndication import read_syndication

MOST_PAGES = 10
A_PAGE = 40  # statuses, the most Mastodon gives at once


@dataclass(frozen=True)
class Asked:
    """A feed to ask: its kind, address and secret, where it stood, and which hosts of our own may be asked."""

    kind: str
    address: str
    secret: str
    cursor: Mapping[str, Any]
    internal: Collection[str] = ()


@dataclass(frozen=True)
class Told:
    """What a feed answered: its entries and the cursor after them, or why there are none."""

    read: Read = field(default_factory=Read)
    cursor: Mapping[str, Any] = field(default_factory=dict)
    is_unchanged: bool = False
    refused: Answer | None = None  # an answer that is no success
    moved_to: str | None = None
    has_more: bool = False


def ask(*, asked: Asked, now: datetime) -> Told:
    """What is new. Raises TargetRefused, FetchFailed, FeedUnreadable."""
    if asked.kind == "feed":
        return _ask_feed(asked, now)
    if asked.kind == "mastodon":
        return _ask_mastodon(asked, now)
    if asked.kind == "mail":
        return _ask_mailbox(asked, now)
    return _ask_store(asked, now)


def _ask_feed(asked: Asked, now: datetime) -> Told:
    headers = {
        "Accept": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
    }
    if asked.cursor.get("etag"):
        headers["If-None-Match"] = str(asked.cursor["etag"])
    if asked.cursor.get("modified"):
        headers["If-Modified-Since"] = str(asked.cursor["modified"])
    answer = fetch(address=asked.address, headers=headers, internal=asked.internal)
    if answer.status == 304:
        return Told(cursor=asked.cursor, is_unchanged=True, moved_to=answer.moved_to)
    if answer.status != 200:
        return Told(refused=answer)
    kind = answer.headers.get("content-type", "")
    read = read_syndication(body=answer.body, content_type=kind, address=answer.address, now=now)
    marks = {"etag": answer.headers.get("etag", "")[:500], "modified": answer.headers.get("last-modified", "")[:100]}
    return Told(read, {name: text for name, text in marks.items() if text}, moved_to=answer.moved_to)


def _ask_mastodon(asked: Asked, now: datetime) -> Told:
    headers = {"Authorization": f"Bearer {asked.secret}"} if asked.secret else {}
    cursor = dict(asked.cursor)
    if "path" not in cursor:
        found = _mastodon_path(asked, headers)
        if isinstance(found, Answer):
            return Told(refused=found)
        cursor["path"] = found
    parts = urlsplit(asked.address)
    told = Read()
    for _ in range(MOST_PAGES):
        # min_id goes on from the oldest that is not known, so that nothing is missed however much was said since
        query = {"limit": A_PAGE, **({"min_id": cursor["last"]} if cursor.get("last") else {})}
        if cursor["path"].endswith("/notifications"):
            query["types[]"] = "mention"
        page = urlunsplit((parts.scheme, parts.netloc, cursor["path"], urlencode(query), ""))
        answer = fetch(address=page, headers=headers, internal=asked.internal)
        if answer.status != 200:
            return Told(refused=answer)
        read = read_statuses(body=answer.body, address=asked.address, now=now)
        newest, is_first = newest_id(body=answer.body), not cursor.get("last")
        told = _both(told, read)
        if newest is None or newest == cursor.get("last"):
            return Told(told, cursor)
        cursor["last"] = newest
        if is_first or len(read.entries) + len(read.broken) + read.left_out < A_PAGE:
            return Told(told, cursor)
    return Told(told, cursor, has_more=True)


def _mastodon_path(asked: Asked, headers: Mapping[str, str]) -> str | Answer:
    """The path of the API for an address as people know it: /tags/NAME, /@account or /notifications."""
    parts = urlsplit(asked.address)
    steps = [step for step in parts.path.split("/") if step]
    if len(steps) == 2 and steps[0] == "tags":
        return f"/api/v1/timelines/tag/{quote(steps[1], safe='')}"
    if steps == ["notifications"]:
        return "/api/v1/notifications"
    if len(steps) == 1 and steps[0].startswith("@"):
        query = urlencode({"acct": steps[0][1:]})
        page = urlunsplit((parts.scheme, parts.netloc, "/api/v1/accounts/lookup", query, ""))
        answer = fetch(address=page, headers=headers, internal=asked.internal)
        if answer.status != 200:
            return answer
        number = text_in(json_tree(body=answer.body), "id")
        if not str(number).isdigit():
            raise FeedUnreadable("The server did not say which account this is.")
        return f"/api/v1/accounts/{number}/statuses"
    raise TargetRefused("An address of Mastodon ends in /tags/NAME, /@account or /notifications.")


def _ask_store(asked: Asked, now: datetime) -> Told:
    headers = {"Accept": "application/json", **({"Authorization": f"Bearer {asked.secret}"} if asked.secret else {})}
    told, page, moved_to = Read(), asked.address, None
    for number in range(MOST_PAGES):
        answer = fetch(address=page, headers=headers, internal=asked.internal)
        if answer.status != 200 and number:  # the stores answer an error after the last page
            break
        if answer.status != 200:
            return Told(refused=answer)
        moved_to = moved_to or answer.moved_to
        apple = asked.kind == "apple"
        read = (
            read_apple(body=answer.body, address=asked.address, now=now)
            if apple
            else read_play(body=answer.body, now=now)
        )
        told = _both(told, read)
        following = next_apple_page(body=answer.body) if apple else _play_page(asked.address, answer.body)
        is_known = str(asked.cursor.get("newest", "")) in {one.key for one in read.entries}
        if not read.entries or is_known or following is None or not _is_same_host(following, asked.address):
            break
        page = following
    newest = told.entries[0].key if told.entries else str(asked.cursor.get("newest", ""))
    return Told(told, {"newest": newest[:500]}, moved_to=moved_to)


def _play_page(address: str, body: bytes) -> str | None:
    token = next_play_page(body=body)
    if token is None:
        return None
    parts = urlsplit(address)
    query = {name: value for name, value in parse_qsl(parts.query) if name != "token"} | {"token": token}
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))


def _is_same_host(one: str, other: str) -> bool:
    return urlsplit(one).netloc == urlsplit(other).netloc


def _ask_mailbox(asked: Asked, now: datetime) -> Told:
    mailbox = mailbox_of(address=asked.address, password=asked.secret, internal=asked.internal)
    found = fetch_mails(mailbox=mailbox, cursor=dict(asked.cursor), internal=asked.internal)
    read = read_mails(mails=iter(found.mails), now=now)
    return Told(read, found.cursor, is_unchanged=not found.mails, has_more=found.has_more)


def _both(one: Read, other: Read) -> Read:
    moved = len(one.entries) + len(one.broken)
    broken = tuple(replace(each, place=each.place + moved) for each in other.broken)
    return Read(one.entries + other.entries, one.broken + broken, one.left_out + other.left_out)
