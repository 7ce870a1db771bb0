"""Journey maps: what a company believes its customers go through, held against what they do.

A map is stages of steps in order; each step has a matcher, which says the interactions that are that step. A customer's
journey *fits* where it begins at the first step and then repeats a step, or goes to the next one, or passes over
optional ones. Whatever else is done is a deviation: a late beginning, a step passed over, a way back.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import numpy as np

from regard.analytics.journeys.histories import (
    ALWAYS,
    Histories,
    Integers,
    Keys,
    Piece,
    Places,
    Span,
    gathered,
    is_first,
)
from regard.analytics.journeys.matching import JourneyError, Matcher
from regard.analytics.journeys.paths import visits

MOST_STEPS = 60


class MapStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step: what it is called, which interactions are it (none: it cannot be seen), and what people note."""

    name: str
    matches: str | None = None
    is_optional: bool = False
    owner: str = ""
    notes: str = ""


class MapStage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Steps that belong together."""

    name: str
    steps: tuple[MapStep, ...]


class JourneyMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A map as it is written to a file. `persona` is whom it is about: trait:NAME=VALUE or segment:SLUG."""

    name: str
    stages: tuple[MapStage, ...]
    persona: str | None = None
    window_days: float = 90.0
    version: int = 1

    @property
    def steps(self) -> tuple[MapStep, ...]:
        """All steps in order."""
        return tuple(step for stage in self.stages for step in stage.steps)


@dataclass(frozen=True)
class Deviation:
    """A way that the map does not know: from a step (-1: from the start) to another, by number."""

    start: int
    end: int
    customers: int


@dataclass(frozen=True)
class Conformance:
    """How many customers were on the map at all, how many of them fit it, and what the others did, most frequent first."""

    customers: int
    fitting: int
    deviations: tuple[Deviation, ...]


def read_map(text: str | bytes) -> JourneyMap:
    """A map from JSON. Raises JourneyError, which says what is wrong and where.

    >>> read_map('{"name": "Buying", "stages": [{"name": "Choose", "steps": [{"name": "Looks"}]}]}').steps[0].name
    'Looks'
    """
    try:
        found = msgspec.json.decode(text, type=JourneyMap)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise JourneyError(
            f"This is not a journey map: {error}. `regard journeys map --schema` says what one is."
        ) from None
    if not 1 <= len(found.steps) <= MOST_STEPS:
        raise JourneyError(f"A journey map has 1 to {MOST_STEPS} steps, not {len(found.steps)}.")
    for step in found.steps:
        if step.matches is not None:
            Matcher.read(step.matches)
    return found


def schema() -> bytes:
    """What a map is, as JSON Schema."""
    return msgspec.json.format(msgspec.json.encode(msgspec.json.schema(JourneyMap)), indent=2)


def table_of(histories: Histories, journey_map: JourneyMap) -> Places:
    """For each step of the histories the first step of the map that it is, below 0 where it is none."""
    matchers = [None if step.matches is None else Matcher.read(step.matches) for step in journey_map.steps]
    return histories.table(
        lambda one: next((k for k, matcher in enumerate(matchers) if matcher is not None and matcher.holds(one)), -1)
    )


def conformance(histories: Histories, journey_map: JourneyMap, *, span: Span = ALWAYS) -> Conformance:
    """Who fits, and what others do."""
    k, table = len(journey_map.steps), table_of(histories, journey_map)
    allowed = _allowed(journey_map)

    def look(piece: Piece) -> tuple[int, int, Integers]:
        who, moves = _moves(piece, table, k, span)
        off = ~allowed[moves]
        pairs = np.unique(who[off].astype(np.int64) * len(allowed) + moves[off])
        on_map = int(is_first(who).sum()) if len(who) else 0
        return on_map, on_map - len(np.unique(who[off])), np.bincount(pairs % len(allowed), minlength=len(allowed))

    found = [(0, 0, np.zeros(len(allowed), np.int64)), *histories.each(look)]
    counts = sum((one[2] for one in found[1:]), found[0][2])
    ordered = np.argsort(-counts, kind="stable")
    deviations = tuple(Deviation(*_ends(move, k), int(counts[move])) for move in ordered.tolist() if counts[move])
    return Conformance(sum(one[0] for one in found), sum(one[1] for one in found), deviations)


def people_at(histories: Histories, journey_map: JourneyMap, *, span: Span = ALWAYS) -> Integers:
    """How many customers came to each step."""
    k, table = len(journey_map.steps), table_of(histories, journey_map)

    def look(piece: Piece) -> Integers:
        rows, _ = visits(piece, table, span, gap=None, with_repeats=False)
        return np.bincount(np.unique(rows.who.astype(np.int64) * k + rows.node) % k, minlength=k)

    return sum(histories.each(look), np.zeros(k, np.int64))


def customers_deviating(
    histories: Histories, journey_map: JourneyMap, start: int, end: int, *, span: Span = ALWAYS
) -> Keys:
    """Who went from one step (-1: the start) to another."""
    k, table = len(journey_map.steps), table_of(histories, journey_map)

    def look(piece: Piece) -> Keys:
        who, moves = _moves(piece, table, k, span)
        wanted = end if start < 0 else k + start * k + end
        return np.asarray(piece.customers[np.unique(who[moves == wanted])])

    return gathered(histories.each(look))


def mermaid(journey_map: JourneyMap, notes: dict[int, str]) -> str:
    """The map as a Mermaid flowchart; `notes` are written below the names of steps, by number."""
    lines, number = ["flowchart LR"], 0
    for place, stage in enumerate(journey_map.stages):
        lines.append(f'  subgraph stage{place}["{_plain(stage.name)}"]')
        for step in stage.steps:
            note = f"<br/>{_plain(notes[number])}" if number in notes else ""
            lines.append(f'    step{number}["{_plain(step.name)}{note}"]')
            number += 1
        lines.append("  end")
    lines += [f"  step{one} --> step{one + 1}" for one in range(number - 1)]
    return "\n".join(lines) + "\n"


def _moves(piece: Piece, table: Places, k: int, span: Span) -> tuple[Places, Integers]:
    """Every customer's moves, in order: 0 to k-1 is where they begin, k and on from which step to which."""
    rows, begins = visits(piece, table, span, gap=None, with_repeats=False)
    node = rows.node.astype(np.int64)
    moves = node.copy()
    follows = np.flatnonzero(~begins)
    moves[follows] = k + node[follows - 1] * k + node[follows]
    return rows.who, moves


def _allowed(journey_map: JourneyMap) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Which moves the map knows. A step that cannot be seen is passed over by everybody."""
    steps = journey_map.steps
    k = len(steps)
    passed = [step.is_optional or step.matches is None for step in steps]
    allowed = np.zeros(k + k * k, dtype=bool)
    for end in _reachable(-1, passed):
        allowed[end] = True
    for start in range(k):
        allowed[[k + start * k + end for end in _reachable(start, passed)]] = True
    return allowed


def _reachable(start: int, passed: list[bool]) -> Iterator[int]:
    """The next step, and those after it as far as what lies between may be passed over."""
    for end in range(start + 1, len(passed)):
        yield end
        if not passed[end]:
            return


def _ends(move: int, k: int) -> tuple[int, int]:
    return (-1, move) if move < k else divmod(move - k, k)


def _plain(text: str) -> str:
    """A text that Mermaid takes for nothing else."""
    return "".join(sign if sign not in '"<>[]{}|`#;' else " " for sign in text)
