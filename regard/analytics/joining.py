"""Growing groups pair by pair, where limits or decisions forbid to join all that is linked."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

APART = -1


@dataclass
class Groups:
    """Disjoint groups of nodes, each knowing how many of a kind it has and whom it must not meet.

    Args:
        kinds: the kind of each node, a small number.
        windows: the window of time in which each node counts towards its kind's limit.
        most: for each kind how many nodes one group may have in one window.
        apart: shape (m, 2), pairs that must not be in one group.
    """

    kinds: npt.NDArray[np.int64]
    windows: npt.NDArray[np.int64]
    most: npt.NDArray[np.int64]
    apart: npt.NDArray[np.int64]
    _parent: dict[int, int] = field(default_factory=dict)
    _counts: dict[int, Counter[tuple[int, int]]] = field(default_factory=dict)
    _foes: dict[int, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one, other in self.apart.tolist():
            self._foes.setdefault(one, set()).add(other)
            self._foes.setdefault(other, set()).add(one)

    def root(self, node: int) -> int:
        """The node that stands for the group of `node`."""
        while self._parent.setdefault(node, node) != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def unite(self, one: int, other: int, *, is_decided: bool) -> int | None:
        """Join two groups; None where that is done, else what forbids it: a kind whose limit it exceeds, or APART.

        A person's decision is not bound by limits.
        """
        one, other = self.root(one), self.root(other)
        if one == other:
            return None
        if any(self.root(foe) == other for foe in self._foes.get(one, ())):
            return APART
        counts, more = self._count(one), self._count(other)
        if not is_decided:
            for place, n in more.items():
                if counts[place] and counts[place] + n > self.most[place[0]]:
                    return place[0]
        self._parent[other] = one
        counts.update(more)
        self._foes.setdefault(one, set()).update(self._foes.pop(other, ()))
        return None

    def _count(self, root: int) -> Counter[tuple[int, int]]:
        own = (int(self.kinds[root]), int(self.windows[root]))
        return self._counts.setdefault(root, Counter([own]))
