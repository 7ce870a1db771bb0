"""Where a clause says one thing and its opposite: "the food was good and the price bad"."""

from __future__ import annotations

import re

from regard.analytics.text.glance import first_look
from regard.analytics.text.sentences import Span

FEWEST_WORDS = 2
APART = 0.3
"""How far from 0 both halves must sound, one on each side, to be taken for two opinions."""

_JOINS = re.compile(r"\s(?=(?:and|while|whereas|und|et|y|e|en)\s)|,\s+|\s+/\s+", re.IGNORECASE)


def parted(text: str, span: Span) -> list[Span]:
    """The clause, or its two halves where they sound opposite.

    >>> text = "The food was good and the price terrible."
    >>> [text[start:end] for start, end in parted(text, (0, len(text)))]
    ['The food was good', 'and the price terrible.']
    """
    for join in _JOINS.finditer(text, *span):
        halves = text[span[0] : join.start()], text[join.end() : span[1]]
        if min(len(half.split()) for half in halves) >= FEWEST_WORDS:
            before, after = first_look(halves).tolist()
            if min(abs(before), abs(after)) >= APART and before * after < 0:
                cut = join.end() if text[join.end() - 1 : join.end()].isspace() and join[0].strip() else join.start()
                return [_trimmed(text, span[0], cut), _trimmed(text, cut, span[1])]
    return [span]


def _trimmed(text: str, start: int, end: int) -> Span:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end
