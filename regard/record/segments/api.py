"""Door to segments."""

from regard.record.segments.choices import Choices, list_choices
from regard.record.segments.definitions import NoSegment
from regard.record.segments.operations import (
    SegmentRefused,
    change_segment,
    create_segment,
    delete_segment,
    rebuild_segments,
)
from regard.record.segments.queries import (
    Count,
    Membership,
    SegmentRow,
    count_customers,
    find_segment,
    list_memberships,
    list_segments,
    memberships_of,
)

__all__ = [
    "Choices",
    "Count",
    "Membership",
    "NoSegment",
    "SegmentRefused",
    "SegmentRow",
    "change_segment",
    "count_customers",
    "create_segment",
    "delete_segment",
    "find_segment",
    "list_choices",
    "list_memberships",
    "list_segments",
    "memberships_of",
    "rebuild_segments",
]
