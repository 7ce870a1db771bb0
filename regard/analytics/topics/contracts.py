"""Topics as they are given out, and what a next run needs to know of this one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from regard.analytics.errors import RegardError
from regard.analytics.topics.neighbours import Floats, Ints

Hashes = npt.NDArray[np.uint64]


class TopicsRefused(RegardError):
    """Raised for vectors and texts from which no topics can be found."""

    code = "topics_refused"
    status = 422


@dataclass(frozen=True)
class Topic:
    """What texts gather around: a theme, or a topic within one.

    `id` lasts from run to run. `name` is a person's where one gave it, else the machine's: phrases that the topic's
    texts use and others do not. `medoid` is the text nearest to its middle, `examples` further ones around it.
    """

    id: str
    name: str
    theme: str | None  # the theme it belongs to, None for a theme
    texts: int
    share: float  # of all texts
    phrases: tuple[str, ...]
    medoid: str
    examples: tuple[str, ...]
    is_named_by_person: bool = False
    is_held: bool = False  # pinned or corrected by a person: the machine neither drops, merges nor splits it


@dataclass(frozen=True)
class Change:
    """What became of a topic since the run before, in words too.

    Kinds: new, split_off (of `others`), merged (into `others`), gone, moved (its texts speak of something else now), wish (a
    person's word that could not be followed in full).
    """

    kind: str
    topic: str
    says: str
    others: tuple[str, ...] = ()
    share: float = 0.0  # of all texts


@dataclass(frozen=True)
class Memory:
    """What a run leaves to the next: how it was made, where topics lie, which texts were in them, which ids are taken.

    `means` are the directions of topics, (t, d), in the order of `Topics.topics`; `prototypes` up to eight a topic, (p, d),
    `of` the place of each one's topic, `cutoffs` for each topic the cosine below which a text does not fit. `centres` are
    taken off a vector by its language ("" for any other). `texts` are 64-bit digests of the texts, `topic` the place of each
    one's topic. `gone` tells of ids no longer in use what took them over ("" for nothing), `parts` of topics that people
    split their parts.
    """

    model: str
    detail: float
    centres: Mapping[str, Floats]
    means: Floats
    prototypes: Floats
    of: Ints
    cutoffs: Floats
    texts: Hashes
    topic: Ints
    gone: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Topics:
    """Topics in two levels, the topic of each text, and what changed since the run before.

    `ids` has the topic of each text in the order the texts were given; no text is without one. `agreement` is the adjusted
    Rand index with the run before over the texts both have (None without one).
    """

    topics: tuple[Topic, ...]
    themes: tuple[Topic, ...]
    ids: tuple[str, ...]
    changes: tuple[Change, ...]
    agreement: float | None
    memory: Memory

    def topic(self, topic_id: str) -> Topic:
        """The topic or theme of that id. Raises TopicsRefused."""
        for each in (*self.topics, *self.themes):
            if each.id == topic_id:
                return each
        took = self.memory.gone.get(topic_id)
        hint = f" It became part of {took!r}." if took else ""
        raise TopicsRefused(f"There is no topic {topic_id!r}.{hint} Take an id from the list of topics.")

    def place(
        self, vectors: npt.NDArray[np.floating], *, languages: Sequence[str | None] | None = None
    ) -> tuple[str | None, ...]:
        """The topic of each new text without finding topics anew; None where a text fits nowhere."""
        from regard.analytics.topics.placing import place  # noqa: PLC0415 - placing knows these shapes

        found, _ = place(self.memory, vectors, languages=languages)
        return tuple(None if one < 0 else self.topics[one].id for one in found)
