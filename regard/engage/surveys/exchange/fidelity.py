"""The fidelity report: of every element of a file, whether it was kept, approximated or dropped, and how or why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Verdict = Literal["kept", "approximated", "dropped"]
_RANK: dict[Verdict, int] = {"kept": 0, "approximated": 1, "dropped": 2}
EMPTY: tuple[Any, ...] = (None, "", [], {}, False)


@dataclass
class Entry:
    """One element of the file: what it was, what it became, and each thing about it that changed."""

    kind: str  # question, page, logic, quota, setting …
    where: str  # its name in the file
    title: str = ""
    became: str = ""  # names of the elements made of it
    is_gone: bool = False
    approximations: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)

    def approximate(self, how: str) -> None:
        """Note that something of it is asked or stored otherwise."""
        if how not in self.approximations:
            self.approximations.append(how)

    def lose(self, why: str) -> None:
        """Note that something of it has no counterpart."""
        if why not in self.losses:
            self.losses.append(why)

    def drop(self, why: str) -> None:
        """Note that the element itself is not taken over."""
        self.is_gone = True
        self.lose(why)

    @property
    def verdict(self) -> Verdict:
        """Dropped where nothing of it is left, approximated where anything changed, kept otherwise."""
        if self.is_gone:
            return "dropped"
        return "approximated" if self.approximations or self.losses else "kept"


@dataclass
class Report:
    """What became of everything in a file."""

    format: str
    entries: list[Entry] = field(default_factory=list)

    def add(self, kind: str, where: str, title: str = "") -> Entry:
        """Begin the entry of an element; it counts as kept until something is said of it."""
        entry = Entry(kind, where, title[:200])
        self.entries.append(entry)
        return entry

    def counts(self) -> dict[str, int]:
        """How many elements were kept, approximated and dropped."""
        found = Counter(entry.verdict for entry in self.entries)
        return {verdict: found[verdict] for verdict in _RANK}

    def lines(self) -> Iterator[str]:
        """One line for each thing that changed, worst first."""
        for entry in sorted(self.entries, key=lambda one: -_RANK[one.verdict]):
            name = f"{entry.kind} {entry.where}"
            yield from (f"{name}: dropped: {why}" for why in entry.losses)
            yield from (f"{name}: approximated: {how}" for how in entry.approximations)

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        return {
            "format": self.format,
            "counts": self.counts(),
            "elements": [
                {
                    "kind": entry.kind,
                    "where": entry.where,
                    "title": entry.title,
                    "became": entry.became,
                    "verdict": entry.verdict,
                    "approximated": list(entry.approximations),
                    "dropped": list(entry.losses),
                }
                for entry in self.entries
            ],
        }


def note_unread(entry: Entry, given: Mapping[str, Any], known: frozenset[str] | set[str], what: str = "") -> None:
    """Say of every member that nobody read that it is lost, so that nothing is lost silently."""
    left = sorted(name for name, value in given.items() if name not in known and value not in EMPTY)
    if left:
        entry.lose(f"{what or 'It'} also says {', '.join(left[:20])}, which has no counterpart here.")
