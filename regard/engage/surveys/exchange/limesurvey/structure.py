"""The rows of a LimeSurvey file as groups, questions, subquestions and answers with their texts, in all its versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from regard.engage.surveys.exchange.limesurvey.file import Row, Tables

Texts = dict[str, str]  # by language


@dataclass
class Option:
    """A subquestion or an answer."""

    id: str
    code: str
    texts: Texts = field(default_factory=dict)
    scale: str = "0"
    relevance: str = ""
    order: float = 0


@dataclass
class Question:
    """One question as the file has it."""

    id: str
    sid: str
    gid: str
    code: str
    sort: str
    texts: Texts
    helps: Texts
    row: Row
    attributes: dict[str, Texts] = field(default_factory=dict)
    subquestions: list[Option] = field(default_factory=list)
    answers: list[Option] = field(default_factory=list)
    defaults: list[Row] = field(default_factory=list)

    def attribute(self, name: str) -> str:
        """An attribute in any language it is in; empty without it."""
        said = self.attributes.get(name, {})
        return said.get("") or next((text for text in said.values() if text), "")

    def of_scale(self, options: list[Option], scale: str) -> list[Option]:
        """The options of one of its two scales."""
        return [option for option in options if option.scale == scale]


@dataclass
class Group:
    """One group of questions, which is a page."""

    id: str
    names: Texts
    descriptions: Texts
    relevance: str
    random: str
    questions: list[Question] = field(default_factory=list)


def groups_of(tables: Tables, language: str) -> list[Group]:
    """Every group with its questions, in order; one without a name where the file is of a single question."""
    groups = _groups(tables, language)
    questions = _questions(tables, language)
    _add_options(tables, questions, language)
    _add_attributes(tables, questions)
    for question in questions.values():
        place = groups.setdefault(question.gid, Group(question.gid, {}, {}, "", ""))
        place.questions.append(question)
    return [group for group in groups.values() if group.questions]


def _texts(tables: Tables, old: str, new: str, key: str, column: str, language: str) -> dict[str, Texts]:
    """A text by id and language: in rows of its own in newer files, in the row itself in older ones."""
    found: dict[str, Texts] = defaultdict(dict)
    for row in tables.of(new) or tables.of(old):
        text = row.get(column)
        if text is not None and key in row:
            found[row[key]][row.get("language") or language] = text
    return found


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _groups(tables: Tables, language: str) -> dict[str, Group]:
    names = _texts(tables, "groups", "group_l10ns", "gid", "group_name", language)
    said = _texts(tables, "groups", "group_l10ns", "gid", "description", language)
    found: dict[str, Group] = {}
    for row in sorted(tables.of("groups"), key=lambda one: _number(one.get("group_order"))):
        gid = row.get("gid", "")
        if gid not in found:
            random = row.get("randomization_group", "")
            found[gid] = Group(gid, names[gid], said[gid], row.get("grelevance", ""), random)
    return found


def _questions(tables: Tables, language: str) -> dict[str, Question]:
    texts = _texts(tables, "questions", "question_l10ns", "qid", "question", language)
    helps = _texts(tables, "questions", "question_l10ns", "qid", "help", language)
    found: dict[str, Question] = {}
    for row in sorted(tables.of("questions"), key=lambda one: _number(one.get("question_order"))):
        qid = row.get("qid", "")
        if qid not in found and row.get("parent_qid", "0") in ("0", ""):
            head = (row.get(name, "") for name in ("sid", "gid", "title", "type"))
            sid, gid, code, sort = head
            found[qid] = Question(qid, sid, gid, code or f"Q{qid}", sort or "T", texts[qid], helps[qid], row)
    return found


def _add_options(tables: Tables, questions: Mapping[str, Question], language: str) -> None:
    old = "subquestions"
    texts = _texts(tables, old, "question_l10ns", "qid", "question", language)
    nested = [row for row in tables.of("questions") if row.get("parent_qid", "0") not in ("0", "")]
    seen: set[str] = set()
    for row in [*tables.of(old), *nested]:
        question, qid = questions.get(row.get("parent_qid", "")), row.get("qid", "")
        if question is not None and qid not in seen:
            seen.add(qid)
            inline = {row.get("language") or language: row["question"]} if "question" in row else {}
            option = Option(qid, row.get("title", qid), texts.get(qid) or inline, row.get("scale_id") or "0")
            option.relevance, option.order = row.get("relevance", ""), _number(row.get("question_order"))
            question.subquestions.append(option)
    _add_answers(tables, questions, language)
    for question in questions.values():
        question.subquestions.sort(key=lambda one: (one.scale, one.order))
        question.answers.sort(key=lambda one: (one.scale, one.order))


def _add_answers(tables: Tables, questions: Mapping[str, Question], language: str) -> None:
    translated = (
        _texts(tables, "answers", "answer_l10ns", "aid", "answer", language) if tables.of("answer_l10ns") else {}
    )
    for row in tables.of("answers"):
        question = questions.get(row.get("qid", ""))
        if question is None:
            continue
        code, scale = row.get("code", ""), row.get("scale_id") or "0"
        known = next((one for one in question.answers if (one.code, one.scale) == (code, scale)), None)
        if known is None:
            known = Option(row.get("aid", code), code, {}, scale, order=_number(row.get("sortorder")))
            question.answers.append(known)
        said = translated.get(row.get("aid", "")) or {row.get("language") or language: row.get("answer", "")}
        known.texts |= said


def _add_attributes(tables: Tables, questions: Mapping[str, Question]) -> None:
    for row in tables.of("question_attributes"):
        question = questions.get(row.get("qid", ""))
        if question is not None and row.get("value") not in (None, ""):
            question.attributes.setdefault(row.get("attribute", ""), {})[row.get("language") or ""] = row["value"]
    texts = {
        (row.get("dvid"), row.get("language")): row.get("defaultvalue", "") for row in tables.of("defaultvalue_l10ns")
    }
    for row in tables.of("defaultvalues"):
        question = questions.get(row.get("qid", ""))
        said = row.get("defaultvalue") or next((text for (key, _), text in texts.items() if key == row.get("dvid")), "")
        if question is not None and said:
            question.defaults.append(row | {"defaultvalue": said})
