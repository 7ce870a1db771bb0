"""The process that takes a document of RSS or Atom apart: `python -m regard.record.feeds.reading.child`, see `apart`.

Declarations of entities are refused before anything is parsed, so that none is ever expanded and no other document ever opened.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys
from typing import Any

import feedparser

from regard.record.feeds.reading.apart import MEMORY, SECONDS

DOCTYPE = re.compile(r"<!\s*(?:ENTITY|DOCTYPE[^>\[]*\[)", re.IGNORECASE)
_KEPT = ("id", "link", "title", "author", "published", "updated", "created", "language")


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def parse(body: bytes, content_type: str) -> dict[str, Any]:
    """The same in this process."""
    for encoding in ("utf-8", "utf-16", "utf-32"):
        if DOCTYPE.search(body.decode(encoding, "ignore")):
            return {"wrong": "It declares entities of its own, as attacks do and feeds do not."}
    found = feedparser.parse(
        io.BytesIO(body),  # bytes as they are could be taken for the name of a file
        response_headers={"content-type": content_type} if content_type else {},
        sanitize_html=False,  # all markup is taken out afterwards
        resolve_relative_uris=False,
    )
    if not found.get("version"):
        return {"wrong": "It is neither RSS nor Atom. Look whether the address is that of a feed, and not of a page."}
    feed = found.get("feed", {})
    return {
        "title": feed.get("title", ""),
        "language": feed.get("language", ""),
        "link": feed.get("link", ""),
        "entries": [_entry(one) for one in found.get("entries", [])],
    }


def _entry(one: Any) -> dict[str, Any]:
    told = {name: value for name in _KEPT if isinstance(value := one.get(name), str)}
    contents = [part.get("value", "") for part in one.get("content", [])]
    told["text"] = max([*contents, one.get("summary", "")], key=len)
    detail = one.get("author_detail") or {}
    told["author_uri"] = detail.get("href") or ""
    return told


if __name__ == "__main__":
    _limit()
    sys.stdout.write(json.dumps(parse(sys.stdin.buffer.read(), sys.argv[1] if len(sys.argv) > 1 else "")))
