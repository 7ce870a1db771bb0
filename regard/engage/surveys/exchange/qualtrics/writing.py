"""A definition as a .qsf file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from regard.engage.surveys.exchange.fidelity import Report
from regard.engage.surveys.exchange.languages import languages_in, spoken, to_qualtrics
from regard.engage.surveys.exchange.outline import Page, pages_of
from regard.engage.surveys.exchange.qualtrics.writing_logic import logic_of
from regard.engage.surveys.exchange.qualtrics.writing_questions import Written, write_question

Json = dict[str, Any]
_READ = {"title", "pages", "elements", "locale", "showPrevButton", "showProgressBar", "description", "regard"}
_READ |= {"triggers", "calculatedValues", "pageNextText", "pagePrevText", "completedHtml"}


@dataclass
class Writing:
    """A file while it is written."""

    definition: Mapping[str, Any]
    report: Report = field(default_factory=lambda: Report("Qualtrics"))
    written: dict[str, Written] = field(default_factory=dict)
    flows: int = 1

    @property
    def survey_id(self) -> str:
        """The same for the same survey."""
        told = json.dumps(self.definition, sort_keys=True, default=str).encode()
        return f"SV_{hashlib.sha256(told).hexdigest()[:15]}"

    def flow_id(self) -> str:
        """The next step's id."""
        self.flows += 1
        return f"FL_{self.flows}"


def export_qsf(*, definition: Mapping[str, Any]) -> tuple[bytes, Report]:
    """The file, and what it could not say."""
    writing = Writing(definition)
    pages = pages_of(definition, writing.report)
    languages = [to_qualtrics(code) for code in languages_in(definition)]
    number = 0
    for page in pages:
        for line in page.lines:
            number += 1
            writing.written[line.name] = write_question(line, f"QID{number}", languages)
    for page in pages:
        for line in page.lines:
            _conditions(writing, line)
    elements = [_element(writing, "BL", "Survey Blocks", _blocks(writing, pages))]
    elements.append(_element(writing, "FL", "Survey Flow", _flow(writing, pages)))
    elements.append(_element(writing, "SO", "Survey Options", _options(writing, languages)))
    elements.append(_element(writing, "QC", "Survey Question Count", None, second=str(number)))
    for one in writing.written.values():
        elements.append(_element(writing, "SQ", one.qid, one.payload, second=str(one.payload["QuestionText"])[:99]))
    elements += [_element(writing, "QO", quota["ID"], quota) for quota in _quotas(writing)]
    tree = {"SurveyEntry": _entry(writing), "SurveyElements": elements}
    _note_rest(writing)
    return json.dumps(tree, ensure_ascii=False, indent=1).encode(), writing.report


def _element(writing: Writing, code: str, first: str, payload: Any, *, second: str | None = None) -> Json:
    return {
        "SurveyID": writing.survey_id,
        "Element": code,
        "PrimaryAttribute": first,
        "SecondaryAttribute": second,
        "TertiaryAttribute": None,
        "Payload": payload,
    }


def _entry(writing: Writing) -> Json:
    return {
        "SurveyID": writing.survey_id,
        "SurveyName": spoken(writing.definition.get("title")) or "Survey",
        "SurveyDescription": spoken(writing.definition.get("description")) or None,
        "SurveyOwnerID": "",
        "SurveyBrandID": "",
        "SurveyLanguage": to_qualtrics(str(writing.definition.get("locale") or "en")),
        "SurveyActiveResponseSet": "",
        "SurveyStatus": "Inactive",
        "SurveyCreationDate": "2000-01-01 00:00:00",
    }


def _conditions(writing: Writing, line: Any) -> None:
    one = writing.written[line.name]
    if line.visible_if:
        found = logic_of(line.visible_if, writing.written, line.entry, "condition")
        if found is not None:
            one.payload["DisplayLogic"] = {**found, "inPage": False}
    for key, condition in one.choice_conditions.items():
        found = logic_of(condition, writing.written, line.entry, f"condition of choice {key}")
        if found is not None:
            one.payload["Choices"][key]["DisplayLogic"] = found


def _blocks(writing: Writing, pages: list[Page]) -> list[Json]:
    blocks = []
    for number, page in enumerate(pages, start=1):
        inside = [{"Type": "Question", "QuestionID": writing.written[line.name].qid} for line in page.lines]
        block: Json = {
            "Type": "Standard",
            "SubType": "",
            "Description": page.name,
            "ID": f"BL_{number}",
            "BlockElements": inside,
        }
        if page.is_random:
            block["Options"] = {"RandomizeQuestions": "RandomizeAll"}
        if spoken(page.title) or spoken(page.description):
            writing.report.add("page", page.name).lose("Titles and descriptions of pages are not written.")
        blocks.append(block)
    blocks.append({"Type": "Trash", "Description": "Trash / Unused Questions", "ID": "BL_0", "BlockElements": []})
    return blocks


def _flow(writing: Writing, pages: list[Page]) -> Json:
    steps: list[Json] = _fields(writing)
    ends = [one for one in writing.definition.get("triggers") or [] if one.get("type") == "complete"]
    for number, page in enumerate(pages, start=1):
        step: Json = {"Type": "Standard", "ID": f"BL_{number}", "FlowID": writing.flow_id(), "Autofill": []}
        if page.visible_if:
            entry = writing.report.add("page", page.name)
            found = logic_of(page.visible_if, writing.written, entry, "condition")
            if found is not None:
                step = {
                    "Type": "Branch",
                    "FlowID": writing.flow_id(),
                    "Description": page.name,
                    "BranchLogic": found,
                    "Flow": [step],
                }
        steps.append(step)
        names = {line.name for line in page.lines}
        steps += [end for trigger in ends if (end := _end(writing, trigger, names)) is not None]
    return {"Type": "Root", "FlowID": "FL_1", "Flow": steps, "Properties": {"Count": writing.flows}}


def _end(writing: Writing, trigger: Mapping[str, Any], names: set[str]) -> Json | None:
    """A branch to the end of the survey, after the page that asks what it depends on."""
    expression = str(trigger.get("expression") or "")
    if not any(f"{{{name}}}" in expression or f"{{{name}." in expression for name in names):
        return None
    entry = writing.report.add("trigger", "complete")
    found = logic_of(expression, writing.written, entry, "condition")
    if found is None:
        entry.is_gone = True
        return None
    entry.became = "a branch to the end of the survey"
    end = {"Type": "EndSurvey", "FlowID": writing.flow_id()}
    return {"Type": "Branch", "FlowID": writing.flow_id(), "Description": "End", "BranchLogic": found, "Flow": [end]}


def _fields(writing: Writing) -> list[Json]:
    found = []
    for one in writing.definition.get("calculatedValues") or []:
        name, expression = str(one.get("name")), str(one.get("expression") or "").strip()
        entry = writing.report.add("value", name)
        constant = (
            expression[1:-1]
            if expression[:1] == "'" and expression.count("'") == 2 and expression[-1:] == "'"
            else None
        )
        if constant is None and expression.replace(".", "", 1).isdigit():
            constant = expression
        if constant is None:
            entry.drop("A value that is worked out cannot be written.")
            continue
        found.append(
            {"Description": name, "Type": "Custom", "Field": name, "VariableType": "String", "Value": constant}
        )
    if not found:
        return []
    return [{"Type": "EmbeddedData", "FlowID": writing.flow_id(), "EmbeddedData": found}]


def _options(writing: Writing, languages: list[str]) -> Json:
    definition = writing.definition
    first = to_qualtrics(str(definition.get("locale") or "en"))
    return {
        "BackButton": "true" if definition.get("showPrevButton", True) else "false",
        "SaveAndContinue": "true",
        "SurveyProtection": "PublicSurvey",
        "BallotBoxStuffingPrevention": "false",
        "NoIndex": "Yes",
        "SurveyExpiration": "None",
        "SurveyTermination": "DefaultMessage",
        "ProgressBarDisplay": "Text" if definition.get("showProgressBar") else "None",
        "PartialData": "+1 week",
        "NextButton": spoken(definition.get("pageNextText")),
        "PreviousButton": spoken(definition.get("pagePrevText")),
        "AvailableLanguages": {code: [] for code in (first, *languages)},
    }


def _quotas(writing: Writing) -> list[Json]:
    found = []
    for number, quota in enumerate((writing.definition.get("regard") or {}).get("quotas") or [], start=1):
        entry = writing.report.add("quota", str(quota.get("name")))
        logic = logic_of(str(quota.get("expression") or ""), writing.written, entry, "condition")
        if logic is None:
            entry.is_gone = True
            continue
        one = {"ID": f"QO_{number}", "Name": quota.get("name"), "Occurrences": quota.get("limit"), "Logic": logic}
        found.append({**one, "LogicType": "Simple", "QuotaAction": "EndCurrentSurvey", "Count": 0})
    return found


def _note_rest(writing: Writing) -> None:
    definition = writing.definition
    left = sorted(
        key for key, value in definition.items() if key not in _READ and value not in (None, "", [], {}, False)
    )
    if definition.get("completedHtml"):
        left.append("completedHtml")
    if any(one.get("type") != "complete" for one in definition.get("triggers") or []):
        left.append("triggers other than complete")
    if left:
        writing.report.add("survey", "settings").lose(f"Not written: {', '.join(left)}.")
