"""Door to metrics. What needs the database's models is loaded when it is asked for."""

from typing import TYPE_CHECKING

from regard.foundation.doors.api import opened_late
from regard.understand.metrics.effort import EffortFound, find_effort
from regard.understand.metrics.queries import (
    ScoreCard,
    Tile,
    compare_metric,
    list_metrics,
    measure_metric,
    rank_groups,
    score_card,
    tile_of,
)
from regard.understand.metrics.tickets import forget_tickets

if TYPE_CHECKING:
    from regard.understand.metrics.business_time import due_after, minutes_between
    from regard.understand.metrics.operations import (
        ScheduleRefused,
        add_opening_hours,
        change_schedule,
        create_schedule,
        delete_schedule,
        publish_terms,
        set_target,
    )
    from regard.understand.metrics.schedules import (
        HoursRow,
        NoSuchSchedule,
        ScheduleRow,
        TargetRow,
        find_schedule,
        list_schedules,
        list_targets,
    )

__all__ = [
    "EffortFound",
    "HoursRow",
    "NoSuchSchedule",
    "ScheduleRefused",
    "ScheduleRow",
    "ScoreCard",
    "TargetRow",
    "Tile",
    "add_opening_hours",
    "change_schedule",
    "compare_metric",
    "create_schedule",
    "delete_schedule",
    "due_after",
    "find_effort",
    "find_schedule",
    "forget_tickets",
    "list_metrics",
    "list_schedules",
    "list_targets",
    "measure_metric",
    "minutes_between",
    "publish_terms",
    "rank_groups",
    "score_card",
    "set_target",
    "tile_of",
]

__getattr__ = opened_late(
    package="regard.understand.metrics", names=__all__, modules=("business_time", "operations", "schedules")
)
