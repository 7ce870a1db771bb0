"""Cells of a table into answers, by the slots of a definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from regard.engage.surveys.exchange.conditions import scalar
from regard.engage.surveys.exchange.slots import Slot

UNANSWERED = ("-99", "-oth-")  # seen and left open; LimeSurvey's sign for "see the words beside it" is read elsewhere
_NO = ("0", "n", "no", "false", "-99")


@dataclass
class Filling:
    """The answers of one respondent while the row is read."""

    answers: dict[str, Any] = field(default_factory=dict)
    ranks: dict[str, list[tuple[float, Any]]] = field(default_factory=dict)
    places: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)

    def fill(self, slot: Slot, cell: str, strange: Counter[str]) -> None:
        """Take one cell; codes nobody knows are kept as they are and counted."""
        text = cell.strip()
        if text[:1] == "'" and text[1:2] in "=+-@":
            text = text[1:]  # a cell that was kept from being a formula
        if not text or slot.role == "ignored" or (text in UNANSWERED and text not in slot.codes):
            return
        if slot.role == "comment":
            before = self.answers.get(f"{slot.name}-Comment")
            self.answers[f"{slot.name}-Comment"] = f"{before}\n{text}" if before else text
        elif slot.role == "option":
            self._option(slot, text)
        elif slot.role == "options":
            self.answers[slot.name] = _several(slot, text)
        elif slot.role == "rank":
            rank = scalar(text)
            if isinstance(rank, int | float):
                self.ranks.setdefault(slot.name, []).append((rank, slot.part))
        elif slot.role == "place":
            self.places.setdefault(slot.name, []).append((int(slot.part), _decoded(slot, text, strange)))
        elif slot.role in ("row", "part"):
            inner = self.answers.setdefault(slot.name, {})
            if isinstance(inner, dict):
                inner[str(slot.part)] = _decoded(slot, text, strange)
        else:
            self.answers[slot.name] = _decoded(slot, text, strange)

    def _option(self, slot: Slot, text: str) -> None:
        if text.lower() in _NO:
            return
        chosen = self.answers.setdefault(slot.name, [])
        if isinstance(chosen, list) and slot.part not in chosen:
            chosen.append(slot.part)

    def finished(self) -> dict[str, Any]:
        """All answers, orders of ranks among them."""
        for name, ranked in self.ranks.items():
            self.answers[name] = [value for _, value in sorted(ranked, key=lambda pair: pair[0])]
        for name, placed in self.places.items():
            self.answers[name] = [value for _, value in sorted(placed, key=lambda pair: pair[0])]
        return self.answers


def _decoded(slot: Slot, text: str, strange: Counter[str]) -> Any:
    codes: Mapping[str, Any] = slot.codes
    if "*" in codes:
        return codes["*"]
    for key in (text, text.lower(), text.removesuffix(".0"), text.removesuffix(".0000000000")):
        if key in codes:
            return codes[key]
    if codes:
        strange[slot.name] += 1
    return scalar(text) if codes or slot.is_number else text


def _several(slot: Slot, text: str) -> list[Any]:
    """Several options in one cell, by their codes or by their labels, which may hold commas themselves.

    >>> _several(Slot("q", "options", codes={"1": 1, "red, dark": 2, "blue": 3}), "Red, dark,Blue,1")
    [2, 3, 1]
    """
    parts, found, start = text.lower().split(","), [], 0
    while start < len(parts):
        for end in range(len(parts), start, -1):
            label = ",".join(parts[start:end]).strip()
            if label in slot.codes:
                found.append(slot.codes[label])
                start = end
                break
        else:
            found.append(scalar(parts[start].strip()))
            start += 1
    return list(dict.fromkeys(found))
