"""Answers come in from tables and go out as tables."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyreadstat
import pytest
from python_calamine import CalamineWorkbook

from regard.engage.surveys.definition.checking import check_definition
from regard.engage.surveys.exchange.errors import ExportRefused, SurveyUnreadable
from regard.engage.surveys.exchange.fidelity import Report
from regard.engage.surveys.exchange.imported import Answered
from regard.engage.surveys.exchange.reading import read_responses, read_survey
from regard.engage.surveys.exchange.tests.factories import choices, elements, qsf, question
from regard.engage.surveys.exchange.writing import write_answers, write_survey
from tests.needs import need

SHARED = Path(__file__).resolve().parents[5].parent / "shared" / "data" / "qualtrics_qsf" / "Sample Surveys"
GRID = {"Choices": choices("Speed", "Price"), "Answers": choices("Bad", "Good"), "AnswerOrder": [1, 2]}
WORDS = choices("Red", "Other")
WORDS["2"]["TextEntry"] = "true"
SURVEY = qsf(
    question("QID1", RecodeValues={"1": "10", "2": "20", "3": "30"}),
    question("QID2", "MC", "MAVR"),
    question("QID3", "Matrix", "Likert", SubSelector="SingleAnswer", **GRID),
    question("QID4", "MC", "SAVR", Choices=WORDS),
    question("QID5", "RO", "DND", Choices=choices("A", "B")),
    question("QID6", "TE", "SL"),
)


def table(*rows: list[str]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode("utf-8-sig")


NEWER = (  # tag, what the third row says, a cell
    ("StartDate", "startDate", "2026-07-01 10:00:00"),
    ("EndDate", "endDate", "2026-07-01 10:05:00"),
    ("ResponseId", "_recordId", "R_1"),
    ("RecipientEmail", "recipientEmail", "ada@example.org"),
    ("Finished", "finished", "1"),
    ("A", "QID1", "20"),
    ("B_1", "QID2.1", "1"),
    ("B_3", "QID2.3", ""),
    ("C_1", "QID3_1", "2"),
    ("D", "QID4", "2"),
    ("D_2_TEXT", "QID4_2_TEXT", "Grey"),
    ("E_1", "QID5_1", "2"),
    ("E_2", "QID5_2", "1"),
    ("F", "QID6_TEXT", "=1+1"),
    ("Zip", "QID99_TEXT", "x"),
)


def said(identity: str) -> str:
    """What the third row says of a column."""
    name, _, choice = identity.partition(".")
    told = {"ImportId": name, "timeZone": "Europe/Berlin"} | ({"choiceId": choice} if choice else {})
    return json.dumps(told)


def test_table_with_three_rows_of_headings__is_read_by_its_ids() -> None:
    tags, third, row = [tag for tag, _, _ in NEWER], [said(one) for _, one, _ in NEWER], [cell for _, _, cell in NEWER]
    survey, report = read_survey(content=SURVEY), Report("table")
    (found,) = read_responses(content=table(tags, tags, third, row), slots=survey.slots, report=report)
    assert found.answers == {
        "Q1": 20,
        "Q2": [1],
        "Q3": {"1": 2},
        "Q4": "other",
        "Q4-Comment": "Grey",
        "Q5": [2, 1],
        "Q6": "=1+1",
    }
    assert (found.id, found.people) == ("R_1", {"email": "ada@example.org"})
    assert found.at == datetime(2026, 7, 1, 8, 5, tzinfo=UTC)
    assert [entry.where for entry in report.entries if entry.verdict == "dropped"] == ["Zip"]


def test_previews__are_left_out_and_counted() -> None:
    tags = ["ResponseId", "Status", "DistributionChannel", "Q1"]
    ids = [f'{{"ImportId":"{name}"}}' for name in ("_recordId", "status", "distributionChannel", "QID1")]
    answers = [
        ["R_1", "IP Address", "anonymous", "Green"],
        ["R_2", "Survey Preview", "anonymous", "Green"],
        ["R_3", "0", "preview", "Green"],
        ["R_4", "1", "", "Green"],
        ["R_5", "Spam", "email", "Green"],
        ["R_6", "2", "", "Green"],
    ]
    report = Report("table")
    found = read_responses(
        content=table(tags, tags, ids, *answers), slots=read_survey(content=SURVEY).slots, report=report
    )
    assert [one.id for one in found] == ["R_1", "R_5", "R_6"]
    gone = [entry.where for entry in report.entries if entry.verdict == "dropped"]
    assert gone == ["DistributionChannel", "3 previews"]
    for words in ("spam", "generated tests"):
        assert any(f"1 responses are marked as {words}" in line for line in report.lines())


def test_table_of_labels__means_the_same_values() -> None:
    tags = ["ResponseId", "Q1", "Q2", "Q3_1"]
    ids = ['{"ImportId":"_recordId"}', '{"ImportId":"QID1"}', '{"ImportId":"QID2"}', '{"ImportId":"QID3_1"}']
    content = table(tags, tags, ids, ["R_1", "Green", "Red,Blue", "Good"])
    (found,) = read_responses(content=content, slots=read_survey(content=SURVEY).slots, report=Report("table"))
    assert found.answers == {"Q1": 20, "Q2": [1, 3], "Q3": {"1": 2}}


def test_older_table__has_two_rows_of_headings_and_may_name_columns_alike() -> None:
    tags = {"1": "speed", "2": "price"}
    grids = [
        question(f"QID{n}", "Matrix", "Likert", SubSelector="SingleAnswer", ChoiceDataExportTags=tags, **GRID)
        for n in (1, 2)
    ]
    survey = read_survey(content=qsf(*grids))
    content = table(
        ["V1", "V2", "speed", "price", "speed", "price"],
        ["ResponseID", "EndDate", "a", "b", "c", "d"],
        ["R_1", "2026-07-01 10:00:00", "1", "2", "2", "1"],
    )
    (found,) = read_responses(content=content, slots=survey.slots, report=Report("table"))
    assert found.answers == {"Q1": {"speed": 1, "price": 2}, "Q2": {"speed": 2, "price": 1}}


def test_codes_nobody_knows__are_kept_and_counted() -> None:
    report = Report("table")
    content = table(["V1", "Q1"], ["ResponseID", "x"], ["R_1", "77"], ["R_2", "-99"])
    (found,) = read_responses(content=content, slots=read_survey(content=SURVEY).slots, report=report)
    assert found.answers == {"Q1": 77}
    assert any("1 answers to Q1" in line for line in report.lines())


def test_table_of_another_survey__is_refused() -> None:
    survey = read_survey(content=SURVEY)
    for content in (table(["a", "b"], ["1", "2"]), table(["V1", "Z"], ["ResponseID", "z"], ["R_1", "1"])):
        with pytest.raises(SurveyUnreadable, match="No column of the table belongs"):
            read_responses(content=content, slots=survey.slots, report=Report("table"))


def test_plain_table__is_guessed_and_says_so() -> None:
    rows = [["Submitted at", "Email", "How likely are you to recommend us?", "Colour", "Uses", "Why?", "Empty"]]
    for number in range(12):
        colour, uses = ("red", "blue")[number % 2], ("walking; climbing", "climbing", "walking;swimming")[number % 3]
        about = [f"2026-03-{number + 1:02d} 10:00:00", f"p{number}@example.org"]
        rows.append([*about, str(number % 11), colour, uses, f"Because of reason {number}", ""])
    found = read_survey(content=table(*rows), name="past_answers.csv")
    assert [fault for fault in check_definition(definition=found.definition) if fault.severity == "error"] == []
    asked = elements(found.definition)
    kinds = [element["type"] for element in asked.values()]
    assert kinds == ["rating", "radiogroup", "checkbox", "text"]
    assert next(iter(asked.values()))["regard"] == {"metric": "nps"}
    assert found.definition["title"] == "past answers"
    assert len(found.answered) == 12
    first = found.answered[0]
    assert first.people == {"email": "p0@example.org"}
    assert list(first.answers.values()) == [0, "red", ["walking", "climbing"], "Because of reason 0"]
    assert {entry.verdict for entry in found.report.entries} == {"approximated", "dropped"}


def some_answers() -> tuple[dict[str, Any], list[Answered]]:
    definition = read_survey(content=SURVEY).definition
    evil = Answered(
        "R_1", {"Q6": '=HYPERLINK("x")', "Q1": 20, "Q2": [1, 3], "Q3": {"1": 2}}, datetime(2026, 7, 1, tzinfo=UTC)
    )
    plain = Answered("R_2", {"Q4": "other", "Q4-Comment": "@you", "Q5": [2, 1]}, people={"email": "+a@example.org"})
    return definition, [evil, plain]


def test_answers__written_as_csv__come_back_and_hold_no_formula() -> None:
    definition, answered = some_answers()
    content = write_answers(definition=definition, answered=answered, format="csv")
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    slots = read_survey(content=write_survey(definition=definition, format="surveyjs")[0]).slots
    back = read_responses(content=content, slots=slots, report=Report("table"))
    assert [one.answers for one in back] == [one.answers for one in answered]
    assert [one.at for one in back] == [one.at for one in answered]
    assert [one.people for one in back] == [one.people for one in answered]


def test_answers__written_as_a_workbook__are_text_and_numbers(tmp_path: Path) -> None:
    definition, answered = some_answers()
    path = tmp_path / "answers.xlsx"
    path.write_bytes(write_answers(definition=definition, answered=answered, format="xlsx"))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Answers").to_python()
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["Q6"] == '=HYPERLINK("x")'
    assert (first["Q1"], first["Q2[1]"], first["Q2[2]"], first["Q3[1]"]) == (20.0, 1.0, 0.0, 2.0)
    with zipfile.ZipFile(path) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


def test_answers__written_for_spss__say_what_values_mean(tmp_path: Path) -> None:
    definition, answered = some_answers()
    path = tmp_path / "answers.sav"
    path.write_bytes(write_answers(definition=definition, answered=answered, format="sav"))
    frame, meta = pyreadstat.read_sav(str(path))
    assert frame["Q1"][0] == 20.0
    assert meta.variable_value_labels["Q1"] == {10.0: "Red", 20.0: "Green", 30.0: "Blue"}
    assert meta.column_names_to_labels["Q3_1"] == "Text of QID3 – Speed"
    assert frame["Q6"][0] == '=HYPERLINK("x")'


def test_answers__in_a_format_nobody_knows__are_refused() -> None:
    with pytest.raises(ExportRefused, match="csv, xlsx, sav"):
        write_answers(definition={"pages": []}, answered=[], format="docx")


def shared_surveys() -> list[Path]:
    need(SHARED, "the shared data lie beside the project")
    return sorted(SHARED.rglob("*.qsf"))


def test_every_shared_survey__is_read_with_a_report_and_written_again() -> None:
    found = shared_surveys()
    assert len(found) == 14
    for path in found:
        survey = read_survey(content=path.read_bytes(), name=path.name)
        assert [fault for fault in check_definition(definition=survey.definition) if fault.severity == "error"] == []
        assert survey.report.counts()["kept"] >= 2
        asked = [name for name, element in elements(survey.definition).items() if element["type"] != "panel"]
        for way in ("qsf", "lss", "surveyjs"):
            content, report = write_survey(definition=survey.definition, format=way)
            back = elements(read_survey(content=content).definition)
            assert len([name for name, one in back.items() if not name.endswith("_title")]) >= len(asked)
            assert report.entries


def test_every_shared_table_of_answers__is_read_and_comes_back() -> None:
    tables = [(path, survey) for survey in shared_surveys() for path in sorted(survey.parent.glob("*.csv"))]
    assert len(tables) == 21
    for path, source in tables:
        survey = read_survey(content=source.read_bytes())
        found = read_responses(content=path.read_bytes(), slots=survey.slots, report=Report("table"))
        assert len(found) >= 5
        content = write_answers(definition=survey.definition, answered=found, format="csv")
        slots = read_survey(content=write_survey(definition=survey.definition, format="surveyjs")[0]).slots
        back = read_responses(content=content, slots=slots, report=Report("table"))
        assert [one.id for one in back] == [one.id for one in found]
        for one, other in zip(found, back, strict=True):
            assert _sorted(one.answers) == _sorted(other.answers)


def test_one_survey__exported_in_both_layouts__has_the_same_answers() -> None:
    need(SHARED, "the shared data lie beside the project")
    folder = SHARED / "Multiple Answer Matrix Questions"
    survey = read_survey(content=(folder / "Multiple_Answer_Matrix_Questions.qsf").read_bytes())
    layouts = [
        read_responses(content=(folder / name).read_bytes(), slots=survey.slots, report=Report("table"))
        for name in ("Multiple_Answer_Matrix_Questions.csv", "Multiple_Answer_Matrix_Questions (Insights).csv")
    ]
    assert [_sorted(one.answers) for one in layouts[0]] == [_sorted(one.answers) for one in layouts[1]]


def _sorted(answers: dict[str, Any]) -> dict[str, Any]:
    return {name: sorted(map(str, value)) if isinstance(value, list) else value for name, value in answers.items()}
