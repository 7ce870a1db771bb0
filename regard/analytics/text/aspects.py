"""What an opinion is about: the price, the staff, the delivery ... by the words that name it."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from regard.analytics.text.aspect_words import ASPECTS

SHORTEST_STEM = 3
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def aspect_of(clause: str) -> str | None:
    """The aspect a clause names most often, the first of several; None where it names none.

    >>> aspect_of("Die Lieferung kam viel zu spät."), aspect_of("The waiter was rude."), aspect_of("Never again!")
    ('delivery', 'staff', None)
    """
    found = Counter(aspect for word in _WORD.findall(clause.lower()) if (aspect := _named_by(word)))
    return found.most_common(1)[0][0] if found else None


def aspects_in(clause: str) -> set[str]:
    """All aspects a clause names."""
    return {aspect for word in _WORD.findall(clause.lower()) if (aspect := _named_by(word))}


@lru_cache(maxsize=50_000)
def _named_by(word: str) -> str | None:
    whole, stems = _words()
    if word in whole:
        return whole[word]
    return next((stems[word[:end]] for end in range(len(word), SHORTEST_STEM - 1, -1) if word[:end] in stems), None)


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, str], dict[str, str]]:
    whole: dict[str, str] = {}
    stems: dict[str, str] = {}
    for aspect, words in ASPECTS.items():
        for word in re.sub(r'"[^"]*"', "", words).split():
            (stems if word.endswith("*") else whole).setdefault(word.rstrip("*"), aspect)
    return whole, stems
