"""The keys of a mapping file, as types: what is not here is refused when the file is read."""

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec

from regard.analytics.errors import RegardError
from regard.record.imports.mapping.nearest import suggestion

Type = Literal["text", "number", "money", "time", "date", "boolean", "json"]
Names = str | list[str]
SOURCES = ("column", "template", "value", "sum", "count", "first", "list")
Constant = str | int | float | bool
NullValues = list[str | int | float]
NonEmpty = Annotated[str, msgspec.Meta(min_length=1)]


class MappingUnreadable(RegardError):
    """A mapping cannot be used; the sentence names the file, the place and the nearest valid name."""

    code = "mapping_unreadable"
    status = 400


class _Part(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Unknown keys are errors."""


class Value(_Part):
    """Where a value comes from and what it is. Exactly one of the first seven is given."""

    column: NonEmpty | None = None
    template: NonEmpty | None = None  # text with {column} in it
    value: Constant | None = None
    sum: Names | None = None  # columns of a table with several rows for this one
    count: NonEmpty | None = None  # such a table
    first: NonEmpty | None = None  # a column of such a table
    list: NonEmpty | None = None  # such a table, each row by `each`
    each: dict[str, "str | Value"] | None = None
    type: Type = "text"
    format: Names | None = None
    zone: str | None = None
    decimal: Literal[".", ","] = "."
    null_values: NullValues = []
    map: dict[str, Constant] | None = None

    def __post_init__(self) -> None:
        given = [name for name in SOURCES if getattr(self, name) is not None]
        if len(given) != 1:
            said = f"has {' and '.join(given)}" if given else "has none of them"
            raise ValueError(f"a value is one of {', '.join(SOURCES)}, and this one {said}")
        if self.list is not None and not self.each:
            raise ValueError("a `list` needs `each`, which says what is listed of each row")


class Condition(_Part):
    """When a row makes the interaction: `column` is not empty, or is (not) among some values."""

    column: NonEmpty
    is_in: list[str | int | float] | None = None
    not_in: list[str | int | float] | None = None
    is_empty: bool | None = None

    def __post_init__(self) -> None:
        given = [name for name in ("is_in", "not_in", "is_empty") if getattr(self, name) is not None]
        if len(given) > 1:
            raise ValueError(
                f"a condition is one of is_in, not_in and is_empty, and this one has {' and '.join(given)}"
            )


class Table(_Part):
    """One table: its file, how it is written, its key, and the tables its rows look things up in."""

    file: NonEmpty | None = None
    delimiter: Annotated[str, msgspec.Meta(min_length=1, max_length=1)] | None = None
    quote: Annotated[str, msgspec.Meta(min_length=1, max_length=1)] = '"'
    encoding: str | None = None
    sheet: str | None = None
    header: list[str] | None = None
    skip_rows: Annotated[int, msgspec.Meta(ge=0)] = 0
    skip_after_header: Annotated[int, msgspec.Meta(ge=0)] = 0
    null_values: NullValues = []
    key: Names | None = None
    lookup: dict[str, Names] = {}


class Interaction(_Part):
    """What one row of a table makes."""

    kind: NonEmpty | Value
    time: NonEmpty | Value
    person: dict[str, str | Value]
    table: str | None = None
    message_id: Names | None = None
    when: list[Condition] = []
    channel: str | Value | None = None
    stage: str | Value | None = None
    touchpoint: str | Value | None = None
    properties: dict[str, str | Value] = {}
    traits: dict[str, str | Value] = {}
    repeat: list[dict[str, str]] = []


class Mapping(_Part):
    """A whole mapping file."""

    source: NonEmpty
    tables: dict[str, Table]
    interactions: Annotated[list[Interaction], msgspec.Meta(min_length=1)]
    zone: str = "UTC"
    null_values: NullValues = []


def read_mapping(*, path: Path) -> Mapping:
    """Read a mapping file, or raise `MappingUnreadable` naming the key that is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise MappingUnreadable(f"The mapping {path} does not exist.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise MappingUnreadable(f"The mapping {path} cannot be read: {error}.") from error
    return parse_mapping(text=text, name=path.name)


def parse_mapping(*, text: str, name: str, given: dict[str, Any] | None = None) -> Mapping:
    """A mapping from its text; what is `given` need not stand in it. Raises `MappingUnreadable`."""
    try:
        tree = (given or {}) | tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingUnreadable(f"{name} is not TOML: {str(error).rstrip('.')}.") from error
    except RecursionError as error:
        raise MappingUnreadable(f"{name} is nested too deeply to be read.") from error
    try:
        return msgspec.convert(tree, Mapping)
    except msgspec.ValidationError as error:
        raise MappingUnreadable(f"{name}: {_explain(str(error))}") from error


def _explain(message: str) -> str:
    problem, _, place = message.partition(" - at ")
    where = _place(place.strip("`"))
    if problem.startswith("Object contains unknown field"):
        key = problem.split("`")[1]
        return f"{where} has the key `{key}`, which means nothing here{suggestion(key, _keys_at(place)) or '.'}"
    if problem.startswith("Object missing required field"):
        return f"{where} needs the key `{problem.split('`')[1]}`."
    if problem.startswith("Invalid enum value"):
        value = problem.split("'")[1]
        choices = list(get_args(Type)) if where.endswith("type") else []
        near = suggestion(value, choices) or f"; it may be {', '.join(choices)}."
        return f"{where} is `{value}`, which means nothing here{near}"
    return f"{where}: {problem[0].lower()}{problem[1:]}."


def _place(path: str) -> str:
    """Say where in the file, counting from 1.

    >>> _place("$.interactions[0].when[1]")
    'interaction 1, when 2'
    """
    parts = path.removeprefix("$").strip(".").replace("[...]", "").split(".")
    said = []
    for part in filter(None, parts):
        name, _, index = part.partition("[")
        name = "interaction" if name == "interactions" and index else name
        said.append(f"{name} {int(index.rstrip(']')) + 1}" if index.rstrip("]").isdigit() else name)
    return ", ".join(said) or "the mapping"


def _keys_at(place: str) -> list[str]:
    parts = place.strip("`$").replace("[...]", "").strip(".").split(".")
    shape: type[_Part] = Value
    if parts == [""]:
        shape = Mapping
    elif parts[0] == "tables":
        shape = Table
    elif parts[-1].startswith("interactions"):
        shape = Interaction
    elif parts[-1].startswith("when"):
        shape = Condition
    return list(shape.__struct_fields__)
