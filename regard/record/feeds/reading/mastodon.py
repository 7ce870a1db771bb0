"""Statuses of Mastodon, as its public API tells them: of a hashtag, of an account, or what mentions an account.

https://docs.joinmastodon.org/entities/Status/. Only what is public or unlisted is kept: what somebody said to few is not
public voice, and is left out unread. A status that repeats another's (a boost) says nothing of its own.
"""

from datetime import datetime
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

OPEN = ("public", "unlisted")


def read_statuses(*, body: bytes, address: str, now: datetime) -> Read:
    """The statuses of one page; of a page of notifications those that mention. Raises FeedUnreadable."""
    tree = json_tree(body=body)
    if not isinstance(tree, list):
        said = text_in(tree, "error")
        raise FeedUnreadable(
            f"The server answered {name_of(said)!r}." if said else "The answer is no list of statuses."
        )
    home = urlsplit(address).hostname or ""

    def read(one: Any) -> Entry | None:
        status = one.get("status") if isinstance(one.get("status"), dict) else one
        if one.get("type") not in (None, "mention") or status.get("reblog") or status.get("visibility") not in OPEN:
            return None
        account = text_in(status, "account", "acct")
        if not isinstance(account, str) or not account:
            raise EntryBroken("The status does not say whose it is.")
        handle = f"@{account}" if "@" in account else f"@{account}@{home}"
        warning = plain(status.get("spoiler_text"), is_html=False)
        words = plain(status.get("content"))
        return Entry(
            key=str(status.get("uri") or status["id"]),
            at=moment(status.get("created_at")),
            text=f"{warning}\n\n{words}".strip(),
            author=handle.lower()[:LONGEST_HANDLE],
            name=handle[:LONGEST_HANDLE],
            url=web_address(status.get("url")),
            language=str(status.get("language") or "")[:35],
            more={"replies": bool(status.get("in_reply_to_id"))},
        )

    return read_each(found=tree, read=read, now=now)


def newest_id(*, body: bytes) -> str | None:
    """The id to go on after: the greatest of a page, None for an empty one."""
    tree = json_tree(body=body)
    ids = (
        [one["id"] for one in tree if isinstance(one, dict) and str(one.get("id", "")).isdigit()]
        if isinstance(tree, list)
        else []
    )
    return max(map(str, ids), key=lambda text: (len(text), text), default=None)


LONGEST_HANDLE = 150
