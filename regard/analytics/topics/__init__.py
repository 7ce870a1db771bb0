"""Topics: what opinions gather around, found without labels, lasting, and corrected by people.

What rises is `regard.analytics.topics.rising.rising`.
"""

from typing import TYPE_CHECKING, Any

from regard.analytics.topics.contracts import Change, Memory, Topic, Topics, TopicsRefused
from regard.analytics.topics.wishes import NONE, Merge, Part, Pin, Rename, Split, Teach, Wishes

if TYPE_CHECKING:
    from regard.analytics.topics.finding import find_topics
    from regard.analytics.topics.gathered import (
        Gathered,
        Moved,
        Pain,
        Praised,
        Request,
        pain_of,
        praised_of,
        ranked,
        request_of,
    )
    from regard.analytics.topics.opinions import Opinions, opinions_of, people_by_day
    from regard.analytics.topics.placing import place
    from regard.analytics.topics.rising import Rise, Rising

__all__ = [
    "NONE",
    "Change",
    "Gathered",
    "Memory",
    "Merge",
    "Moved",
    "Opinions",
    "Pain",
    "Part",
    "Pin",
    "Praised",
    "Rename",
    "Request",
    "Rise",
    "Rising",
    "Split",
    "Teach",
    "Topic",
    "Topics",
    "TopicsRefused",
    "Wishes",
    "find_topics",
    "opinions_of",
    "pain_of",
    "people_by_day",
    "place",
    "praised_of",
    "ranked",
    "request_of",
]

_LATER = {
    "finding": ("find_topics",),
    "gathered": (
        *("Gathered", "Moved", "Pain", "Praised", "Request"),
        *("pain_of", "praised_of", "ranked", "request_of"),
    ),
    "opinions": ("Opinions", "opinions_of", "people_by_day"),
    "placing": ("place",),
    "rising": ("Rise", "Rising"),
}


def __getattr__(name: str) -> Any:
    """What needs scipy and scikit-network is imported when it is asked for."""
    from importlib import import_module  # noqa: PLC0415

    for module, names in _LATER.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
