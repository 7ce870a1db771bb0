"""Notes from the front line over REST."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from regard.engage.surveys.notes import LONGEST, NoteRow, drop_note, find_leads, list_notes, take_note
from regard.foundation.accounts.api import CustomerWords
from regard.foundation.rest.api import Schema, lake, who
from regard.understand.voice.api import SaidFirst, topic_names

router = Router(tags=["notes"])
Line = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Topic = Annotated[str, Field(max_length=64, pattern=r"^[\w-]*$")]


class NewNote(Schema):
    """What somebody noticed."""

    text: str = Field(min_length=1, max_length=LONGEST, pattern=r"^[^\x00]*$")
    touchpoint: Line = ""
    topic: Topic = Field("", description="What it is about; without, it is found from the text.")


class NamedTopic(Schema):
    """A topic by its name."""

    topic: str
    name: str


class NamedTopics(Schema):
    """Topics by name."""

    rows: list[NamedTopic]


class NoteOut(Schema):
    """One note; without an author where nobody wished to be named."""

    id: str
    text: CustomerWords
    touchpoint: str
    topics: list[NamedTopic]
    author: str
    noted_date: date


class NotePage(Schema):
    """Notes, the newest day first."""

    rows: list[NoteOut]
    total: int
    next_cursor: str | None


class NotesQuery(Schema):
    """Which notes."""

    cursor: Line | None = None
    limit: int = Field(25, ge=1, le=200)
    topic: Topic = ""
    touchpoint: Line = ""


class RoseOut(Schema):
    """More than expected, from a day on: so many notes or people instead of so many."""

    since: date
    noticed: date
    until: date | None
    n: int
    expected: float


class LeadOut(Schema):
    """Days from staff to customers with their 95 % interval, and how sure it is that staff was first."""

    days: int
    low: int
    high: int
    certainty: float


class SaidFirstOut(Schema):
    """A topic that rose among the notes of staff; `customers` is null where it has not risen among them."""

    topic: str
    name: str
    staff: RoseOut
    customers: RoseOut | None
    lead: LeadOut | None


class LeadsOut(Schema):
    """What staff spoke of before or after customers, the newest first, out of how many notes."""

    rows: list[SaidFirstOut]
    notes: int
    watched_from: date | None = Field(
        description="Rises are looked for from this day on: six weeks after the first note."
    )


@router.get("/notes", response=NotePage)
def get_notes(request: HttpRequest, query: Query[NotesQuery]) -> dict[str, Any]:
    """What staff noticed, the newest day first."""
    page = list_notes(cursor=query.cursor, limit=query.limit, topic=query.topic, touchpoint=query.touchpoint)
    return {"rows": _told(page.rows), "total": page.total, "next_cursor": page.next_cursor}


@router.post("/notes", response=NoteOut)
def post_note(request: HttpRequest, wanted: NewNote) -> dict[str, Any]:
    """Note something, with one's name."""
    return _taken(wanted, author=who(request=request))


@router.post("/notes/unnamed", response=NoteOut)
def post_unnamed_note(request: HttpRequest, wanted: NewNote) -> dict[str, Any]:
    """Note something without a name: neither who wrote it nor when is kept, only the day, and the audit log has nothing of it."""
    return _taken(wanted, author="")


@router.get("/notes/leads", response=LeadsOut)
def get_leads(request: HttpRequest) -> dict[str, Any]:
    """What staff spoke of before or after customers, and by how many days."""
    found = find_leads(lake=lake())
    rows = [_lead(one) for one in found.rows]
    return {"rows": rows, "notes": found.notes, "watched_from": found.watched_from}


@router.get("/notes/topics", response=NamedTopics)
def get_note_topics(request: HttpRequest) -> dict[str, Any]:
    """The topics that a note may be said to be about."""
    named = sorted(topic_names(lake=lake()).items(), key=lambda one: (one[1].lower(), one[0]))
    return {"rows": [{"topic": topic, "name": name} for topic, name in named]}


@router.delete("/notes/{note_id}", response=NotePage)
def delete_note(request: HttpRequest, note_id: Path[UUID]) -> dict[str, Any]:
    """Delete a note of one's own."""
    drop_note(note_id=note_id, by=who(request=request))
    return get_notes(request, NotesQuery(limit=25))


def _taken(wanted: NewNote, *, author: str) -> dict[str, Any]:
    made = take_note(text=wanted.text, touchpoint=wanted.touchpoint, topic=wanted.topic, author=author)
    return _told([made])[0]


def _told(rows: list[NoteRow]) -> list[dict[str, Any]]:
    names = topic_names(lake=lake())
    return [
        {**vars(one), "topics": [{"topic": each, "name": names[each]} for each in one.topics if each in names]}
        for one in rows
    ]


def _lead(one: SaidFirst) -> dict[str, Any]:
    rises = {"staff": one.staff, "customers": one.customers}
    told = {
        name: None
        if rise is None
        else {
            "since": rise.since,
            "noticed": rise.noticed,
            "until": rise.until,
            "n": rise.people,
            "expected": round(rise.expected, 2),
        }
        for name, rise in rises.items()
    }
    return {"topic": one.topic, "name": one.name, **told, "lead": one.lead and vars(one.lead)}
