"""Files of other tools, made here."""

import io
import json
import zipfile
from typing import Any
from xml.sax.saxutils import escape

Json = dict[str, Any]


def choices(*labels: str) -> Json:
    return {str(number): {"Display": label} for number, label in enumerate(labels, start=1)}


def question(qid: str, sort: str = "MC", selector: str = "SAVR", **rest: Any) -> Json:
    """A question as Qualtrics writes it."""
    base: Json = {
        "QuestionText": f"Text of {qid}",
        "DataExportTag": qid.replace("QID", "Q"),
        "QuestionID": qid,
        "QuestionType": sort,
        "Selector": selector,
        "Configuration": {"QuestionDescriptionOption": "UseText"},
        "Validation": {"Settings": {"ForceResponse": "OFF", "Type": "None"}},
        "Language": [],
    }
    if sort == "MC":
        base["Choices"] = choices("Red", "Green", "Blue")
        base["ChoiceOrder"] = ["1", "2", "3"]
    return base | rest


def qsf(*questions: Json, flow: list[Json] | None = None, elements: list[Json] | None = None, **rest: Any) -> bytes:
    """A file with one block of these questions; `elements` are what stands in the block instead."""
    inside = elements or [{"Type": "Question", "QuestionID": one["QuestionID"]} for one in questions]
    blocks = rest.pop("blocks", [{"Type": "Default", "Description": "Main", "ID": "BL_1", "BlockElements": inside}])
    made = [{"Element": "BL", "PrimaryAttribute": "Survey Blocks", "Payload": blocks}]
    made.append({"Element": "FL", "Payload": {"Type": "Root", "Flow": flow or [{"Type": "Block", "ID": "BL_1"}]}})
    made.append({"Element": "SO", "Payload": rest.pop("options", {"BackButton": "true"})})
    made += [{"Element": "SQ", "PrimaryAttribute": one["QuestionID"], "Payload": one} for one in questions]
    made += rest.pop("more", [])
    entry = {"SurveyID": "SV_1", "SurveyName": "Northwind Trails", "SurveyLanguage": "EN"} | rest
    return json.dumps({"SurveyEntry": entry, "SurveyElements": made}).encode()


def logic(*conditions: Json, joint: str = "And") -> Json:
    """A BooleanExpression of these, joined."""
    inside: Json = {
        str(number): one | ({"Conjuction": joint} if number else {}) for number, one in enumerate(conditions)
    }
    return {"0": inside | {"Type": "If"}, "Type": "BooleanExpression"}


def asks(locator: str, operator: str = "Selected", right: str | None = None) -> Json:
    """One condition on an answer."""
    qid = locator.split("/")[2]
    base = {
        "LogicType": "Question",
        "QuestionID": qid,
        "Operator": operator,
        "LeftOperand": locator,
        "Type": "Expression",
    }
    return base | ({"RightOperand": right} if right is not None else {})


def lss(
    *questions: Json, sort: str = "Survey", survey: Json | None = None, texts: Json | None = None, **tables: list[Json]
) -> bytes:
    """A LimeSurvey file with one group of questions: code, type, text, options and attributes of each."""
    rows: dict[str, list[Json]] = {"groups": [{"gid": 1, "sid": 9, "group_order": 1, "grelevance": "1"}]}
    rows["group_l10ns"] = [{"id": 1, "gid": 1, "group_name": "Main", "language": "en"}]
    for number, one in enumerate(questions, start=1):
        qid = 10 * number
        base = {"qid": qid, "parent_qid": 0, "sid": 9, "gid": 1, "title": one["code"], "question_order": number}
        rest = {name: one[name] for name in ("mandatory", "other", "relevance", "preg") if name in one}
        rows.setdefault("questions", []).append(base | {"type": one["type"], "relevance": "1"} | rest)
        for language, text in (one.get("texts") or {"en": one.get("text", one["code"])}).items():
            said = {"id": qid, "qid": qid, "question": text, "help": "", "language": language}
            rows.setdefault("question_l10ns", []).append(said)
        for place, (code, text, *scale) in enumerate(one.get("subs", []), start=1):
            sub = {"qid": qid * 100 + place, "parent_qid": qid, "title": code, "question_order": place}
            rows.setdefault("subquestions", []).append(sub | {"scale_id": scale[0] if scale else 0, "relevance": "1"})
            said = {"id": 1, "qid": qid * 100 + place, "question": text, "language": "en"}
            rows["question_l10ns"].append(said)
        for place, (code, text, *scale) in enumerate(one.get("answers", []), start=1):
            answer = {"aid": qid * 100 + place, "qid": qid, "code": code, "sortorder": place}
            rows.setdefault("answers", []).append(answer | {"scale_id": scale[0] if scale else 0})
            rows.setdefault("answer_l10ns", []).append(
                {"id": 1, "aid": qid * 100 + place, "answer": text, "language": "en"}
            )
        for name, value in (one.get("attributes") or {}).items():
            rows.setdefault("question_attributes", []).append(
                {"qid": qid, "attribute": name, "value": value, "language": ""}
            )
    rows["surveys"] = [{"sid": 9, "language": "en", "additional_languages": "", "format": "G"} | (survey or {})]
    rows["surveys_languagesettings"] = [
        {"surveyls_language": "en", "surveyls_title": "Northwind Trails"} | (texts or {})
    ]
    return document(sort, rows | tables)


def document(sort: str, tables: dict[str, list[Json]]) -> bytes:
    """Tables as LimeSurvey writes them."""
    lines = [f"<document><LimeSurveyDocType>{sort}</LimeSurveyDocType><DBVersion>640</DBVersion>"]
    lines.append("<languages><language>en</language></languages>")
    for table, rows in tables.items():
        inside = "".join(
            "<row>" + "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in row.items()) + "</row>"
            for row in rows
        )
        lines.append(f"<{table}><fields/><rows>{inside}</rows></{table}>")
    return ("".join(lines) + "</document>").encode()


def packed(**members: bytes) -> bytes:
    """An archive of these files, by their ending."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for end, content in members.items():
            archive.writestr(f"survey_9.{end}", content)
    return written.getvalue()


def elements(definition: Json) -> dict[str, Json]:
    """Every element by name, those in panels too."""
    found: dict[str, Json] = {}
    waiting = [element for page in definition["pages"] for element in page["elements"]]
    while waiting:
        element = waiting.pop(0)
        found[element["name"]] = element
        waiting = [*element.get("elements", []), *waiting]
    return found
