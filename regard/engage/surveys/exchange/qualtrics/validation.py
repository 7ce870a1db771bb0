"""What an answer must be like: Qualtrics' validation settings as SurveyJS' validators."""

from __future__ import annotations

from typing import Any

from regard.engage.surveys.exchange.conditions import negated, scalar
from regard.engage.surveys.exchange.fidelity import note_unread
from regard.engage.surveys.exchange.markup import plain
from regard.engage.surveys.exchange.qualtrics.asked import Asked, Element, Translation
from regard.engage.surveys.exchange.qualtrics.file import Json, mapping
from regard.engage.surveys.exchange.qualtrics.logic import condition_of

INPUTS = {"ValidEmail": "email", "ValidNumber": "number", "ValidPhone": "tel", "ValidUSPhone": "tel", "ValidURL": "url"}
PATTERNS = {"ValidZip": r"^[A-Za-z0-9][A-Za-z0-9 \\-]{2,9}$", "ValidUSZip": r"^[0-9]{5}(-[0-9]{4})?$"}
_READ = {
    "ForceResponse",
    "ForceResponseType",
    "Type",
    "ContentType",
    "ValidNumber",
    "MinChars",
    "TotalChars",
    "MaxChars",
}
_READ |= {"MinChoices", "MaxChoices", "ChoiceTotal", "CustomValidation", "EnforceRange"}
# Settings left behind by sorts of validation that are not in force, and formats of dates and phones.
_STALE = {
    "ValidDateType",
    "ValidPhoneType",
    "ValidZipType",
    "ValidDate",
    "ForceResponseWarningType",
    "NumDecimals",
    "Min",
}
_STALE |= {"Max", "MustRankMin", "MustRankMax", "MinDate", "MaxDate"}


def apply_validation(translation: Translation, asked: Asked, element: Element) -> None:
    """Add what must hold of the answer to its element."""
    found = asked.payload.get("Validation")
    settings = mapping(mapping(found).get("Settings"))
    forced, way = str(settings.get("ForceResponse") or "OFF"), str(settings.get("ForceResponseType") or "")
    if forced == "RequestResponse" or (forced == "ON" and way == "RequestResponse"):
        asked.entry.approximate("An answer is not asked for again when it is missing; the question is optional.")
    elif forced == "ON":
        element["isRequired"] = True
    sort = str(settings.get("Type") or "None")
    rules = _rules(translation, asked, element, settings, sort)
    if rules:
        element["validators"] = rules
    note_unread(asked.entry, settings, _READ | _STALE, "Its validation")


def _rules(translation: Translation, asked: Asked, element: Element, settings: Json, sort: str) -> list[dict[str, Any]]:
    if sort in ("ContentType", "ValidNumber") or (sort == "None" and settings.get("ContentType")):
        return _content(asked, element, settings) if sort != "None" else []
    if sort in ("MinChar", "TotalChar", "CharRange", "MaxChars"):
        return _lengths(settings, sort)
    if sort in ("MinChoices", "MaxChoices", "ChoiceRange", "SelectMany", "RangeChoices", "ExactChoices"):
        limits = _limits(settings.get("MinChoices"), settings.get("MaxChoices"), "minCount", "maxCount")
        return [{"type": "answercount", **limits}] if limits and element.get("type") in ("checkbox", "tagbox") else []
    if sort == "CustomValidation":
        return _custom(translation, asked, mapping(settings.get("CustomValidation")))
    if sort in ("ChoicesTotal", "CSTotal"):
        return []  # asked by the sum of the parts, where they are made
    if sort not in ("None", "", "null"):
        asked.entry.lose(f"Validation of the sort {sort!r} has no counterpart.")
    return []


def _content(asked: Asked, element: Element, settings: Json) -> list[dict[str, Any]]:
    content = str(settings.get("ContentType") or "")
    if content == "ValidDate" and element.get("type") == "text":
        element["inputType"] = "date"
        asked.entry.approximate("The date is entered in a date field, whatever format was asked for.")
        return []
    if content in INPUTS and element.get("type") == "text":
        element["inputType"] = INPUTS[content]
    number = mapping(settings.get("ValidNumber"))
    if content == "ValidNumber":
        limits = _limits(number.get("Min"), number.get("Max"), "minValue", "maxValue")
        return [{"type": "numeric", **limits}]
    if content == "ValidEmail":
        return [{"type": "email"}]
    if content in PATTERNS:
        return [{"type": "regex", "regex": PATTERNS[content].replace("\\\\", "\\")}]
    if content == "ValidTextOnly":
        return [{"type": "regex", "regex": r"^[^0-9]*$"}]
    if content and content not in INPUTS:
        asked.entry.lose(f"Content of the sort {content!r} is not checked.")
    return []


def _lengths(settings: Json, sort: str) -> list[dict[str, Any]]:
    least = settings.get("MinChars") if sort in ("MinChar", "CharRange") else None
    most = settings.get("TotalChars") or settings.get("MaxChars") if sort != "MinChar" else None
    limits = _limits(least, most, "minLength", "maxLength")
    return [{"type": "text", **limits}] if limits else []


def _limits(least: Any, most: Any, low: str, high: str) -> dict[str, Any]:
    numbers = {low: scalar(least), high: scalar(most)}
    return {name: value for name, value in numbers.items() if isinstance(value, int | float)}


def _custom(translation: Translation, asked: Asked, custom: Json) -> list[dict[str, Any]]:
    """A custom condition must hold for the answer to be accepted."""
    wanted = condition_of(translation, custom.get("Logic"), asked.entry, "validation")
    if wanted is None:
        asked.entry.lose("Its own validation condition could not be read.")
        return []
    message = plain(mapping(custom.get("Message")).get("description"))
    rule: dict[str, Any] = {"type": "expression", "expression": str(negated(negated(wanted)))}
    return [rule | ({"text": message} if message else {})]
