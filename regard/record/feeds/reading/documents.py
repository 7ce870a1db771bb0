"""A document read entry by entry: one that is broken is kept with its reason and stops none of the others."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import msgspec

from regard.record.feeds.reading.entries import LONGEST_RAW, Broken, Entry, EntryBroken, FeedUnreadable, Read, checked

MOST_ENTRIES = 2_000
ReadOne = Callable[[Any], Entry | None]


def read_each(*, found: Iterable[Any], read: ReadOne, now: datetime) -> Read:
    """What `read` makes of each; None is none of ours, EntryBroken and whatever a strange shape raises is a rejection."""
    entries: list[Entry] = []
    broken: list[Broken] = []
    left_out = 0
    for place, one in enumerate(found, start=1):
        if place > MOST_ENTRIES:
            broken.append(
                Broken(place, f"The answer has more than {MOST_ENTRIES:,} entries; the rest is left out.", "")
            )
            break
        try:
            entry = read(one)
            if entry is None:
                left_out += 1
            else:
                entries.append(checked(entry, now=now))
        except EntryBroken as error:
            broken.append(Broken(place, str(error), raw_text(one)))
        except (AttributeError, LookupError, RecursionError, TypeError, ValueError, OverflowError) as error:
            said = f"The entry has another shape than this kind of feed has ({type(error).__name__})."
            broken.append(Broken(place, said, raw_text(one)))
    return Read(tuple(entries), tuple(broken), left_out)


def json_tree(*, body: bytes) -> Any:
    """The tree of a JSON document. Raises FeedUnreadable."""
    try:
        return msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        shown = body[:60].decode("utf-8", "replace")
        raise FeedUnreadable(
            f"The answer is not JSON; it begins with {shown!r}. Look whether the address is right."
        ) from None


def raw_text(one: Any) -> str:
    """The beginning of an entry as it was read."""
    try:
        return json.dumps(one, ensure_ascii=False, default=str)[:LONGEST_RAW]
    except (ValueError, RecursionError, TypeError):
        return ""
