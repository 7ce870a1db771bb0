"""Door to watches."""

from regard.understand.watch.courses import course_of, read_points, whole_days_until
from regard.understand.watch.looking import look
from regard.understand.watch.operations import (
    NoWatch,
    WatchRefused,
    acknowledge_alert,
    close_watch,
    create_watch,
    decide,
    resolve_alert,
)
from regard.understand.watch.queries import (
    AlertRow,
    CourseRow,
    FindingRow,
    Moment,
    WatchPage,
    WatchRow,
    find_watch,
    list_courses,
    list_watches,
)

__all__ = [
    "AlertRow",
    "CourseRow",
    "FindingRow",
    "Moment",
    "NoWatch",
    "WatchPage",
    "WatchRefused",
    "WatchRow",
    "acknowledge_alert",
    "close_watch",
    "course_of",
    "create_watch",
    "decide",
    "find_watch",
    "list_courses",
    "list_watches",
    "look",
    "read_points",
    "resolve_alert",
    "whole_days_until",
]
