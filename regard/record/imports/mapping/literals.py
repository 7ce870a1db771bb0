"""Text in SQL: constants and names, quoted so that nothing in a mapping or a file can break out."""

import json
from collections.abc import Iterable


def quoted(text: str) -> str:
    """A text constant.

    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + text.replace("\x00", "").replace("'", "''") + "'"


def as_key(name: str) -> str:
    r"""The start of a JSON member, as a text constant.

    >>> as_key("order_id")
    '\'"order_id":\''
    """
    return quoted(json.dumps(name, ensure_ascii=False) + ":")


def as_object(members: Iterable[tuple[str, str]]) -> str:
    """A JSON object from names and JSON expressions; members that are NULL are left out."""
    parts = [f"{as_key(name)} || {fragment}" for name, fragment in members]
    return f"'{{' || concat_ws(',', {', '.join(parts)}) || '}}'" if parts else "'{}'"


def without(text: str, null_values: Iterable[str | int | float]) -> str:
    """An expression that is NULL where the text is blank or one of the values that mean nothing."""
    nothing = ", ".join(quoted(str(value).strip()) for value in ["", *null_values])
    return f"CASE WHEN trim({text}) IN ({nothing}) THEN NULL ELSE {text} END"


def joined_reasons(reasons: list[str]) -> str:
    """The first reason that is not NULL."""
    return f"coalesce({', '.join(reasons)})" if reasons else "NULL::VARCHAR"
