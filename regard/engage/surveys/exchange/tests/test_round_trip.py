"""What goes out comes back the same, in what both formats can say."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.engage.surveys.definition.checking import check_definition
from regard.engage.surveys.exchange.errors import ExportRefused
from regard.engage.surveys.exchange.reading import read_survey
from regard.engage.surveys.exchange.tests.factories import elements
from regard.engage.surveys.exchange.writing import write_survey
from regard.engage.surveys.logic.evaluating import Plain, holds

words = st.text(
    st.characters(codec="utf-8", categories=["L", "N"], include_characters=" ,.!?'\"&<>-"), min_size=1, max_size=20
)
told = words.map(lambda text: " ".join(text.replace("<", "").replace(">", "").replace("&", "").split())).filter(bool)


@st.composite
def questions(draw: st.DrawFn, name: str) -> dict[str, Any]:
    kind = draw(
        st.sampled_from(["text", "comment", "radiogroup", "dropdown", "checkbox", "matrix", "ranking", "number"])
    )
    element: dict[str, Any] = {"type": kind, "name": name, "title": draw(told)}
    if kind == "number":
        element |= {"type": "text", "inputType": "number"}
    labels = draw(st.lists(told, min_size=2, max_size=4))
    options = [{"value": number, "text": label} for number, label in enumerate(labels, start=1)]
    if kind in ("radiogroup", "dropdown", "checkbox", "ranking"):
        element["choices"] = options
    if kind in ("radiogroup", "checkbox") and draw(st.booleans()):
        element |= {"showOtherItem": True, "otherText": "Other"}
    if kind == "matrix":
        rows = [{"value": f"r{number}", "text": label} for number, label in enumerate(labels, start=1)]
        element |= {"columns": options, "rows": rows}
    if draw(st.booleans()):
        element["isRequired"] = True
        if kind == "matrix":
            element["isAllRowRequired"] = True
    return element


@st.composite
def surveys(draw: st.DrawFn) -> dict[str, Any]:
    asked = [draw(questions(f"Q{number}")) for number in range(1, draw(st.integers(2, 6)))]
    for place, element in enumerate(asked):
        source = draw(st.sampled_from(asked[:place])) if place and draw(st.booleans()) else None
        if source is not None and source["type"] in ("radiogroup", "dropdown"):
            value = draw(st.integers(1, 2))
            element["visibleIf"] = f"{{{source['name']}}} = {value}"
        elif source is not None and source["type"] == "checkbox":
            element["visibleIf"] = f"{{{source['name']}}} contains 1 or {{{source['name']}}} contains 2"
        elif source is not None and source["type"] == "matrix":
            element["visibleIf"] = f"{{{source['name']}.r1}} = 2 and {{{source['name']}.r2}} notempty"
        elif source is not None and source["type"] == "text":
            element["visibleIf"] = f"{{{source['name']}}} notempty"
    half = len(asked) // 2
    pages = [{"name": "first", "elements": asked[: half or 1]}, {"name": "second", "elements": asked[half or 1 :]}]
    return {"title": draw(told), "showPrevButton": True, "pages": [page for page in pages if page["elements"]]}


def answers_to(definition: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{}]
    for value in (1, 2):
        one: dict[str, Any] = {}
        for name, element in elements(definition).items():
            kind = element["type"]
            values: dict[str, Any] = {"checkbox": [value], "matrix": {"r1": value, "r2": value}, "ranking": [1, 2]}
            one[name] = values.get(kind, value)
        found.append(one)
    return found


@pytest.mark.parametrize("way", ["qsf", "lss", "surveyjs"])
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(surveys())
def test_survey__written_and_read_again__asks_the_same(way: str, definition: dict[str, Any]) -> None:
    assert check_definition(definition=definition) == []
    content, _ = write_survey(definition=definition, format=way)
    back = read_survey(content=content).definition
    before, after = elements(definition), elements(back)
    assert list(before) == list(after)
    for name, element in before.items():
        again = dict(after[name])
        conditions = element.get("visibleIf"), again.get("visibleIf")
        assert [bool(one) for one in conditions] in ([True, True], [False, False])
        if conditions[0]:
            for given_answers in answers_to(definition):
                assert holds(str(conditions[0]), Plain(given_answers)) is holds(
                    str(conditions[1]), Plain(given_answers)
                )
        kept = {key: value for key, value in element.items() if key not in ("visibleIf", "otherText", "validators")}
        assert {key: again.get(key) for key in kept} == kept
    assert back["title"] == definition["title"]
    assert len(back["pages"]) == len(definition["pages"])


def test_everything_a_survey_can_ask__is_written_or_said_to_be_lost() -> None:
    asked: list[dict[str, Any]] = [
        {
            "type": "rating",
            "name": "nps",
            "title": "Recommend?",
            "rateMin": 0,
            "rateMax": 10,
            "regard": {"metric": "nps"},
        },
        {"type": "rating", "name": "stars", "rateType": "stars", "rateMax": 5},
        {"type": "rating", "name": "ces", "rateMin": 1, "rateMax": 7, "minRateDescription": "Hard"},
        {"type": "boolean", "name": "agrees", "title": "Agree?", "regard": {"consent": "newsletter"}},
        {"type": "slider", "name": "level", "min": 0, "max": 50},
        {"type": "multipletext", "name": "address", "items": [{"name": "town"}, {"name": "street"}]},
        {"type": "imagepicker", "name": "tent", "choices": [{"value": "a", "imageLink": "https://example.org/a.png"}]},
        {"type": "file", "name": "photo", "acceptedTypes": ".png"},
        {"type": "html", "name": "note", "html": "<b>Thanks</b>"},
        {
            "type": "panel",
            "name": "more",
            "title": "More",
            "visibleIf": "{nps} < 7",
            "elements": [{"type": "comment", "name": "why"}],
        },
        {
            "type": "text",
            "name": "mail",
            "inputType": "email",
            "validators": [{"type": "email"}],
            "enableIf": "{nps} > 2",
        },
    ]
    definition = {
        "title": {"default": "All", "de": "Alles"},
        "pages": [{"name": "one", "elements": asked, "visibleIf": "{level} empty"}],
        "triggers": [
            {"type": "complete", "expression": "{nps} = 0"},
            {"type": "skip", "expression": "{nps} = 1", "gotoName": "why"},
        ],
        "calculatedValues": [{"name": "double", "expression": "{nps} * 2"}],
        "regard": {"quotas": [{"name": "many", "expression": "{agrees} = true", "limit": 5}]},
    }
    assert [fault for fault in check_definition(definition=definition) if fault.severity == "error"] == []
    for way in ("qsf", "lss"):
        content, report = write_survey(definition=definition, format=way)
        noted = " ".join(report.lines())
        assert "enableIf" in noted
        assert "triggers" in noted
        assert "double" in noted
        names = {name.replace("_", "") for name in elements(read_survey(content=content).definition)}
        assert {"nps", "stars", "ces", "agrees", "level", "address", "tent", "photo", "note", "why", "mail"} <= names
    why = elements(read_survey(content=write_survey(definition=definition, format="qsf")[0]).definition)["why"]
    assert holds(why["visibleIf"], Plain({"nps": 3}))
    assert not holds(why["visibleIf"], Plain({"nps": 9}))


def test_format__that_nobody_knows__is_refused() -> None:
    with pytest.raises(ExportRefused, match="surveyjs, qsf, lss"):
        write_survey(definition={"pages": []}, format="docx")


def test_foreign_surveyjs__keeps_what_is_asked_here_and_notes_the_rest() -> None:
    tree = {
        "title": "Northwind",
        "brandNew": 1,
        "elements": [
            {"type": "buttongroup", "name": "pick", "choices": ["a", "b"], "colour": "red"},
            {"type": "signaturepad", "name": "sign"},
            {"type": "expression", "name": "sum", "expression": "1 + 1"},
            {
                "type": "matrixdropdown",
                "name": "grid",
                "rows": ["r1"],
                "columns": [{"name": "c1", "cellType": "text"}, {"name": "c2", "choices": [1, 2]}],
            },
            {"type": "radiogroup", "name": "odd", "hasOther": True, "choices": ["x"], "visibleIf": "{pick} = = 'a'"},
        ],
    }
    found = read_survey(content=json.dumps(tree).encode())
    assert [fault for fault in check_definition(definition=found.definition) if fault.severity == "error"] == []
    kinds = {name: element["type"] for name, element in elements(found.definition).items()}
    assert kinds == {
        "pick": "radiogroup",
        "grid": "panel",
        "grid_r1_c1": "text",
        "grid_r1_c2": "dropdown",
        "odd": "radiogroup",
    }
    noted = " ".join(found.report.lines())
    for word in ("brandNew", "colour", "sign", "visibleIf"):
        assert word in noted
