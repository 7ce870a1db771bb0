"""A definition as an .lss file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from regard.engage.surveys.exchange.fidelity import Report
from regard.engage.surveys.exchange.languages import languages_in, spoken, to_limesurvey
from regard.engage.surveys.exchange.limesurvey.writing_questions import Row, Written, relevance_of, write_question
from regard.engage.surveys.exchange.names import NameBook
from regard.engage.surveys.exchange.outline import Page, pages_of
from regard.engage.surveys.exchange.shaping import Unshapable, shape_of

VERSION = "415"  # of the database whose tables these are
_READ = {"title", "description", "pages", "elements", "locale", "completedHtml", "showPrevButton", "showProgressBar"}
_READ |= {"calculatedValues", "regard"}
ORDER = (
    "answers", "answer_l10ns", "groups", "group_l10ns", "questions", "question_l10ns", "subquestions",
    "question_attributes", "quota", "quota_members", "quota_languagesettings", "surveys", "surveys_languagesettings",
)  # fmt: skip


@dataclass
class Writing:
    """A file while it is written."""

    definition: Mapping[str, Any]
    report: Report = field(default_factory=lambda: Report("LimeSurvey"))
    tables: dict[str, list[Row]] = field(default_factory=dict)
    written: dict[str, Written] = field(default_factory=dict)
    ids: int = 0

    def next_id(self) -> str:
        """A number nothing else in the file has."""
        self.ids += 1
        return str(self.ids)

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows to a table."""
        self.tables.setdefault(table, []).extend(rows)


def export_lss(*, definition: Mapping[str, Any]) -> tuple[bytes, Report]:
    """The file, and what it could not say."""
    writing = Writing(definition)
    told = json.dumps(definition, sort_keys=True, default=str).encode()
    sid = str(100_000 + int(hashlib.sha256(told).hexdigest()[:6], 16) % 800_000)
    first = str(definition.get("locale") or "en")
    languages = [first, *(code for code in languages_in(definition) if code != first)]
    pages = pages_of(definition, writing.report)
    codes = NameBook()
    for page in pages:
        for line in page.lines:
            writing.written[line.name] = Written(_code(codes, line.name), line)
    for number, page in enumerate(pages, start=1):
        _group(writing, page, number, sid, languages)
    _survey(writing, sid, languages)
    _quotas(writing, sid, languages)
    _note_rest(writing)
    return _document(writing, languages), writing.report


def _code(codes: NameBook, name: str) -> str:
    """A code begins with a letter, is short and has no underscore."""
    plain = "".join(sign for sign in name if sign.isascii() and sign.isalnum())
    return codes.take((plain if plain[:1].isalpha() else f"Q{plain}")[:17]).replace("_", "n")


def _group(writing: Writing, page: Page, number: int, sid: str, languages: Sequence[str]) -> None:
    gid = writing.next_id()
    entry = writing.report.add("page", page.name)
    shown = relevance_of(page.visible_if, writing.written, entry, "condition") or "1"
    if page.is_random:
        entry.lose("The random order of its questions is not written.")
    base = {"gid": gid, "sid": sid, "group_order": str(number), "randomization_group": "", "grelevance": shown}
    writing.add("groups", [base])
    for place, code in enumerate(languages):
        name = _in(page.title, code, place) or page.name
        said = {"id": writing.next_id(), "group_name": name, "description": _in(page.description, code, place)}
        writing.add("group_l10ns", [{**said, "language": to_limesurvey(code), **base}])
    for place, line in enumerate(page.lines, start=1):
        one = writing.written[line.name]
        one.qid, one.gid, one.sid = writing.next_id(), gid, sid
        for table, row in write_question(one, place, languages, writing.written, writing.next_id):
            writing.add(table, [row])


def _in(text: Any, code: str, place: int) -> str:
    return spoken(text, "default" if place == 0 else code)


def _survey(writing: Writing, sid: str, languages: Sequence[str]) -> None:
    definition = writing.definition
    is_anonymous = (definition.get("regard") or {}).get("anonymous") is True
    others = " ".join(to_limesurvey(code) for code in languages[1:])
    writing.add(
        "surveys",
        [
            {
                "sid": sid,
                "gsid": "1",
                "admin": "inherit",
                "language": to_limesurvey(languages[0]),
                "additional_languages": others,
                "format": "G",
                "anonymized": "Y" if is_anonymous else "N",
                "datestamp": "N" if is_anonymous else "Y",
                "allowprev": "Y" if definition.get("showPrevButton", True) else "N",
                "showprogress": "Y" if definition.get("showProgressBar") else "N",
                "active": "N",
            }
        ],
    )
    for place, code in enumerate(languages):
        said = {
            "surveyls_survey_id": sid,
            "surveyls_language": to_limesurvey(code),
            "surveyls_title": _in(definition.get("title"), code, place) or "Survey",
            "surveyls_description": _in(definition.get("description"), code, place),
            "surveyls_welcometext": "",
            "surveyls_endtext": _in(definition.get("completedHtml"), code, place),
        }
        writing.add("surveys_languagesettings", [said])


def _quotas(writing: Writing, sid: str, languages: Sequence[str]) -> None:
    """A quota counts those who gave certain answers; nothing more involved can be said."""
    for quota in (writing.definition.get("regard") or {}).get("quotas") or []:
        entry = writing.report.add("quota", str(quota.get("name")))
        try:
            shape = shape_of(str(quota.get("expression") or ""))
        except Unshapable:
            shape = []
        facts = shape[0] if len(shape) == 1 else []
        known = [fact for fact in facts if fact.name in writing.written and fact.operator in ("equal", "contains")]
        if not known or len(known) < len(facts):
            entry.drop("Its condition is more than certain answers given together, and is not written.")
            continue
        key = writing.next_id()
        row = {"id": key, "sid": sid, "name": str(quota.get("name")), "qlimit": str(quota.get("limit")), "action": "1"}
        writing.add("quota", [{**row, "active": "1", "autoload_url": "0"}])
        for fact in known:
            qid = writing.written[fact.name].qid
            member = {"id": writing.next_id(), "sid": sid, "qid": qid, "quota_id": key, "code": str(fact.value)}
            writing.add("quota_members", [member])
        for place, code in enumerate(languages):
            said = {"quotals_id": writing.next_id(), "quotals_quota_id": key, "quotals_language": to_limesurvey(code)}
            message = _in(quota.get("html"), code, place) or "Thank you."
            writing.add("quota_languagesettings", [{**said, "quotals_name": row["name"], "quotals_message": message}])


def _note_rest(writing: Writing) -> None:
    left = sorted(
        key for key, value in writing.definition.items() if key not in _READ and value not in (None, "", [], {}, False)
    )
    for one in writing.definition.get("calculatedValues") or []:
        writing.report.add("value", str(one.get("name"))).drop("A value that is worked out is not written.")
    if left:
        writing.report.add("survey", "settings").lose(f"Not written: {', '.join(left)}.")


def _document(writing: Writing, languages: Sequence[str]) -> bytes:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<document>"]
    lines += [" <LimeSurveyDocType>Survey</LimeSurveyDocType>", f" <DBVersion>{VERSION}</DBVersion>", " <languages>"]
    lines += [f"  <language>{escape(to_limesurvey(code))}</language>" for code in languages] + [" </languages>"]
    for table in ORDER:
        rows = writing.tables.get(table)
        if not rows:
            continue
        names = list(dict.fromkeys(name for row in rows for name in row))
        lines += [
            f" <{table}>",
            "  <fields>",
            *(f"   <fieldname>{name}</fieldname>" for name in names),
            "  </fields>",
            "  <rows>",
        ]
        for row in rows:
            lines.append("   <row>")
            lines += [f"    <{name}>{_cdata(row.get(name, ''))}</{name}>" for name in names]
            lines.append("   </row>")
        lines += ["  </rows>", f" </{table}>"]
    return "\n".join([*lines, "</document>", ""]).encode()


def _cdata(text: str) -> str:
    """Text as the tool writes it; signs that XML cannot hold are left out."""
    kept = "".join(
        sign
        for sign in text
        if sign in "\t\n\r" or (sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff")
    )
    return "<![CDATA[" + kept.replace("]]>", "]]]]><![CDATA[>") + "]]>" if kept else ""
