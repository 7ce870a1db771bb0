"""What the parts of a translation share: each question's new names and values, the report, the slots of its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from regard.engage.surveys.exchange.conditions import Scalar, scalar
from regard.engage.surveys.exchange.fidelity import Entry, Report
from regard.engage.surveys.exchange.languages import from_qualtrics, told
from regard.engage.surveys.exchange.markup import has_pictures, has_scripts, is_marked_up, plain
from regard.engage.surveys.exchange.names import NameBook, usable
from regard.engage.surveys.exchange.qualtrics.file import Json, Qsf, is_true, mapping, ordered
from regard.engage.surveys.exchange.qualtrics.piping import Pipes
from regard.engage.surveys.exchange.slots import Role, Slot, Slots

Element = dict[str, Any]
MULTIPLE = ("MAVR", "MAHR", "MACOL", "MSB")


@dataclass
class Asked:
    """One question: what it is called from now on, and what its choices, rows and columns are worth."""

    payload: Json
    name: str
    entry: Entry
    kind: str  # single, multiple, text, parts, matrix, rows, ranking, number, none
    choices: dict[str, Json] = field(default_factory=dict)
    answers: dict[str, Json] = field(default_factory=dict)
    values: dict[str, Scalar] = field(default_factory=dict)  # of its choices, or of its answers in a matrix
    row_names: dict[str, str] = field(default_factory=dict)  # of the elements its rows became
    rows: dict[str, str] = field(default_factory=dict)  # of a grid, by the key of its row
    other: str | None = None  # the choice that became "other"
    none: str | None = None  # the choice that became "none of them"
    texts: dict[str, str] = field(default_factory=dict)  # of the elements the words beside a choice became

    @property
    def qid(self) -> str:
        """Its id in the file."""
        return str(self.payload["QuestionID"])

    @property
    def tag(self) -> str:
        """Its name in the file."""
        return str(self.payload.get("DataExportTag") or self.qid)

    @property
    def sort(self) -> str:
        """Type and selector, for sentences."""
        found = (self.payload.get(name) for name in ("QuestionType", "Selector", "SubSelector"))
        return "/".join(str(one) for one in found if one)


@dataclass
class Translation:
    """A survey on its way from the file to a definition."""

    file: Qsf
    report: Report = field(default_factory=lambda: Report("Qualtrics"))
    names: NameBook = field(default_factory=NameBook)
    slots: Slots = field(default_factory=Slots)
    asked: dict[str, Asked] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)  # embedded data and the names it has here
    pipes: Pipes = field(init=False)

    def __post_init__(self) -> None:
        self.pipes = Pipes(self.name_of, self.field_name)

    @property
    def language(self) -> str:
        """The first language, as SurveyJS writes it."""
        return from_qualtrics(self.file.language)

    def name_of(self, qid: str) -> str | None:
        """The name of a question by its id."""
        found = self.asked.get(qid)
        return found.name if found else None

    def field_name(self, name: str) -> str:
        """The name of a piece of embedded data, the same each time."""
        if name not in self.fields:
            self.fields[name] = self.names.take(name, "field")
        return self.fields[name]

    def words(self, asked: Asked, text: object, translations: Mapping[str, object] | None = None) -> Any:
        """A title or label in every language, plain, with piped answers in braces."""
        said = {self.language: self._line(asked.entry, text)}
        for code, translated in (translations or {}).items():
            if translated:
                said[from_qualtrics(str(code))] = self._line(asked.entry, translated)
        return told(said, self.language)

    def _line(self, entry: Entry, text: object) -> str:
        if has_scripts(text):
            entry.lose("Scripts, styles and forms in its texts are not taken over.")
        if has_pictures(text):
            entry.lose("Pictures and films in its texts are not taken over.")
        if is_marked_up(text):
            entry.approximate("Texts are plain: bold, colours and tables in them are left out.")
        return self.pipes.translate(plain(text), entry).strip()

    def translations(self, payload: Json, *path: str) -> dict[str, object]:
        """What each other language says at a place of the question."""
        found: dict[str, object] = {}
        for code, said in mapping(payload.get("Language")).items():
            place: Any = said
            for step in path:
                place = mapping(place).get(step)
            if isinstance(place, str):
                found[code] = place
        return found

    def slot(self, asked: Asked, keys: str, name: str, role: Role = "value", **rest: Any) -> None:
        """Say where the column goes that the file calls by its question, its tag and `keys` after them."""
        heads = {asked.qid, asked.tag}
        self.slots.add(Slot(name, role, **rest), [f"{head}_{keys}" if keys else head for head in heads])

    def option_slot(self, asked: Asked, row: str, key: str, name: str) -> None:
        """Say where the column of one option goes: by its id, or by its recode where no id says it."""
        slot = Slot(name, "option", asked.values[key])
        recode = str(mapping(asked.payload.get("RecodeValues")).get(key) or key)
        middle = f"_{row}_" if row else "_"
        tag = str(mapping(asked.payload.get("ChoiceDataExportTags")).get(row) or "") if row else ""
        heads = [f"{asked.qid}{middle}", f"{asked.tag}{middle}"]
        heads += [f"{tag}_", f"{asked.tag}_{tag}_", f"{asked.qid}_{tag}_"] if tag else []
        self.slots.add(slot, [f"{head}{key}" for head in heads])
        self.slots.add(slot, [f"{head}{recode}" for head in heads], is_sure=False)

    def codes(self, asked: Asked, options: Mapping[str, Json], values: Mapping[str, Scalar]) -> dict[str, Any]:
        """What a cell may hold for each value: its recode, or the words of its label."""
        recodes = mapping(asked.payload.get("RecodeValues"))
        special = {key: str(recodes.get(key, key)) for key in options if values[key] in ("other", "none")}
        codes: dict[str, Any] = {str(values[key]): values[key] for key in options}
        codes |= {code: values[key] for key, code in special.items()}
        naming = mapping(asked.payload.get("VariableNaming"))
        for key, option in options.items():
            for text in (plain(option.get("Display")), str(naming.get(key) or "")):
                if text:
                    codes.setdefault(text.lower(), values[key])
        return codes


def values_of(options: Mapping[str, Json], recodes: Any, entry: Entry) -> dict[str, Scalar]:
    """What each option is worth: its recode where all differ, its id otherwise."""
    given = mapping(recodes)
    values = {key: scalar(given.get(key, key)) for key in options}
    if len({str(value) for value in values.values()}) < len(values):
        entry.approximate("Two options have one recode value, so options count by their ids instead.")
        return {key: scalar(key) for key in options}
    return values


def row_values(asked: Asked, rows: Mapping[str, Json]) -> dict[str, str]:
    """Short names for rows: their export tags without the question's, their ids otherwise."""
    tags = mapping(asked.payload.get("ChoiceDataExportTags"))
    found: dict[str, str] = {}
    for key in rows:
        tag = str(tags.get(key) or "")
        short = usable(tag.removeprefix(f"{asked.tag}_")) if tag else ""
        found[key] = short if short and short not in found.values() else usable(key) or key
    return found


def options_of(asked: Asked, which: str = "Choices") -> dict[str, Json]:
    """Choices or answers, in their order."""
    order = asked.payload.get("ChoiceOrder" if which == "Choices" else "AnswerOrder")
    return ordered(asked.payload.get(which), order)


def has_words(option: Json) -> bool:
    """Whether people may write beside it."""
    return is_true(option.get("TextEntry"))
