"""What staff spoke of before customers did: a topic's rise among the notes of staff, held against its rise among customers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from regard.analytics.topics.contracts import TopicsRefused
from regard.analytics.topics.leading import Lead, Onset, find_onset, lead_of, spread_of
from regard.analytics.topics.rising import HISTORY, Rise
from regard.foundation.lake.api import Lake
from regard.understand.voice.opinions.log import opinion_log, opinion_token
from regard.understand.voice.rising import Course, course_from, course_of, levels_of, rising_in
from regard.understand.voice.topic_book import TopicBook
from regard.understand.voice.topics import read_book

APART = 90  # days that two rises may lie apart and still be of one matter
SEEN_AFTER = 14  # days from when a rise was noticed that say when it began


@dataclass(frozen=True)
class Noted:
    """A note of staff: its day, and the topics it names, themes among them."""

    day: date
    topics: tuple[str, ...]


@dataclass(frozen=True)
class SaidFirst:
    """A topic that staff came to speak of, when customers did, and the days between; None where they have not."""

    topic: str
    name: str
    staff: Rise  # its people are notes
    customers: Rise | None
    lead: Lead | None


@dataclass(frozen=True)
class Leads:
    """The topics that rose among notes, newest first, of how many notes; `watched_from` is the day before which nothing can rise."""

    rows: tuple[SaidFirst, ...]
    notes: int
    watched_from: date | None


def topic_names(*, lake: Lake) -> dict[str, str]:
    """What every topic is called."""
    return {one.id: one.name for one in read_book(lake=lake).topics.values()}


def leads_of(*, lake: Lake, noted: Sequence[Noted]) -> Leads:
    """For each topic that rose among notes: when it did among customers, and the days between."""
    key = ("leads", tuple(noted), opinion_token(lake=lake))
    return lake.remember(key, lambda: _leads(lake, noted))


def _leads(lake: Lake, noted: Sequence[Noted]) -> Leads:
    book, last = read_book(lake=lake), lake.last_at()
    inside = {one.id for one in book.topics.values() if one.parent}
    found: list[SaidFirst] = []
    last_day = max([one.day for one in noted] + ([last.date()] if last else []), default=None)
    for rows, level in zip(levels_of(opinion_log(lake=lake)), (inside, set(book.topics) - inside), strict=True):
        counted = Counter((topic, one.day) for one in noted for topic in _with_themes(book, one) if topic in level)
        staff = course_from(counted, last_day=last_day)
        if staff is None:
            continue
        staff = _since_the_first(staff, noted)
        customers = course_of(rows)
        theirs = () if customers is None else rising_in(customers)
        newest = {one.topic: one for one in rising_in(staff)}
        found += [_row(book.topics[topic].name, rise, staff, theirs, customers) for topic, rise in newest.items()]
    found.sort(key=lambda one: (one.staff.since, one.topic), reverse=True)
    first = min((one.day for one in noted), default=None)
    return Leads(tuple(found), len(noted), None if first is None else first + timedelta(days=HISTORY))


def _with_themes(book: TopicBook, one: Noted) -> set[str]:
    known = [book.topics[topic] for topic in one.topics if topic in book.topics]
    return {each for topic in known for each in (topic.id, topic.parent) if each}


def _since_the_first(staff: Course, noted: Sequence[Noted]) -> Course:
    """The days from the first note of all, whatever it was about: before, nobody noted anything."""
    missing = (staff.first_day - min(one.day for one in noted)).days
    if missing <= 0:
        return staff
    people = np.pad(staff.people, ((missing, 0), (0, 0)))
    return Course(staff.first_day - timedelta(days=missing), staff.topics, people)


def _row(name: str, rise: Rise, staff: Course, theirs: Sequence[Rise], customers: Course | None) -> SaidFirst:
    near = [one for one in theirs if one.topic == rise.topic and abs((one.since - rise.since).days) <= APART]
    other = min(near, key=lambda one: abs((one.since - rise.since).days), default=None)
    lead = None
    if other is not None and customers is not None:
        ours, others = _onset(staff, rise), _onset(customers, other)
        lead = lead_of(ours, others) if ours and others else None
    return SaidFirst(rise.topic, name, rise, other, lead)


def _onset(course: Course, rise: Rise) -> Onset | None:
    """When one rise began, from the days around it."""
    counts = course.of(rise.topic)
    since, noticed = ((day - course.first_day).days for day in (rise.since, rise.noticed))
    first = max(since - HISTORY, 0)
    until = len(counts) if rise.until is None else (rise.until - course.first_day).days
    seen = counts[first : max(min(noticed + SEEN_AFTER, until), since + 1)]
    try:
        return find_onset(
            seen, first_day=course.first_day + timedelta(days=first), spread=spread_of(counts[first:since])
        )
    except TopicsRefused:
        return None
