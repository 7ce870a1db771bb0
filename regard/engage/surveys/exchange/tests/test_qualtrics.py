"""Surveys of Qualtrics become definitions, and it is said what became of each part."""

from typing import Any

import pytest

from regard.engage.surveys.definition.checking import check_definition
from regard.engage.surveys.exchange.reading import read_survey
from regard.engage.surveys.exchange.tests.factories import asks, choices, elements, logic, qsf, question
from regard.engage.surveys.logic.evaluating import Plain, holds

TWO_ROWS = {"Choices": choices("Speed", "Price"), "Answers": choices("Bad", "Good"), "AnswerOrder": [1, 2]}


def read(content: bytes) -> tuple[dict[str, Any], Any]:
    found = read_survey(content=content)
    assert [fault for fault in check_definition(definition=found.definition) if fault.severity == "error"] == []
    return found.definition, found.report


@pytest.mark.parametrize(
    ("sort", "selector", "rest", "kind"),
    [
        ("MC", "SAVR", {}, "radiogroup"),
        ("MC", "SAHR", {}, "radiogroup"),
        ("MC", "DL", {}, "dropdown"),
        ("MC", "MAVR", {}, "checkbox"),
        ("MC", "MSB", {}, "tagbox"),
        ("TE", "SL", {}, "text"),
        ("TE", "ESTB", {}, "comment"),
        ("TE", "FORM", {"Choices": choices("Name", "Town")}, "multipletext"),
        ("Matrix", "Likert", TWO_ROWS | {"SubSelector": "SingleAnswer"}, "matrix"),
        ("Matrix", "Bipolar", TWO_ROWS | {"Choices": choices("Slow:Fast")}, "matrix"),
        ("Matrix", "MaxDiff", TWO_ROWS, "matrix"),
        ("Matrix", "TE", {"Choices": choices("A", "B"), "Answers": choices("Why")}, "multipletext"),
        ("Matrix", "Profile", {"Choices": choices("A"), "Answers": {"1": choices("a", "b")}}, "panel"),
        ("Matrix", "Likert", TWO_ROWS | {"SubSelector": "MultipleAnswer"}, "panel"),
        ("Slider", "HSLIDER", {"Choices": choices("Level")}, "slider"),
        ("Slider", "STAR", {"Choices": choices("A", "B"), "Configuration": {"StarCount": 5}}, "panel"),
        ("RO", "DND", {"Choices": choices("A", "B")}, "ranking"),
        ("CS", "VRTL", {"Choices": choices("A", "B")}, "multipletext"),
        ("PGR", "DragAndDrop", {"Choices": choices("A", "B"), "Groups": ["In", "Out"]}, "matrix"),
        ("DD", "DL", {"Answers": choices("Alps ~ North", "Alps ~ South")}, "dropdown"),
        ("SS", "TA", {"Choices": [{"Display": "low"}, {"Display": 9}]}, "radiogroup"),
        ("HotSpot", "OnOff", {"Choices": choices("Left", "Right")}, "checkbox"),
        ("HotSpot", "LikeDislike", {"Choices": choices("Left"), "Answers": choices("Like", "Dislike")}, "matrix"),
        ("FileUpload", "FileUpload", {}, "file"),
        ("DB", "TB", {}, "html"),
    ],
)
def test_question__of_a_known_sort__becomes_what_asks_the_same(
    sort: str, selector: str, rest: dict[str, Any], kind: str
) -> None:
    definition, report = read(qsf(question("QID1", sort, selector, **rest)))
    assert elements(definition)["Q1"]["type"] == kind
    assert next(entry.verdict for entry in report.entries if entry.where == "QID1") != "dropped"


@pytest.mark.parametrize(
    ("sort", "selector"),
    [
        ("Timing", "PageTimer"),
        ("Meta", "Browser"),
        ("Captcha", "V2"),
        ("HeatMap", "Image"),
        ("HL", "Text"),
        ("Draw", "Signature"),
        ("TreeSelect", "SearchOnly"),
        ("FileUpload", "VideoCapture"),
        ("Yodel", "Loud"),
    ],
)
def test_question__without_a_counterpart__is_dropped_with_a_reason(sort: str, selector: str) -> None:
    definition, report = read(qsf(question("QID1"), question("QID2", sort, selector)))
    entry = next(entry for entry in report.entries if entry.where == "QID2")
    assert entry.verdict == "dropped"
    assert entry.losses[0].endswith(".")
    assert list(elements(definition)) == ["Q1"]


def test_net_promoter_question__becomes_a_rating_that_is_measured() -> None:
    scale = {str(step): {"Display": str(step)} for step in range(11)}
    labels = [{"Display": "Not at all"}, {"Display": "Extremely"}]
    asked = question("QID1", "MC", "NPS", Choices=scale, ChoiceOrder=list(scale), ColumnLabels=labels)
    element = elements(read(qsf(asked))[0])["Q1"]
    assert (element["type"], element["rateMin"], element["rateMax"]) == ("rating", 0, 10)
    assert element["regard"] == {"metric": "nps"}
    assert (element["minRateDescription"], element["maxRateDescription"]) == ("Not at all", "Extremely")


def test_recode_values__are_what_choices_are_worth() -> None:
    element = elements(read(qsf(question("QID1", RecodeValues={"1": "5", "2": "3", "3": "-1"})))[0])["Q1"]
    assert [(one["value"], one["text"]) for one in element["choices"]] == [(5, "Red"), (3, "Green"), (-1, "Blue")]


def test_recode_values__that_two_choices_share__are_not_used_and_said() -> None:
    definition, report = read(qsf(question("QID1", RecodeValues={"1": "5", "2": "5", "3": "1"})))
    assert [one["value"] for one in elements(definition)["Q1"]["choices"]] == [1, 2, 3]
    assert report.entries[0].verdict == "approximated"


def test_words_beside_choices__become_other_and_questions_of_their_own() -> None:
    given = choices("Red", "Shade", "Other")
    given["2"]["TextEntry"] = given["3"]["TextEntry"] = "true"
    found = elements(read(qsf(question("QID1", "MC", "MAVR", Choices=given)))[0])
    assert found["Q1"]["showOtherItem"] is True
    assert found["Q1"]["otherText"] == "Other"
    assert found["Q1_2_text"]["visibleIf"] == "{Q1} contains 2"


def test_display_logic__decides_as_it_did() -> None:
    shown = logic(asks("q://QID1/SelectableChoice/2"), asks("q://QID2/ChoiceTextEntryValue", "GreaterThan", "3"))
    definition, _ = read(qsf(question("QID1"), question("QID2", "TE", "SL"), question("QID3", DisplayLogic=shown)))
    condition = elements(definition)["Q3"]["visibleIf"]
    answers: tuple[dict[str, Any], ...] = ({"Q1": 2, "Q2": 4}, {"Q1": 2, "Q2": 3}, {"Q1": 1, "Q2": 9}, {})
    assert [holds(condition, Plain(one)) for one in answers] == [True, False, False, False]


@pytest.mark.parametrize(
    ("condition", "given", "expected"),
    [
        (asks("q://QID2/SelectableChoice/1"), {"Q2": [1, 3]}, True),
        (asks("q://QID2/SelectableChoice/2", "NotSelected"), {"Q2": [1, 3]}, True),
        (asks("q://QID2/SelectedChoicesCount", "GreaterThanOrEqual", "2"), {"Q2": [1, 3]}, True),
        (asks("q://QID3/SelectableChoice/1/2"), {"Q3": {"1": 2}}, True),
        (asks("q://QID3/SelectableAnswer/2"), {"Q3": {"2": 2}}, True),
        (asks("q://QID3/SelectableAnswer/1"), {"Q3": {"2": 2}}, False),
        (asks("q://QID1/SelectableChoice/1", "Displayed"), {"Q1": 1}, True),
        (asks("q://QID1/ChoiceTextEntryValue", "Empty"), {}, True),
        (
            {
                "LogicType": "EmbeddedField",
                "LeftOperand": "plan",
                "Operator": "EqualTo",
                "RightOperand": 'it\'s "gold"',
            },
            {"plan": 'it\'s "gold"'},
            True,
        ),
    ],
)
def test_condition__of_each_sort__holds_when_it_did(
    condition: dict[str, Any], given: dict[str, Any], expected: bool
) -> None:
    grid = question("QID3", "Matrix", "Likert", SubSelector="SingleAnswer", **TWO_ROWS)
    last = question("QID4", DisplayLogic=logic(condition))
    definition, _ = read(qsf(question("QID1"), question("QID2", "MC", "MAVR"), grid, last))
    assert holds(elements(definition)["Q4"]["visibleIf"], Plain(given)) is expected


def test_logic__of_sets_joined_by_or__keeps_both_ways() -> None:
    sets = {"0": logic(asks("q://QID1/SelectableChoice/1"))["0"], "1": logic(asks("q://QID1/SelectableChoice/3"))["0"]}
    sets["1"]["Type"] = "OrIf"
    definition, _ = read(qsf(question("QID1"), question("QID2", DisplayLogic={**sets, "Type": "BooleanExpression"})))
    shown = elements(definition)["Q2"]["visibleIf"]
    assert [holds(shown, Plain({"Q1": value})) for value in (1, 2, 3)] == [True, False, True]


def test_logic__on_something_unknown__is_left_out_and_said() -> None:
    for unknown in (asks("q://QID77/SelectableChoice/1"), {"LogicType": "Quota", "Operator": "QuotaMet"}):
        definition, report = read(qsf(question("QID1"), question("QID2", DisplayLogic=logic(unknown))))
        assert "visibleIf" not in elements(definition)["Q2"]
        assert report.entries[1].verdict == "approximated"


def test_skip_logic__hides_what_was_skipped_and_ends_the_survey() -> None:
    def skip(target: str) -> dict[str, Any]:
        rule = {"ChoiceLocator": "q://QID1/SelectableChoice/1", "Condition": "Selected", "SkipToDestination": target}
        return {"Type": "Question", "QuestionID": "QID1", "SkipLogic": [rule]}

    rest = [{"Type": "Question", "QuestionID": f"QID{number}"} for number in (2, 3)]
    asked = [question(f"QID{number}") for number in (1, 2, 3)]
    definition, _ = read(qsf(*asked, elements=[skip("QID3"), *rest]))
    found = elements(definition)
    assert not holds(found["Q2"]["visibleIf"], Plain({"Q1": 1}))
    assert holds(found["Q2"]["visibleIf"], Plain({"Q1": 2}))
    assert "visibleIf" not in found["Q3"]
    assert len(definition["pages"]) == 2
    definition, _ = read(qsf(*asked, elements=[skip("ENDOFSURVEY"), *rest]))
    assert definition["triggers"] == [{"type": "complete", "expression": "{Q1} = 1"}]


def test_flow__of_branches_fields_and_ends__becomes_conditions_of_pages() -> None:
    blocks = [
        {
            "Type": "Standard",
            "Description": name,
            "ID": f"BL_{name}",
            "BlockElements": [{"Type": "Question", "QuestionID": qid}],
        }
        for name, qid in (("first", "QID1"), ("second", "QID2"), ("unused", "QID3"))
    ]
    where = logic(asks("q://QID1/SelectableChoice/2"))
    flow: list[dict[str, Any]] = [
        {"Type": "EmbeddedData", "EmbeddedData": [{"Field": "plan", "Type": "Custom", "Value": "basic"}]},
        {"Type": "Standard", "ID": "BL_first"},
        {
            "Type": "Branch",
            "FlowID": "FL_2",
            "BranchLogic": where,
            "Flow": [
                {"Type": "Standard", "ID": "BL_second"},
                {"Type": "EmbeddedData", "EmbeddedData": [{"Field": "plan", "Type": "Custom", "Value": "gold"}]},
                {"Type": "EndSurvey", "FlowID": "FL_3"},
            ],
        },
        {"Type": "WebService", "FlowID": "FL_9", "URL": "https://example.org"},
    ]
    definition, report = read(qsf(question("QID1"), question("QID2"), question("QID3"), blocks=blocks, flow=flow))
    assert [(page["name"], page.get("visibleIf")) for page in definition["pages"]] == [
        ("first", None),
        ("second", "{Q1} = 2"),
    ]
    assert definition["calculatedValues"][0]["expression"] == "iif({Q1} = 2, 'gold', 'basic')"
    assert definition["triggers"] == [{"type": "complete", "expression": "{Q1} = 2"}]
    gone = {entry.where for entry in report.entries if entry.verdict == "dropped"}
    assert gone == {"QID3", "FL_9"}


def test_randomizer__shuffles_panels__or_says_that_all_are_shown() -> None:
    blocks = [
        {
            "Type": "Standard",
            "Description": f"b{n}",
            "ID": f"BL_{n}",
            "BlockElements": [{"Type": "Question", "QuestionID": f"QID{n}"}],
        }
        for n in (1, 2)
    ]
    inside = [{"Type": "Standard", "ID": "BL_1"}, {"Type": "Standard", "ID": "BL_2"}]
    for shown in (2, 1):
        flow = [{"Type": "BlockRandomizer", "FlowID": "FL_2", "SubSet": shown, "Flow": inside}]
        definition, report = read(qsf(question("QID1"), question("QID2"), blocks=blocks, flow=flow))
        entry = next(entry for entry in report.entries if entry.kind == "randomizer")
        if shown == 2:
            assert definition["pages"][0]["questionsOrder"] == "random"
            assert entry.approximations
        else:
            assert [page["name"] for page in definition["pages"]] == ["b1", "b2"]
            assert entry.losses


def test_texts__lose_what_runs__and_speak_every_language() -> None:
    wild = (
        '<b onmouseover="x()">Rate</b> us<script>x()</script>, ${q://QID1/ChoiceGroup/SelectedChoices} or ${date://now}'
    )
    asked = question(
        "QID2", QuestionText=wild, Language={"DE": {"QuestionText": "Bewerten", "Choices": {"1": {"Display": "Rot"}}}}
    )
    shown = question("QID3", "DB", "TB", QuestionText='<i>Thanks</i><img src=x onerror="x()"><iframe src="y"></iframe>')
    definition, report = read(qsf(question("QID1"), asked, shown))
    found = elements(definition)
    assert found["Q2"]["title"] == {"default": "Rate us, {Q1} or", "de": "Bewerten"}
    assert found["Q2"]["choices"][0]["text"] == {"default": "Red", "de": "Rot"}
    assert "onerror" not in found["Q3"]["html"]
    assert "iframe" not in found["Q3"]["html"]
    losses = " ".join(next(entry for entry in report.entries if entry.where == "QID2").losses)
    assert "Scripts" in losses
    assert "date://now" in losses


def test_validation__becomes_checks() -> None:
    def settings(**said: Any) -> dict[str, Any]:
        return {"Validation": {"Settings": {"ForceResponse": "ON", **said}}}

    number = settings(Type="ContentType", ContentType="ValidNumber", ValidNumber={"Min": "1", "Max": "9"})
    few = settings(Type="ChoiceRange", MinChoices="1", MaxChoices="2")
    total = settings(Type="ChoicesTotal", ChoiceTotal="100")
    asked = (
        question("QID1", "TE", "SL", **number),
        question("QID2", "MC", "MAVR", **few),
        question("QID3", "CS", "VRTL", Choices=choices("A", "B"), **total),
        question("QID4", "TE", "SL", **settings(Type="ContentType", ContentType="ValidEmail")),
    )
    found = elements(read(qsf(*asked))[0])
    assert found["Q1"]["validators"] == [{"type": "numeric", "minValue": 1, "maxValue": 9}]
    assert found["Q1"]["isRequired"] is True
    assert found["Q2"]["validators"] == [{"type": "answercount", "minCount": 1, "maxCount": 2}]
    assert found["Q3"]["validators"] == [{"type": "expression", "expression": "sum({Q3.1}, {Q3.2}) = 100"}]
    assert found["Q4"]["inputType"] == "email"


def test_quota__ends_the_survey_when_it_is_full() -> None:
    payload = {"ID": "QO_1", "Name": "women", "Occurrences": 50, "Logic": logic(asks("q://QID1/SelectableChoice/2"))}
    definition, _ = read(qsf(question("QID1"), more=[{"Element": "QO", "Payload": payload}]))
    assert definition["regard"]["quotas"] == [{"name": "women", "expression": "{Q1} = 2", "limit": 50}]


def test_choices_carried_forward__are_shown_when_chosen() -> None:
    carried = {"Locator": "q://QID1/ChoiceGroup/SelectedChoices", "Type": "Dynamic"}
    asked = question("QID2", "MC", "SAVR", Choices={}, ChoiceOrder=[], DynamicChoices=carried)
    element = elements(read(qsf(question("QID1", "MC", "MAVR"), asked))[0])["Q2"]
    assert element["choicesVisibleIf"] == "{Q1} contains {item}"
    assert [one["value"] for one in element["choices"]] == [1, 2, 3]


def test_property__that_nobody_knows__is_said_to_be_lost() -> None:
    _, report = read(qsf(question("QID1", BrandNewThing={"a": 1})))
    assert "BrandNewThing" in report.entries[0].losses[0]
