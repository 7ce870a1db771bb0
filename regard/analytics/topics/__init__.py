"""Topics: what opinions gather around, found without labels, lasting, and corrected by people."""

from typing import TYPE_CHECKING, Any

from regard.analytics.topics.contracts import Change, Memory, Topic, Topics, TopicsRefused
from regard.analytics.topics.wishes import NONE, Merge, Part, Pin, Rename, Split, Teach, Wishes

if TYPE_CHECKING:
    from regard.analytics.topics.finding import find_topics
    from regard.analytics.topics.placing import place
    from regard.analytics.topics.rising import Rise, Rising, rising

__all__ = [
    "NONE",
    "Change",
    "Memory",
    "Merge",
    "Part",
    "Pin",
    "Rename",
    "Rise",
    "Rising",
    "Split",
    "Teach",
    "Topic",
    "Topics",
    "TopicsRefused",
    "Wishes",
    "find_topics",
    "place",
    "rising",
]

_LATER = {"find_topics": "finding", "place": "placing", "Rise": "rising", "Rising": "rising", "rising": "rising"}


def __getattr__(name: str) -> Any:
    """What needs scipy and scikit-network is imported when it is asked for."""
    from importlib import import_module  # noqa: PLC0415

    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
