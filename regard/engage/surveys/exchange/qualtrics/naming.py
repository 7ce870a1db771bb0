"""The first pass over a .qsf: what each question is called from now on, and what its options are worth."""

from __future__ import annotations

from collections.abc import Callable

from regard.engage.surveys.exchange.conditions import scalar
from regard.engage.surveys.exchange.markup import plain
from regard.engage.surveys.exchange.qualtrics.asked import (
    MULTIPLE,
    Asked,
    Translation,
    has_words,
    options_of,
    row_values,
    values_of,
)
from regard.engage.surveys.exchange.qualtrics.file import Json, is_true, mapping

ROWS_OF_THEIR_OWN = ("MultipleAnswer",)


def kind_of(payload: Json) -> str:
    """What sort of answer a question takes here."""
    sort, selector = str(payload.get("QuestionType")), str(payload.get("Selector"))
    found = _KINDS.get(sort)
    return "none" if found is None else found(payload, selector)


def _choice(payload: Json, selector: str) -> str:
    return "rating" if selector == "NPS" else "multiple" if selector in MULTIPLE else "single"


def _matrix(payload: Json, selector: str) -> str:
    answers = options_of_payload(payload, "Answers")
    if selector == "TE":
        return "parts" if len(answers) <= 1 else "rows"
    if selector in ("CS", "RO"):
        return "rows" if len(answers) > 1 else "parts"
    if selector == "Profile" or payload.get("SubSelector") in ROWS_OF_THEIR_OWN:
        return "rows"
    return "matrix"


def _slider(payload: Json, selector: str) -> str:
    return "rows" if len(options_of_payload(payload, "Choices")) > 1 else "number"


_KINDS: dict[str, Callable[[Json, str], str]] = {
    "MC": _choice,
    "Matrix": _matrix,
    "TE": lambda payload, selector: "parts" if selector == "FORM" else "text",
    "Slider": _slider,
    "RO": lambda payload, selector: "ranking",
    "CS": lambda payload, selector: "parts",
    "PGR": lambda payload, selector: "matrix",
    "SBS": lambda payload, selector: "side",
    "DD": lambda payload, selector: "single",
    "SS": lambda payload, selector: "single",
    "HotSpot": lambda payload, selector: "matrix" if selector == "LikeDislike" else "multiple",
    "FileUpload": lambda payload, selector: "file" if selector in ("FileUpload", "None", "") else "none",
}


def options_of_payload(payload: Json, which: str) -> dict[str, object]:
    """Choices or answers as written."""
    return mapping(payload.get(which))


def ask(translation: Translation, payload: Json, *, kind: str = "question") -> Asked:
    """Name a question and value its options."""
    qid, tag = str(payload["QuestionID"]), str(payload.get("DataExportTag") or "")
    entry = translation.report.add(kind, qid, plain(payload.get("QuestionText")))
    name = translation.names.take(tag, qid)
    if tag and name != tag and kind == "question":
        entry.approximate(f"Its name {tag!r} is written {name!r}.")
    asked = Asked(payload, name, entry, kind_of(payload))
    asked.choices, asked.answers = options_of(asked), options_of(asked, "Answers")
    translation.asked[qid] = asked
    _value(translation, asked)
    return asked


def _value(translation: Translation, asked: Asked) -> None:
    payload, recodes = asked.payload, asked.payload.get("RecodeValues")
    if payload.get("QuestionType") == "DD":
        asked.choices = asked.answers
        asked.values = {key: scalar(key) for key in asked.choices}
    elif asked.kind == "matrix" or payload.get("QuestionType") == "Matrix":
        asked.values = values_of(asked.answers, recodes, asked.entry)
    else:
        asked.values = values_of(asked.choices, recodes, asked.entry)
    if asked.kind == "matrix":
        asked.rows = row_values(asked, asked.choices)
    if asked.kind == "side":
        for key, part in mapping(payload.get("AdditionalQuestions")).items():
            _ask_column(translation, asked, key, mapping(part))
    if asked.kind == "rows":
        for key in asked.choices:
            asked.row_names[key] = translation.names.take(f"{asked.name}_{key}")
    if asked.kind in ("single", "multiple"):
        _place_words(translation, asked)


def _ask_column(translation: Translation, asked: Asked, key: str, part: Json) -> None:
    """A column of a side-by-side question is a grid of its own over the same rows."""
    shared = {
        name: asked.payload.get(name) for name in ("Choices", "ChoiceOrder", "ChoiceDataExportTags", "Validation")
    }
    qid = str(part.get("QuestionID") or f"{asked.qid}#{key}")
    tag = str(part.get("DataExportTag") or f"{asked.tag}#{key}")
    defaults = {"QuestionType": "Matrix", "Selector": "Likert", "SubSelector": "SingleAnswer"}
    ask(translation, {**shared, **defaults, **part, "QuestionID": qid, "DataExportTag": tag}, kind="column")


def _place_words(translation: Translation, asked: Asked) -> None:
    """One choice with words beside it is "other", further ones get a question of their own; so for the exclusive one."""
    with_words = [key for key, option in asked.choices.items() if has_words(option)]
    if with_words and with_words[-1] == next(reversed(asked.choices)):
        asked.other = with_words.pop()
    for key in with_words:
        asked.texts[key] = translation.names.take(f"{asked.name}_{key}_text")
    exclusive = [key for key, option in asked.choices.items() if is_true(option.get("ExclusiveAnswer"))]
    if asked.kind == "multiple" and len(exclusive) == 1 and exclusive[0] != asked.other:
        asked.none = exclusive[0]
    for special, value in ((asked.other, "other"), (asked.none, "none")):
        if special is not None:
            asked.values[special] = value
