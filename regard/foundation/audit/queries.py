"""Questions about the audit log: what is in it, and whether it is whole."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model

from regard.analytics.errors import BadCursor
from regard.foundation.audit.chain import FIRST, Head, hash_of, read_head
from regard.foundation.audit.models import Entry

MOST_ROWS = 500


@dataclass(frozen=True)
class EntryRow:
    """One entry, with the name of who acted where that is a person who has an account still."""

    number: int
    at: datetime
    actor: str
    actor_name: str | None
    verb: str
    subject: str
    detail: dict[str, Any]


@dataclass(frozen=True)
class EntryPage:
    """Entries, newest first."""

    total: int
    rows: list[EntryRow]
    next_cursor: str | None


@dataclass(frozen=True)
class Verification:
    """Whether the chain is whole: how many entries were read, and the first fault in words."""

    is_intact: bool
    entries: int
    first_number: int | None
    last_number: int | None
    sealed_number: int | None
    broken_number: int | None = None
    fault: str | None = None


def list_entries(
    *,
    actor: str | None = None,
    verb: str | None = None,
    subject: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> EntryPage:
    """One page of entries, newest first. Raises BadCursor."""
    given = {"actor": actor, "verb": verb, "subject": subject, "at__gte": since, "at__lt": until}
    found = Entry.objects.filter(**{name: value for name, value in given.items() if value})
    total = found.count()
    if cursor:
        if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 19):
            raise BadCursor()
        found = found.filter(number__lt=int(cursor))
    size = max(1, min(limit, MOST_ROWS))
    entries = list(found.order_by("-number")[: size + 1])
    names = _names({entry.actor for entry in entries})
    rows = [
        EntryRow(one.number, one.at, one.actor, names.get(one.actor), one.verb, one.subject, one.detail)
        for one in entries[:size]
    ]
    return EntryPage(total, rows, str(rows[-1].number) if len(entries) > size else None)


def count_before(*, before: datetime) -> int:
    """How many entries are older than a moment."""
    return Entry.objects.filter(at__lt=before).count()


def list_verbs() -> list[str]:
    """Every verb that occurs, in order."""
    return list(Entry.objects.order_by("verb").values_list("verb", flat=True).distinct())


def verify() -> Verification:
    """Read the whole chain and compare it with the sealed head; the first fault found is told."""
    first = last = None
    count, previous = 0, None
    vouched = _trimmed_heads()
    sealed, fault = _sealed()
    sealed_number = sealed.number if sealed else None
    sealed_hash = None
    for entry in Entry.objects.order_by("number").iterator(chunk_size=5000):
        wrong = _fault_of(entry, previous, vouched)
        if wrong:
            return Verification(False, count, first, last, sealed_number, entry.number, wrong)
        first, last, count = first or entry.number, entry.number, count + 1
        previous = Head(entry.number, entry.hash)
        if sealed and entry.number == sealed.number:
            sealed_hash = entry.hash
    was_trimmed = sealed is not None and first is not None and sealed.number < first
    if fault is None and sealed is not None and sealed_hash != sealed.hash and not was_trimmed:
        fault = _fault_of_head(sealed, last)
    number = sealed.number if fault and sealed else None
    return Verification(fault is None, count, first, last, sealed_number, number, fault)


def _fault_of(entry: Entry, previous: Head | None, vouched: set[Head]) -> str | None:
    if previous is not None and entry.number != previous.number + 1:
        return f"Entry {previous.number + 1} is missing: after {previous.number} comes {entry.number}."
    before = previous or Head(entry.number - 1, entry.prev_hash)
    is_start = entry.number == 1 and entry.prev_hash == FIRST
    if previous is None and not is_start and before not in vouched:
        return f"The log begins at entry {entry.number}, and no entry says that those before it were trimmed."
    if entry.prev_hash != before.hash:
        return f"Entry {entry.number} is not chained to the one before it."
    told = {name: getattr(entry, name) for name in ("number", "at", "actor", "verb", "subject", "detail", "prev_hash")}
    if hash_of(**told) != entry.hash:
        return f"Entry {entry.number} does not say what it said when it was written."
    return None


def _fault_of_head(sealed: Head, last: int | None) -> str:
    if last is None or sealed.number > last:
        return f"Entry {sealed.number} was sealed and is gone: the log was cut after entry {last or 0}."
    return f"Entry {sealed.number} is not the one that was sealed: the chain was written anew."


def _trimmed_heads() -> set[Head]:
    told = Entry.objects.filter(verb="trimmed", subject="audit").values_list("detail", flat=True)
    return {Head(int(detail.get("through", 0)), str(detail.get("hash", ""))) for detail in told}


def _sealed() -> tuple[Head | None, str | None]:
    try:
        return read_head(folder=settings.REGARD.data_dir), None
    except ValueError as error:
        return None, str(error)


def _names(actors: set[str]) -> dict[str, str]:
    ids = {int(actor[5:]): actor for actor in actors if actor.startswith("user:") and actor[5:].isdigit()}
    users = get_user_model().objects.filter(pk__in=ids)
    return {ids[user.pk]: user.get_username() for user in users}
