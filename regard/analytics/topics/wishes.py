"""What people want of topics. Their word wins, after any re-run too."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Rename:
    """Call a topic or theme so."""

    topic: str
    name: str


@dataclass(frozen=True)
class Merge:
    """Topics that are one: all of them become `into`."""

    topics: tuple[str, ...]
    into: str


@dataclass(frozen=True)
class Part:
    """One part of a topic that is to be split: its name and texts that belong to it."""

    name: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Split:
    """A topic that is several: parted by examples, or by the machine into so many where there are none."""

    topic: str
    parts: tuple[Part, ...] = ()
    into: int = 2


@dataclass(frozen=True)
class Pin:
    """A topic to be kept as it is: the machine neither drops, merges nor splits it."""

    topic: str


@dataclass(frozen=True)
class Teach:
    """Texts that belong to a topic, and texts that do not.

    Exactly these texts go there (or away); so do texts that are nearer to them than to where they are. `topic` is the id of
    a topic, or empty for a new one called `name`.
    """

    examples: tuple[str, ...]
    topic: str = ""
    name: str = ""
    against: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wishes:
    """All that people want, in the order it is followed: merges, splits, teachings; names and pins hold throughout.

    `vectors` has the vectors of example texts that may be missing among the texts of a run.
    """

    renames: tuple[Rename, ...] = ()
    merges: tuple[Merge, ...] = ()
    splits: tuple[Split, ...] = ()
    pins: tuple[Pin, ...] = ()
    teachings: tuple[Teach, ...] = ()
    vectors: dict[str, npt.NDArray[np.floating]] = field(default_factory=dict, hash=False)


NONE = Wishes()
