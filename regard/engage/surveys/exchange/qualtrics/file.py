"""A .qsf file taken apart: its questions, blocks, flow, options and quotas, whatever shape they were written in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from regard.engage.surveys.exchange.errors import SurveyUnreadable

Json = dict[str, Any]
DEEPEST = 60
BOOKKEEPING = ("QC", "RS", "STAT", "PROJ", "NT")  # counts, response sets, statistics, project, notes of its authors
_SHAPES = {"Question": "SQ", "Block": "BL", "Flow": "FL", "SurveyOptions": "SO", "SurveyFlow": "FL"}


@dataclass
class Qsf:
    """The parts of the file."""

    name: str = "Survey"
    description: str = ""
    language: str = "EN"
    questions: dict[str, Json] = field(default_factory=dict)
    blocks: dict[str, Json] = field(default_factory=dict)
    flow: list[Any] = field(default_factory=list)
    options: Json = field(default_factory=dict)
    quotas: list[Json] = field(default_factory=list)
    scoring: Json = field(default_factory=dict)
    others: list[tuple[str, Json]] = field(default_factory=list)


def read_qsf(*, content: bytes) -> Qsf:
    """Take the file apart. Raises SurveyUnreadable for what is no such file."""
    try:
        tree = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SurveyUnreadable(f"The file is not JSON, which a .qsf file is: {str(error)[:120]}.") from error
    if not isinstance(tree, dict) or too_deep(tree):
        raise SurveyUnreadable("The file is JSON, but no Qualtrics survey: it must be an object with SurveyElements.")
    if isinstance(tree.get("result"), dict):
        tree = tree["result"]
    found = Qsf()
    _read_entry(found, mapping(tree.get("SurveyEntry")) or tree)
    if isinstance(tree.get("Questions"), dict) and "SurveyElements" not in tree:
        _read_definition(found, tree)
    else:
        for element in members(tree.get("SurveyElements")):
            _read_element(found, element)
    if not found.questions:
        raise SurveyUnreadable("The file holds no question. Export the survey again, with its questions.")
    return found


def _read_entry(found: Qsf, entry: Json) -> None:
    found.name = str(entry.get("SurveyName") or "Survey")
    found.description = str(entry.get("SurveyDescription") or "")
    found.language = str(entry.get("SurveyLanguage") or "EN")


def _read_definition(found: Qsf, tree: Json) -> None:
    """The shape in which the tool's interface hands out a survey."""
    for identity, question in mapping(tree.get("Questions")).items():
        _add_question(found, {"QuestionID": identity} | mapping(question))
    for identity, block in mapping(tree.get("Blocks")).items():
        found.blocks[identity] = {"ID": identity} | mapping(block)
    found.flow = list(members(mapping(tree.get("SurveyFlow")).get("Flow")))
    found.options = mapping(tree.get("SurveyOptions"))
    found.language = str(found.options.get("SurveyLanguage") or found.language)


def _read_element(found: Qsf, element: Json) -> None:
    payload = element.get("Payload")
    code = str(element.get("Element") or _SHAPES.get(str(element.get("Type"))) or _guessed(mapping(payload)))
    if code == "SQ":
        _add_question(found, {"QuestionID": element.get("PrimaryAttribute")} | mapping(payload))
    elif code == "BL":
        for block in _blocks(payload):
            found.blocks[str(block.get("ID") or f"BL_{len(found.blocks) + 1}")] = block
    elif code == "FL":
        found.flow.extend(members(mapping(payload).get("Flow")))
    elif code == "SO":
        found.options |= mapping(payload)
    elif code == "SCO":
        found.scoring |= mapping(payload)
    elif code == "QO":
        found.quotas.append(mapping(payload))
    elif code not in BOOKKEEPING:
        found.others.append((code or "?", mapping(payload) or {"PrimaryAttribute": element.get("PrimaryAttribute")}))


def _guessed(payload: Json) -> str:
    return "SQ" if "QuestionType" in payload else "BL" if "BlockElements" in payload else ""


def _add_question(found: Qsf, payload: Json) -> None:
    identity = str(payload.get("QuestionID") or f"QID_{len(found.questions) + 1}")
    found.questions.setdefault(identity, payload | {"QuestionID": identity})


def _blocks(payload: Any) -> Iterator[Json]:
    if isinstance(payload, dict) and ("BlockElements" in payload or "Description" in payload):
        yield payload
    else:
        yield from members(payload)


def mapping(value: Any) -> Json:
    """A JSON object; a list, which is how PHP writes objects whose keys count from 0, by position; else nothing.

    >>> mapping(["a", "b"]), mapping({"1": "x"}), mapping(None)
    ({'0': 'a', '1': 'b'}, {'1': 'x'}, {})
    """
    if isinstance(value, Mapping):
        return {str(key): member for key, member in value.items()}
    if isinstance(value, list):
        return {str(number): member for number, member in enumerate(value)}
    return {}


def members(value: Any) -> Iterator[Json]:
    """The objects in a list, or in an object."""
    for member in mapping(value).values():
        if isinstance(member, Mapping):
            yield mapping(member)


def ordered(value: Any, order: Any) -> dict[str, Json]:
    """Choices or answers in the order given, those it does not name at the end."""
    found = {key: member if isinstance(member, dict) else {"Display": member} for key, member in mapping(value).items()}
    wanted = [str(key) for key in order] if isinstance(order, list) else []
    sequence = [key for key in dict.fromkeys(wanted) if key in found]
    return {key: found[key] for key in [*sequence, *(key for key in found if key not in sequence)]}


def is_true(value: Any) -> bool:
    """Yes, in any of the ways the file says it."""
    return str(value).strip().lower() in ("true", "1", "on", "yes")


def too_deep(tree: Any, depth: int = 0) -> bool:
    """Whether it is nested deeper than any survey is."""
    if depth > DEEPEST:
        return True
    inside = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return any(too_deep(member, depth + 1) for member in inside)
