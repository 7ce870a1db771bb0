"""The topics as questions see them: who they are, what they are called, and which belong together."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class KnownTopic:
    """One topic: a leaf, or a parent that leaves gather under."""

    id: str
    name: str
    parent: str | None  # None for a parent, and for a leaf without one
    words: tuple[str, ...] = ()
    is_pinned: bool = False
    was_named: bool = False  # by a person
    sentence: str = ""  # the most typical one


@dataclass(frozen=True)
class TopicBook:
    """All topics at one number."""

    number: int = 0
    topics: dict[str, KnownTopic] = field(default_factory=dict)
    drift: float | None = None  # how much of what was placed moved when topics were last found, 0 to 1

    def name_of(self, topic: str | None) -> str | None:
        """What a topic is called, None where there is none such."""
        found = self.topics.get(topic or "")
        return found.name if found else None

    def leaves_of(self, topic: str) -> tuple[str, ...]:
        """The leaves of a parent."""
        return tuple(one.id for one in self.topics.values() if one.parent == topic)
