"""A text with answers piped into it, as an expression."""

from __future__ import annotations

import re

from regard.engage.surveys.exchange.conditions import Const, scalar

_NAME = re.compile(r"(\{[^{}]+\})")


def expression_of(text: str) -> str:
    """The expression whose value is the text.

    >>> expression_of("gold"), expression_of("{plan}"), expression_of("Dear {name}!")
    ("'gold'", '{plan}', "'Dear ' + {name} + '!'")
    """
    parts = [part for part in _NAME.split(text) if part]
    if not parts:
        return "''"
    if len(parts) == 1 and not _NAME.fullmatch(parts[0]):
        return str(Const(scalar(text)))
    return " + ".join(part if _NAME.fullmatch(part) else str(Const(part)) for part in parts)
