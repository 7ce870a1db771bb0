"""Languages of a survey, and texts in several of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Codes that are not simply the two letters of the language.
_FROM_QUALTRICS = {
    "ZH-S": "zh-cn",
    "ZH-T": "zh-tw",
    "PT-BR": "pt-br",
    "EN-GB": "en-gb",
    "EN_GB": "en-gb",
    "ES-ES": "es",
    "FR-CA": "fr-ca",
    "SR-ME": "sr-me",
    "CH": "cs",
}
_TO_QUALTRICS = {code: name for name, code in _FROM_QUALTRICS.items() if name not in ("EN_GB", "CH")} | {"es": "ES-ES"}
_FROM_LIMESURVEY = {"zh-Hans": "zh-cn", "zh-Hant-TW": "zh-tw", "zh-Hant-HK": "zh-hk", "de-informal": "de"}
_TO_LIMESURVEY = {"zh-cn": "zh-Hans", "zh-tw": "zh-Hant-TW", "pt-br": "pt-BR"}


def from_qualtrics(code: str) -> str:
    """A language as SurveyJS writes it."""
    return _FROM_QUALTRICS.get(code.upper(), code.lower().replace("_", "-"))


def to_qualtrics(code: str) -> str:
    """A language as Qualtrics writes it."""
    return _TO_QUALTRICS.get(code.lower(), code.upper())


def from_limesurvey(code: str) -> str:
    """A language as SurveyJS writes it."""
    return _FROM_LIMESURVEY.get(code, code.lower())


def to_limesurvey(code: str) -> str:
    """A language as LimeSurvey writes it."""
    return _TO_LIMESURVEY.get(code.lower(), code)


def told(texts: Mapping[str, str], default: str) -> str | dict[str, str]:
    """A text in one language as it is, in several as SurveyJS keeps them; the first language is `default`.

    >>> told({"en": "Yes", "de": "Ja"}, "en"), told({"en": "Yes", "de": ""}, "en")
    ({'default': 'Yes', 'de': 'Ja'}, 'Yes')
    """
    said = {language: text for language, text in texts.items() if text}
    first = said.pop(default, "")
    if not said:
        return first
    return {"default": first or next(iter(said.values())), **said}


def spoken(text: Any, language: str = "default") -> str:
    """A text of a definition in one language, or in its first where it has no translation."""
    if isinstance(text, Mapping):
        return str(text.get(language) or text.get("default") or next(iter(text.values()), ""))
    return "" if text is None else str(text)


def languages_in(tree: Any) -> list[str]:
    """Every language that a definition's texts are in beside the first, in order of appearance."""
    found: dict[str, None] = {}
    _gather(tree, found)
    return list(found)


def _gather(tree: Any, found: dict[str, None]) -> None:
    if isinstance(tree, Mapping):
        if "default" in tree and all(isinstance(text, str) for text in tree.values()):
            found.update(dict.fromkeys(str(name) for name in tree if name != "default"))
            return
        for member in tree.values():
            _gather(member, found)
    elif isinstance(tree, list):
        for member in tree:
            _gather(member, found)
