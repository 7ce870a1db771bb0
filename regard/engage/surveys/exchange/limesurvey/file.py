"""LimeSurvey's files: XML with one element for each table of its database, alone or with answers in a ZIP."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from regard.engage.surveys.exchange.errors import MOST_BYTES, SurveyUnreadable

Row = dict[str, str]
MOST_UNPACKED = 256 * 1024 * 1024
MOST_MEMBERS = 1_000
RATIO = 200
MOST_ROWS = 1_000_000
DEEPEST = 8
SORTS = ("Survey", "Group", "Question", "Responses", "Tokens", "Timings")


@dataclass
class Tables:
    """The tables of one file."""

    sort: str = ""
    version: str = ""
    languages: list[str] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def of(self, name: str) -> list[Row]:
        """The rows of a table, none where it is missing."""
        return self.rows.get(name, [])


@dataclass
class Archive:
    """What an .lsa holds: the survey, and its answers and participants where they are with it."""

    survey: bytes
    responses: bytes | None = None
    participants: bytes | None = None
    left_out: list[str] = field(default_factory=list)


class _Reader:
    """Gathers rows while the file is read; documents need no document type, so one that has any is refused."""

    def __init__(self) -> None:
        self.tables = Tables()
        self._path: list[str] = []
        self._row: Row = {}
        self._words: list[str] = []
        self._count = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        if len(self._path) > DEEPEST:
            raise SurveyUnreadable("The file is nested deeper than any survey of LimeSurvey.")
        self._words = []
        if self._path[2:] == ["rows", "row"]:
            self._row = {}

    def words(self, text: str) -> None:
        self._words.append(text)

    def end(self, name: str) -> None:
        path, text = self._path, "".join(self._words)
        if len(path) == 5 and path[2:4] == ["rows", "row"]:
            self._row[name] = text
        elif path[2:] == ["rows", "row"]:
            self._count += 1
            if self._count > MOST_ROWS:
                raise SurveyUnreadable(f"The file has more than {MOST_ROWS:,} rows.")
            self.tables.rows.setdefault(path[1], []).append(self._row)
        elif path[1:] == ["LimeSurveyDocType"]:
            self.tables.sort = text.strip()
        elif path[1:] == ["DBVersion"]:
            self.tables.version = text.strip()
        elif path[1:] == ["languages", "language"]:
            self.tables.languages.append(text.strip())
        path.pop()
        self._words = []


def read_tables(*, content: bytes) -> Tables:
    """The tables of an .lss, .lsg, .lsq, .lsr or .lst. Raises SurveyUnreadable."""
    if len(content) > MOST_UNPACKED:
        raise SurveyUnreadable(f"The file is larger than {MOST_UNPACKED // 2**20} MB.")
    reader, parser = _Reader(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.begin, reader.end
    parser.CharacterDataHandler = reader.words
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise SurveyUnreadable(f"The file is no XML that can be read: {error}.") from error
    if reader.tables.sort not in SORTS:
        raise SurveyUnreadable("The file is XML, but not of LimeSurvey: it names no LimeSurveyDocType that is known.")
    return reader.tables


def _refuse(*declared: object) -> None:
    raise SurveyUnreadable("The file declares a document type, which no file of LimeSurvey does. It is not read.")


def read_archive(*, content: bytes) -> Archive:
    """Open an .lsa within bounds. Raises SurveyUnreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _unpacked(packed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise SurveyUnreadable(
            f"The archive cannot be opened: {str(error)[:120]}. Export it again, without a password."
        ) from error


def _unpacked(packed: zipfile.ZipFile) -> Archive:
    members = packed.infolist()
    size = sum(member.file_size for member in members)
    pressed = sum(member.compress_size for member in members) or 1
    if len(members) > MOST_MEMBERS or size > MOST_UNPACKED or (size > MOST_BYTES and size / pressed > RATIO):
        raise SurveyUnreadable("The archive unpacks to far more than any survey holds. It is not read.")
    found: dict[str, bytes] = {}
    left_out = []
    for member in members:
        end = member.filename.rsplit(".", 1)[-1].lower()
        if end in ("lss", "lsr", "lst") and end not in found:
            with packed.open(member) as opened:
                found[end] = opened.read(MOST_UNPACKED + 1)
        elif not member.is_dir():
            left_out.append(member.filename)
    if "lss" not in found:
        raise SurveyUnreadable("The archive holds no .lss file, so it is no survey of LimeSurvey.")
    return Archive(found["lss"], found.get("lsr"), found.get("lst"), left_out)
