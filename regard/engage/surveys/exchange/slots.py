"""Where the columns of a tool's table of answers belong in a definition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["value", "options", "option", "row", "part", "comment", "rank", "place", "ignored"]


@dataclass(frozen=True)
class Slot:
    """What one column says: the answer itself, one option ticked, one row of a matrix, a rank, words beside it."""

    name: str  # of the question
    role: Role = "value"
    part: Any = None  # the option, the row, the part
    codes: Mapping[str, Any] = field(default_factory=dict)  # what the cell may hold, and the value it stands for
    is_number: bool = False


@dataclass
class Slots:
    """The slots of a definition by every name their column may have; older layouts call several columns the same."""

    by_key: dict[str, list[Slot]] = field(default_factory=dict)
    otherwise: dict[str, list[Slot]] = field(default_factory=dict)  # looked at where nothing else is known

    def add(self, slot: Slot, keys: Iterable[str], *, is_sure: bool = True) -> None:
        """Let columns of these names fill the slot; of several that claim a name, each has its turn."""
        for key in keys:
            known = (self.by_key if is_sure else self.otherwise).setdefault(canonical(key), [])
            if key and slot not in known:
                known.append(slot)

    def find(self, key: str, turn: int = 0) -> Slot | None:
        """The slot of a column, None where none is known; `turn` counts columns of this name before it."""
        known = self.by_key.get(canonical(key)) or self.otherwise.get(canonical(key), [])
        return known[turn] if turn < len(known) else None


def canonical(key: str) -> str:
    """Column names differ in dashes, dots, brackets and letter case between layouts of one tool.

    >>> canonical("QID4-1-TEXT") == canonical("QID4_1_TEXT"), canonical("Q4[SQ001]") == canonical("Q4_SQ001")
    (True, True)
    >>> canonical("Q4_-1") == canonical("Q4_1")
    False
    """
    key = re.sub(r"([_\[])-(\d)", r"\1minus\2", key.lower())
    kept = "".join(sign if sign.isalnum() or sign == "#" else "_" for sign in key)
    while "__" in kept:
        kept = kept.replace("__", "_")
    return kept.strip("_")
