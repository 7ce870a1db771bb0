"""One entry of a feed: what somebody said in public, or by mail."""

import hashlib
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import nh3

from regard.analytics.errors import RegardError

LONGEST_TEXT = 20_000
LONGEST_NAME = 200
LONGEST_RAW = 16_000
_BLOCKS = {"p", "br", "li", "div", "tr", "h1", "h2", "h3", "h4", "blockquote"}
_BLOCK = re.compile(r"</?(?:" + "|".join(sorted(_BLOCKS)) + r")\s*/?>")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


class EntryBroken(RegardError):
    """One entry makes no interaction; the sentence says why."""

    code = "entry_broken"
    status = 422


class FeedUnreadable(RegardError):
    """What a feed answers cannot be read at all."""

    code = "feed_unreadable"
    status = 422


@dataclass(frozen=True)
class Entry:
    """What one entry says. `key` is what the feed tells its entries apart by; `author` who said it, as the network names them.

    `email` is set where the entry is a mail: then its sender is a customer, and no public author.
    """

    key: str
    at: datetime
    text: str
    author: str = ""  # what tells the author from all others of the network
    name: str = ""  # what the author is called
    url: str = ""
    title: str = ""
    stars: float | None = None
    language: str = ""
    email: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Changes where what was said changes: words or stars, not spaces."""
        said = f"{' '.join(self.title.split())}\x1f{' '.join(self.text.split())}\x1f{self.stars}"
        return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True)
class Broken:
    """An entry that makes no interaction: which, why, and its beginning."""

    place: int  # in what was read, from 1
    reason: str
    raw: str


@dataclass(frozen=True)
class Read:
    """What was read: entries in the order of the document, those that are broken, and how many are none of ours."""

    entries: tuple[Entry, ...] = ()
    broken: tuple[Broken, ...] = ()
    left_out: int = 0


def plain(text: object, *, is_html: bool = True, longest: int = LONGEST_TEXT) -> str:
    r"""Words without markup: no tag, no entity, no invisible sign, a line for a paragraph.

    >>> plain("<p>Slow &amp; sad<script>alert(1)</script></p><p>twice</p>")
    'Slow & sad\n\ntwice'
    >>> plain("1 < 2 & 3", is_html=False)
    '1 < 2 & 3'
    """
    told = str(text or "")[: longest * 20]
    if is_html:
        told = nh3.clean(told, tags=_BLOCKS, attributes={}, clean_content_tags={"script", "style"})
        told = html.unescape(_BLOCK.sub("\n", told))
    told = _INVISIBLE.sub("", told.replace("\r\n", "\n").replace("\r", "\n"))
    lines = "\n".join(" ".join(line.split()) for line in told.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()[:longest].strip()


def name_of(text: object) -> str:
    """A name or a title: one line, not too long."""
    return " ".join(plain(text, longest=LONGEST_NAME).split())


def web_address(text: object) -> str:
    """An address of the web, nothing for any other kind of address.

    >>> web_address("https://example.com/a"), web_address("javascript:alert(1)")
    ('https://example.com/a', '')
    """
    told = str(text or "").strip()
    is_fine = re.fullmatch(r"https?://[^\s<>\"'\x00-\x1f]{1,2000}", told) is not None
    return told if is_fine else ""


def moment(text: object) -> datetime:
    """A time as feeds write it: ISO 8601 or RFC 5322. Raises EntryBroken.

    >>> moment("Tue, 03 Nov 2026 10:00:00 +0100").isoformat()
    '2026-11-03T09:00:00+00:00'
    """
    told = str(text or "").strip()
    if not told:
        raise EntryBroken("The entry has no time.")
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(told)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    raise EntryBroken(f"The entry's time {told[:60]!r} cannot be read.")


def checked(entry: Entry, *, now: datetime) -> Entry:
    """An entry that says something at a time that can be. Raises EntryBroken."""
    if not entry.text and entry.stars is None:
        raise EntryBroken("The entry says nothing: it has no text and no stars.")
    if entry.at > now + timedelta(days=1):
        raise EntryBroken(f"The entry's time {entry.at:%Y-%m-%d %H:%M} lies in the future.")
    if entry.stars is not None and not 1 <= entry.stars <= 5:
        raise EntryBroken(f"The entry has {entry.stars:g} stars; there are 1 to 5.")
    return entry


def text_in(tree: Any, *path: str | int) -> Any:
    """What lies in nested JSON, None where it does not."""
    for step in path:
        if isinstance(tree, dict) and isinstance(step, str):
            tree = tree.get(step)
        elif isinstance(tree, list) and isinstance(step, int) and len(tree) > step:
            tree = tree[step]
        else:
            return None
    return tree
