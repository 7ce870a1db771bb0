"""The last step of every import: whatever the survey's own check would refuse is taken out, and noted."""

from __future__ import annotations

import re
from typing import Any

from regard.engage.surveys.definition.checking import check_definition
from regard.engage.surveys.definition.sanitising import sanitised
from regard.engage.surveys.exchange.imported import Imported

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
MOST_ROUNDS = 200


def settle(imported: Imported) -> Imported:
    """Take out what cannot stand, so that the definition can be published."""
    definition = sanitised(imported.definition)
    for _ in range(MOST_ROUNDS):
        faults = [fault for fault in check_definition(definition=definition) if fault.severity == "error"]
        if not faults:
            break
        fault = faults[0]
        place, ends = _found(definition, fault.where)
        entry = imported.report.add("check", fault.where or "survey")
        entry.lose(fault.what)
        if place is None or fault.where in ("", "pages"):
            break
        _take_out(place, ends)
    imported.definition = definition
    return imported


def _found(definition: Any, where: str) -> tuple[Any, list[str | int]]:
    """The nearest holder of the faulty part that is there, and the way from it to the part."""
    steps: list[str | int] = [int(index) if index else name for name, index in _STEP.findall(where)]
    place, passed = definition, []
    for step in steps[:-1]:
        inner = _inside(place, step)
        if not isinstance(inner, dict | list):
            break
        passed.append((place, step))
        place = inner
    if steps and _inside(place, steps[-1]) is None:  # something is missing there: what lacks it goes
        while passed:
            place, step = passed.pop()
            if isinstance(place, list):
                return place, [step]
        return None, []
    return (place, steps[-1:]) if steps else (None, [])


def _inside(place: Any, step: str | int) -> Any:
    if isinstance(place, list) and isinstance(step, int):
        return place[step] if step < len(place) else None
    return place.get(step) if isinstance(place, dict) else None


def _take_out(place: Any, way: list[str | int]) -> None:
    if isinstance(place, list) and isinstance(way[0], int):
        del place[way[0]]
    elif isinstance(place, dict):
        place.pop(way[0], None)
