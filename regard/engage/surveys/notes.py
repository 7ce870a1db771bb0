"""Notes from the front line: what staff noticed, about which touchpoint or topic, and what of it customers said later."""

import base64
import binascii
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from regard.analytics.errors import RegardError
from regard.engage.surveys.models import Note
from regard.foundation.audit.api import note as audit
from regard.foundation.lake.api import Lake
from regard.understand.voice.api import Leads, Noted, leads_of, topics_in, topics_number

LONGEST = 4_000
MOST_AT_ONCE = 64


class NoteRefused(RegardError):
    """A note cannot be taken."""

    code = "note_refused"
    status = 422


class NoNote(RegardError):
    """There is no such note."""

    code = "note_unknown"
    status = 404


@dataclass(frozen=True)
class NoteRow:
    """One note; without an author where nobody wished to be named."""

    id: str
    text: str
    touchpoint: str
    topics: tuple[str, ...]
    author: str
    noted_date: date


@dataclass(frozen=True)
class Notes:
    """A page of notes, how many there are, and where the next begins."""

    rows: list[NoteRow]
    total: int
    next_cursor: str | None


def take_note(*, text: str, touchpoint: str = "", topic: str = "", author: str = "") -> NoteRow:
    """Keep a note of today. Without an author nothing says who wrote it, the audit log included. Raises NoteRefused."""
    text = text.strip()
    if not text or len(text) > LONGEST or "\x00" in text:
        raise NoteRefused(f"A note has 1 to {LONGEST:,} characters. Write down what you noticed.")
    if len(touchpoint) > 200 or "\x00" in touchpoint or len(topic) > 64:
        raise NoteRefused("A touchpoint has at most 200 characters, a topic is one of those under Voice.")
    made = Note.objects.create(
        text=text,
        touchpoint=touchpoint.strip(),
        topic=topic,
        author=author,
        noted_date=timezone.now().date(),
    )
    if author:
        audit(verb="noted", subject=f"note:{made.pk}")
    return _row(made)


def drop_note(*, note_id: uuid.UUID, by: str) -> None:
    """Delete one's own note. One that is nobody's cannot be proven one's own, and stays. Raises NoNote."""
    if not Note.objects.filter(pk=note_id, author=by).exclude(author="").delete()[0]:
        raise NoNote(
            "There is no such note of yours. A note without a name cannot be deleted: nobody knows whose it is."
        )
    audit(verb="deleted", subject=f"note:{note_id}")


def list_notes(*, cursor: str | None = None, limit: int = 25, topic: str = "", touchpoint: str = "") -> Notes:
    """Notes, the newest day first. Raises NoteRefused for a cursor that was not given out."""
    found = Note.objects.order_by("-noted_date", "-id")
    if touchpoint:
        found = found.filter(touchpoint=touchpoint)
    if topic:
        found = found.filter(Q(topic=topic) | Q(topic="", named__contains=[topic]))
    total = found.count()
    if cursor:
        day, last = _read(cursor)
        found = found.filter(Q(noted_date__lt=day) | Q(noted_date=day, id__lt=last))
    page = list(found[: limit + 1])
    following = _written(page[limit - 1]) if len(page) > limit else None
    return Notes([_row(one) for one in page[:limit]], total, following)


def find_leads(*, lake: Lake) -> Leads:
    """The topics that rose among notes, and when they did among customers."""
    rows = Note.objects.order_by("noted_date", "id").values_list("noted_date", "topic", "named")
    return leads_of(lake=lake, noted=[Noted(day, _topics(topic, named)) for day, topic, named in rows])


def place_notes(*, lake: Lake) -> int:
    """Find the topics that notes name which were not placed among the present ones; return how many were."""
    number = topics_number(lake=lake)
    found = Note.objects.exclude(placed_in=number) if number else Note.objects.none()
    waiting = list(found.order_by("-noted_date", "id")[:MOST_AT_ONCE])
    if not waiting:
        return 0
    for one, named in zip(waiting, topics_in(lake=lake, texts=[one.text for one in waiting]), strict=True):
        one.named, one.placed_in = list(named), number
    Note.objects.bulk_update(waiting, ["named", "placed_in"])
    return len(waiting)


def _topics(topic: str, named: Sequence[str]) -> tuple[str, ...]:
    """What a note is about: what its author says, else what its text names."""
    return (topic,) if topic else tuple(named)


def _row(one: Note) -> NoteRow:
    return NoteRow(str(one.pk), one.text, one.touchpoint, _topics(one.topic, one.named), one.author, one.noted_date)


def _written(one: Note) -> str:
    return base64.urlsafe_b64encode(f"{one.noted_date.isoformat()} {one.pk}".encode()).decode()


def _read(cursor: str) -> tuple[date, uuid.UUID]:
    try:
        day, _, last = base64.urlsafe_b64decode(cursor).decode().partition(" ")
        return date.fromisoformat(day), uuid.UUID(last)
    except (ValueError, binascii.Error) as error:
        raise NoteRefused("The cursor is not one that was given out. Begin without one.") from error
