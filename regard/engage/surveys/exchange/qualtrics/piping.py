"""Answers piped into texts: `${q://QID1/ChoiceGroup/SelectedChoices}` becomes `{name}`."""

from __future__ import annotations

import re
from collections.abc import Callable

from regard.engage.surveys.exchange.fidelity import Entry

_PIPE = re.compile(r"\$\{([a-z]+)://([^}]{0,400})\}", re.I)
_KNOWN = ("selectedchoices", "choicetextentryvalue", "choicedescription", "selectedanswers", "choicenumericentryvalue")
_CONTACT = {
    "firstname": "FirstName",
    "lastname": "LastName",
    "email": "Email",
    "externaldatareference": "ExternalReference",
}


class Pipes:
    """Rewrites piped text; what has no counterpart is taken out and noted."""

    def __init__(self, name_of: Callable[[str], str | None], field_name: Callable[[str], str]) -> None:
        self._name_of = name_of
        self._field_name = field_name

    def translate(self, text: str, entry: Entry) -> str:
        """The text with names of this survey in braces."""
        if "${" not in text:
            return text
        return _PIPE.sub(lambda found: self._one(found[1].lower(), found[2], entry), text)

    def _one(self, scheme: str, path: str, entry: Entry) -> str:
        if scheme == "q":
            return self._answer(path, entry)
        if scheme == "e" and path.lower().startswith("field/"):
            return "{" + self._field_name(path[6:].split("?", maxsplit=1)[0]) + "}"
        if scheme == "m":
            return "{" + self._field_name(_CONTACT.get(path.lower(), path)) + "}"
        entry.lose(f"Piped text ${{{scheme}://{path[:60]}}} has no counterpart and is left out.")
        return ""

    def _answer(self, path: str, entry: Entry) -> str:
        qid, _, what = path.partition("/")
        name = self._name_of(qid.replace("%23", "#"))
        if name is None:
            entry.lose(f"Piped text from {qid} is left out: the survey has no such question.")
            return ""
        part = what.split("?")[0].split("/")
        if not any(step.lower() in _KNOWN for step in part):
            entry.approximate(f"Piped text {what[:60]!r} of {qid} shows the answer itself.")
        return "{" + name + "}"
