"""Topics of which more people speak than the season lets expect, at a stated rate of false alarms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt

from regard.analytics.metrics.metric import answered
from regard.analytics.scope import Scope
from regard.analytics.topics.rising import Rise, rising

FALSE_ALARMS = 1.0  # a month, where nothing happens, over all topics together
DAYS_LOOKED_BACK = 500


def rising_topics(*, rows: ir.Table, until: date) -> dict[str, Rise]:
    """What rises until a day: themes and the topics within them, each level held against its own."""
    rows = Scope(since=until - timedelta(days=DAYS_LOOKED_BACK), until=until).in_period(rows)
    found: dict[str, Rise] = {}
    for level in levels_of(rows):
        course = course_of(level)
        rises = () if course is None else rising_in(course)
        found |= {one.topic: one for one in rises}  # the newest rise of each
    return {name: rise for name, rise in found.items() if rise.until is None or rise.until >= until}


@dataclass(frozen=True)
class Course:
    """How many people spoke of each topic each day, shape (days, topics), without gaps."""

    first_day: date
    topics: tuple[str, ...]
    people: npt.NDArray[np.int64]

    def of(self, topic: str) -> npt.NDArray[np.int64]:
        """One topic's days."""
        found: npt.NDArray[np.int64] = self.people[:, self.topics.index(topic)]
        return found


def levels_of(rows: ir.Table) -> tuple[ir.Table, ir.Table]:
    """Opinions with their `topic`: topics within themes, and themes with the topics that have none."""
    leaves = rows.filter(rows.parent.notnull()).mutate(topic=rows.leaf)
    return leaves, rows.mutate(topic=rows.parent.coalesce(rows.leaf))


def course_of(rows: ir.Table) -> Course | None:
    """How many people spoke of each `topic` each day; None where nobody did."""
    told = rows.filter(rows.topic.notnull())
    told = told.mutate(day=told.time.date())
    counted = answered(told.group_by(["topic", "day"]).agg(people=told.customer_id.nunique()), rows).to_pylist()
    return course_from({(row["topic"], row["day"]): row["people"] for row in counted})


def course_from(counted: Mapping[tuple[str, date], int], *, last_day: date | None = None) -> Course | None:
    """The same from counts by topic and day."""
    if not counted:
        return None
    topics = sorted({topic for topic, _ in counted})
    first, last = min(day for _, day in counted), max(day for _, day in counted)
    last = max(last, last_day or last)
    people = np.zeros(((last - first).days + 1, len(topics)), dtype=np.int64)
    places = {name: at for at, name in enumerate(topics)}
    for (topic, day), n in counted.items():
        people[(day - first).days, places[topic]] = n
    return Course(first, tuple(topics), people)


def rising_in(course: Course) -> tuple[Rise, ...]:
    """All rises of one level, at half of the rate of false alarms that both together may have."""
    found = rising(course.people, topics=course.topics, first_day=course.first_day, false_alarms=FALSE_ALARMS / 2)
    return found.rises
