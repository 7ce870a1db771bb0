"""Door to the arbiter."""

from regard.decide.arbiter.facts import who_complains, who_has_open_case
from regard.decide.arbiter.operations import (
    REASONS,
    Budget,
    Decision,
    PolicyRefused,
    decide,
    find_budget,
    set_budget,
    take_back,
    withhold,
)
from regard.decide.arbiter.queries import VerdictRow, list_verdicts

__all__ = [
    "REASONS",
    "Budget",
    "Decision",
    "PolicyRefused",
    "VerdictRow",
    "decide",
    "find_budget",
    "list_verdicts",
    "set_budget",
    "take_back",
    "who_complains",
    "who_has_open_case",
    "withhold",
]
