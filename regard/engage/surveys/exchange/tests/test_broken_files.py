"""Files that are broken, or no surveys: refused with a sentence, and never a traceback."""

import json
from typing import Any

import pytest

from regard.engage.surveys.definition.checking import check_definition
from regard.engage.surveys.exchange.errors import SurveyUnreadable
from regard.engage.surveys.exchange.reading import read_survey
from regard.engage.surveys.exchange.tests.factories import asks, choices, logic, qsf, question

TWO_ROWS = {"Choices": choices("Speed", "Price"), "Answers": choices("Bad", "Good"), "AnswerOrder": [1, 2]}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"nonsense",
        b'{"SurveyElements": 3}',
        b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
        b"\x00\x01\x02",
        b"<html></html>",
        b"PK\x03\x04junk",
        b'{"SurveyEntry": {}}',
    ],
)
def test_file__that_is_no_survey__is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(SurveyUnreadable, match=r"\.$"):
        read_survey(content=content)


def test_question__without_anything_in_it__is_said_to_be_gone() -> None:
    found = read_survey(content=b'{"SurveyElements": [{"Element": "SQ", "Payload": null}]}')
    assert [entry.verdict for entry in found.report.entries if entry.kind == "question"] == ["dropped"]


def test_mutilated_file__is_read_or_refused__and_never_breaks() -> None:
    whole = json.loads(
        qsf(
            question("QID1", RecodeValues={"1": "2"}, Randomization={"Type": "All"}),
            question("QID2", "Matrix", "Likert", SubSelector="MultipleAnswer", **TWO_ROWS),
            question(
                "QID3", "TE", "FORM", Choices=choices("A"), DisplayLogic=logic(asks("q://QID1/SelectableChoice/1"))
            ),
            question("QID4", "SBS", "SBSMatrix", Choices=choices("A"), AdditionalQuestions={"1": TWO_ROWS}),
        )
    )
    paths = list(_paths(whole))
    assert len(paths) > 100
    for junk in (None, 7, "x", [], {}, [None], {"1": None}):
        for path in paths[:: 3 if junk is not None else 1]:
            broken = json.loads(json.dumps(whole))
            place = broken
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = junk
            try:
                found = read_survey(content=json.dumps(broken).encode())
            except SurveyUnreadable:
                continue
            assert [fault for fault in check_definition(definition=found.definition) if fault.severity == "error"] == []


def _paths(tree: Any, before: tuple[Any, ...] = ()) -> Any:
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, member in inside:
        yield (*before, step)
        yield from _paths(member, (*before, step))
