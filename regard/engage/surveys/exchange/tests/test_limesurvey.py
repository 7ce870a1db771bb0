"""Surveys of LimeSurvey become definitions, and it is said what became of each part."""

from typing import Any

import pytest

from regard.engage.surveys.definition.checking import check_definition
from regard.engage.surveys.exchange.errors import SurveyUnreadable
from regard.engage.surveys.exchange.limesurvey.file import MOST_MEMBERS
from regard.engage.surveys.exchange.reading import read_survey
from regard.engage.surveys.exchange.tests.factories import document, elements, lss, packed
from regard.engage.surveys.logic.evaluating import Plain, holds

ROWS = [("SQ1", "Speed"), ("SQ2", "Price")]
ANSWERS = [("A1", "Bad"), ("A2", "Good")]
GRID = [("SQ1", "Speed"), ("SQ2", "Price"), ("C1", "Then", 1), ("C2", "Now", 1)]


def read(content: bytes) -> tuple[dict[str, Any], Any]:
    found = read_survey(content=content)
    assert [fault for fault in check_definition(definition=found.definition) if fault.severity == "error"] == []
    return found.definition, found.report


@pytest.mark.parametrize(
    ("letter", "rest", "kind"),
    [
        ("L", {"answers": ANSWERS}, "radiogroup"),
        ("!", {"answers": ANSWERS}, "dropdown"),
        ("O", {"answers": ANSWERS}, "radiogroup"),
        ("M", {"subs": ROWS}, "checkbox"),
        ("P", {"subs": ROWS}, "checkbox"),
        ("S", {}, "text"),
        ("T", {}, "comment"),
        ("U", {}, "comment"),
        ("N", {}, "text"),
        ("D", {}, "text"),
        ("Y", {}, "boolean"),
        ("G", {}, "radiogroup"),
        ("5", {}, "rating"),
        ("A", {"subs": ROWS}, "matrix"),
        ("B", {"subs": ROWS}, "matrix"),
        ("C", {"subs": ROWS}, "matrix"),
        ("E", {"subs": ROWS}, "matrix"),
        ("F", {"subs": ROWS, "answers": ANSWERS}, "matrix"),
        ("H", {"subs": ROWS, "answers": ANSWERS}, "matrix"),
        ("1", {"subs": ROWS, "answers": [*ANSWERS, ("B1", "No", 1), ("B2", "Yes", 1)]}, "panel"),
        (":", {"subs": GRID}, "panel"),
        (";", {"subs": GRID}, "panel"),
        ("K", {"subs": ROWS}, "multipletext"),
        ("Q", {"subs": ROWS}, "multipletext"),
        ("R", {"answers": ANSWERS}, "ranking"),
        ("|", {}, "file"),
        ("X", {}, "html"),
    ],
)
def test_question__of_each_letter__becomes_what_asks_the_same(letter: str, rest: dict[str, Any], kind: str) -> None:
    definition, report = read(lss({"code": "Q1", "type": letter, **rest}))
    assert elements(definition)["Q1"]["type"] == kind
    assert report.entries[0].verdict != "dropped"


def test_language_switch_and_unknown_letter__are_dropped_with_a_reason() -> None:
    asked = ({"code": "Q1", "type": "I"}, {"code": "Q2", "type": "~"}, {"code": "Q3", "type": "S"})
    definition, report = read(lss(*asked))
    assert [entry.verdict for entry in report.entries if entry.kind == "question"] == ["dropped", "dropped", "kept"]
    assert list(elements(definition)) == ["Q3"]


@pytest.mark.parametrize(
    ("relevance", "given", "expected"),
    [
        ('((Q1.NAOK == "A2"))', {"Q1": "A2"}, True),
        ('((9X1X10.NAOK == "A2"))', {"Q1": "A2"}, True),
        ('Q1 != "A2" and !is_empty(Q3)', {"Q1": "A1", "Q3": "x"}, True),
        ('Q2_SQ1.NAOK == "Y"', {"Q2": ["SQ2"]}, False),
        ('Q2_SQ1 == "" || Q3.NAOK eq "x"', {"Q2": ["SQ2"]}, True),
        ("!is_empty(Q2_SQ2)", {"Q2": ["SQ2"]}, True),
        ("count(Q2_SQ1, Q2_SQ2) >= 2", {"Q2": ["SQ1", "SQ2"]}, True),
        ("count(Q2_SQ1, Q2_SQ2) >= 2", {"Q2": ["SQ1"]}, False),
        ("sum(Q5_SQ1, Q5_SQ2) > 10", {"Q5": {"SQ1": 7, "SQ2": 4}}, True),
        ('Q4_SQ2.NAOK == "A1"', {"Q4": {"SQ2": "A1"}}, True),
        ("Q5_SQ1 * 2 <= 8 and not (Q5_SQ2 > 3)", {"Q5": {"SQ1": 4, "SQ2": 3}}, True),
    ],
)
def test_relevance__holds_when_it_did(relevance: str, given: dict[str, Any], expected: bool) -> None:
    asked = (
        {"code": "Q1", "type": "L", "answers": ANSWERS},
        {"code": "Q2", "type": "M", "subs": ROWS},
        {"code": "Q3", "type": "S"},
        {"code": "Q4", "type": "F", "subs": ROWS, "answers": ANSWERS},
        {"code": "Q5", "type": "K", "subs": ROWS},
        {"code": "Q6", "type": "S", "relevance": relevance},
    )
    assert holds(elements(read(lss(*asked))[0])["Q6"]["visibleIf"], Plain(given)) is expected


@pytest.mark.parametrize(
    "relevance", ["regexMatch('/a/', Q1)", "Q1 == ", "strtotime(Q1) > 5", "Nobody == 1", "((", "'"]
)
def test_relevance__that_cannot_be_said__is_left_out_and_said(relevance: str) -> None:
    definition, report = read(lss({"code": "Q1", "type": "S"}, {"code": "Q2", "type": "S", "relevance": relevance}))
    assert "visibleIf" not in elements(definition)["Q2"]
    assert "left out" in report.entries[1].losses[0]


def test_conditions_of_older_files__join_as_they_did() -> None:
    def row(scenario: int, value: str, field: str = "9X1X10", source: int = 10) -> dict[str, Any]:
        said = {"cid": 1, "qid": 30, "cqid": source, "cfieldname": field, "method": "==", "value": value}
        return said | {"scenario": scenario}

    asked = (
        {"code": "Q1", "type": "L", "answers": ANSWERS},
        {"code": "Q2", "type": "M", "subs": ROWS},
        {"code": "Q3", "type": "S"},
    )
    conditions = [row(1, "A1"), row(1, "A2"), row(1, "SQ2", "9X1X20", 20)]
    shown = elements(read(lss(*asked, conditions=conditions))[0])["Q3"]["visibleIf"]
    assert holds(shown, Plain({"Q1": "A2", "Q2": ["SQ2"]}))
    assert not holds(shown, Plain({"Q1": "A2"}))


def test_attributes__become_limits_order_and_filters() -> None:
    asked = (
        {"code": "Q1", "type": "M", "subs": ROWS, "attributes": {"max_answers": "1", "random_order": "1"}},
        {"code": "Q2", "type": "F", "subs": ROWS, "answers": ANSWERS, "attributes": {"array_filter": "Q1"}},
        {"code": "Q3", "type": "N", "attributes": {"min_num_value_n": "3", "suffix": "km"}, "mandatory": "Y"},
        {"code": "Q4", "type": "S", "preg": "/^[a-z]+$/i", "attributes": {"maximum_chars": "9"}},
    )
    definition, report = read(lss(*asked))
    found = elements(definition)
    assert found["Q1"]["validators"] == [{"type": "answercount", "maxCount": 1}]
    assert found["Q1"]["choicesOrder"] == "random"
    assert found["Q2"]["rows"][0]["visibleIf"] == "{Q1} contains 'SQ1'"
    assert found["Q3"] | {"title": ""} == {
        "type": "text",
        "name": "Q3",
        "inputType": "number",
        "title": "",
        "isRequired": True,
        "validators": [{"type": "numeric", "minValue": 3}],
    }
    assert found["Q4"]["validators"] == [{"type": "regex", "regex": "^[a-z]+$", "caseInsensitive": True}]
    assert found["Q4"]["maxLength"] == 9
    assert "before or after" in report.entries[2].losses[0]


def test_texts__are_in_every_language_and_pipe_answers() -> None:
    asked = (
        {"code": "Q1", "type": "S"},
        {"code": "Q2", "type": "S", "texts": {"en": "Why, {Q1.shown}?", "de": "Warum?"}},
    )
    survey = {"additional_languages": "de"}
    title = elements(read(lss(*asked, survey=survey))[0])["Q2"]["title"]
    assert title == {"default": "Why, {Q1}?", "de": "Warum?"}


def test_equation__becomes_a_value() -> None:
    asked = ({"code": "Q1", "type": "K", "subs": ROWS}, {"code": "total", "type": "*", "text": "{sum(Q1_SQ1, Q1_SQ2)}"})
    definition, _ = read(lss(*asked))
    assert definition["calculatedValues"] == [
        {"name": "total", "expression": "sum({Q1.SQ1}, {Q1.SQ2})", "includeIntoResult": True}
    ]


def test_quota__counts_certain_answers() -> None:
    tables: dict[str, Any] = {
        "quota": [{"id": 1, "name": "many", "qlimit": 20, "active": 1}],
        "quota_members": [{"qid": 10, "quota_id": 1, "code": "A1"}],
    }
    definition, _ = read(lss({"code": "Q1", "type": "L", "answers": ANSWERS}, **tables))
    assert definition["regard"]["quotas"] == [{"name": "many", "expression": "{Q1} = 'A1'", "limit": 20}]


def test_file_of_an_older_version__has_texts_in_its_rows() -> None:
    tables: dict[str, list[dict[str, Any]]] = {
        "groups": [{"gid": 1, "group_name": "Main", "group_order": 1, "language": "en", "description": ""}],
        "questions": [
            {
                "qid": 10,
                "parent_qid": 0,
                "sid": 9,
                "gid": 1,
                "type": "F",
                "title": "Q1",
                "question": "Rate",
                "language": "en",
            },
            {
                "qid": 10,
                "parent_qid": 0,
                "sid": 9,
                "gid": 1,
                "type": "F",
                "title": "Q1",
                "question": "Note",
                "language": "de",
            },
        ],
        "subquestions": [
            {"qid": 11, "parent_qid": 10, "title": "SQ1", "question": "Speed", "language": "en", "scale_id": 0}
        ],
        "answers": [{"qid": 10, "code": "A1", "answer": "Bad", "sortorder": 1, "language": "en", "scale_id": 0}],
        "surveys": [{"sid": 9, "language": "en"}],
    }
    element = elements(read(document("Survey", tables))[0])["Q1"]
    assert element["title"] == {"default": "Rate", "de": "Note"}
    assert (element["rows"], element["columns"]) == (
        [{"value": "SQ1", "text": "Speed"}],
        [{"value": "A1", "text": "Bad"}],
    )


def test_group_or_question_alone__is_read() -> None:
    for sort in ("Group", "Question"):
        assert list(elements(read(lss({"code": "Q1", "type": "S"}, sort=sort))[0])) == ["Q1"]


def test_archive__brings_its_answers_with_the_addresses_of_who_gave_them() -> None:
    survey = lss(
        {"code": "Q1", "type": "L", "answers": ANSWERS, "other": "Y"},
        {"code": "Q2", "type": "M", "subs": ROWS},
        {"code": "Q3", "type": "R", "answers": ANSWERS},
        {"code": "Q4", "type": "F", "subs": ROWS, "answers": ANSWERS},
    )
    row = {"id": 7, "token": "t1", "submitdate": "2026-03-04 05:06:07", "startlanguage": "en", "_9X1X10": "-oth-"}
    row |= {
        "_9X1X10other": "Grey",
        "_9X1X20SQ1": "Y",
        "_9X1X20SQ2": "",
        "_9X1X301": "A2",
        "_9X1X302": "A1",
        "_9X1X40SQ2": "A1",
    }
    responses = document("Responses", {"responses": [row, {"id": 8, "token": "", "_9X1X10": "A1"}]})
    people = document("Tokens", {"tokens": [{"tid": 1, "token": "t1", "email": "ada@example.org"}]})
    found = read_survey(content=packed(lss=survey, lsr=responses, lst=people, lsi=b"timings"))
    first, second = found.answered
    assert first.answers == {
        "Q1": "other",
        "Q1-Comment": "Grey",
        "Q2": ["SQ1"],
        "Q3": ["A2", "A1"],
        "Q4": {"SQ2": "A1"},
    }
    assert (first.id, first.people, first.is_finished) == ("7", {"email": "ada@example.org"}, True)
    assert first.at is not None
    assert first.at.isoformat() == "2026-03-04T05:06:07+00:00"
    assert (second.answers, second.is_finished) == ({"Q1": "A1"}, False)
    assert [entry.verdict for entry in found.report.entries if entry.kind == "file"] == ["dropped"]


def test_archive__that_would_fill_the_machine__is_refused() -> None:
    for bomb in (
        packed(lss=b"<a>" + b" " * 300_000_000),
        packed(**{f"x{number}": b"" for number in range(MOST_MEMBERS + 1)}),
    ):
        with pytest.raises(SurveyUnreadable, match=r"unpacks to far more"):
            read_survey(content=bomb)


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE d [<!ENTITY a "x">]><document><LimeSurveyDocType>Survey</LimeSurveyDocType></document>',
        b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><document/>',
        b"<document><LimeSurveyDocType>Survey</LimeSurveyDocType></document>",
        b"<document><unclosed>",
        b"<rss version='2.0'/>",
        document("Responses", {"responses": [{"id": 1}]}),
    ],
)
def test_file__that_is_no_survey__is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(SurveyUnreadable, match=r"\.$"):
        read_survey(content=content)
