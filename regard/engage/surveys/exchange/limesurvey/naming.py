"""The first pass over a LimeSurvey file: names, and what expressions and columns of answers may speak of."""

from __future__ import annotations

from regard.engage.surveys.exchange.conditions import Ref
from regard.engage.surveys.exchange.limesurvey.asked import Asked, Translation, code_value, row_of
from regard.engage.surveys.exchange.limesurvey.expressions import Ticked
from regard.engage.surveys.exchange.limesurvey.structure import Question
from regard.engage.surveys.exchange.markup import plain

ROWS = {"A", "B", "C", "E", "F", "H"}  # a row takes one answer
PARTS = {"K", "Q"}  # a row is a field
GRIDS = {":", ";"}  # a row has several fields
MULTIPLE = {"M", "P"}


def ask(translation: Translation, question: Question) -> Asked:
    """Name a question, and say what may be asked of its answer."""
    title = plain(next((text for text in question.texts.values() if text), ""))
    entry = translation.report.add("question", question.code, title)
    name = translation.names.take(question.code, f"Q{question.id}")
    if name != question.code:
        entry.approximate(f"Its code {question.code!r} is written {name!r}.")
    asked = Asked(question, name, entry)
    translation.asked[question.id] = asked
    if question.sort in GRIDS:
        for row in question.of_scale(question.subquestions, "0"):
            asked.row_names[row.code] = translation.names.take(f"{name}_{row.code}")
    if question.sort == "1":
        for scale in ("0", "1"):
            asked.row_names[scale] = translation.names.take(f"{name}_{scale}")
    _show(translation, asked)
    return asked


def _show(translation: Translation, asked: Asked) -> None:
    question, name = asked.question, asked.name
    if question.sort in MULTIPLE:
        for option in question.subquestions:
            translation.see(asked, option.code, Ticked(name, code_value(option.code)))
    elif question.sort in ROWS | PARTS:
        for option in question.subquestions:
            translation.see(asked, option.code, Ref(name, row_of(option.code)))
    elif question.sort in GRIDS:
        for row in question.of_scale(question.subquestions, "0"):
            for column in question.of_scale(question.subquestions, "1"):
                part = Ref(asked.row_names[row.code], row_of(column.code))
                translation.see(asked, f"{row.code}_{column.code}", part)
    elif question.sort == "1":
        for row in question.subquestions:
            for scale in ("0", "1"):
                translation.see(asked, f"{row.code}_{scale}", Ref(asked.row_names[scale], row_of(row.code)))
                translation.see(asked, f"{row.code}#{scale}", Ref(asked.row_names[scale], row_of(row.code)))
    elif question.sort == "R":
        for place in range(len(question.answers) or len(question.subquestions)):
            translation.see(asked, str(place + 1), Ref(f"{name}[{place}]"))
    translation.see(asked, "other", Ref(f"{name}-Comment"))
    translation.see(asked, "comment", Ref(f"{name}-Comment"))
    translation.see(asked, "", Ref(name))
