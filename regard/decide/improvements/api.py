"""Door to improvements."""

from regard.decide.improvements.operations import (
    NoImprovement,
    change_improvement,
    create_improvement,
    note_improvement,
)
from regard.decide.improvements.people import People, PersonRow, list_people, tell
from regard.decide.improvements.queries import (
    ImprovementPage,
    ImprovementRow,
    find_improvement,
    list_improvements,
)
from regard.decide.improvements.refused import ImprovementRefused
from regard.decide.improvements.series import Assessed
from regard.decide.improvements.wanted import WantedRow, list_wanted

__all__ = [
    "Assessed",
    "ImprovementPage",
    "ImprovementRefused",
    "ImprovementRow",
    "NoImprovement",
    "People",
    "PersonRow",
    "WantedRow",
    "change_improvement",
    "create_improvement",
    "find_improvement",
    "list_improvements",
    "list_people",
    "list_wanted",
    "note_improvement",
    "tell",
]
