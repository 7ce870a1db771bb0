"""Ideas alike in words: what somebody is about to write may be there already.

Words are looked for by their beginnings, so that "exporting" finds "export" in most languages without knowing any, and each
counts by how rare it is among the ideas, so that "please" says little.
"""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence

SHORTEST_STEM, LONGEST_ENDING = 4, 3
LEAST = 0.34  # of what is asked for, by rarity, that an idea must share
TITLE, BODY = 1.0, 0.5
Texts = Mapping[int, tuple[str, str]]  # title and body by number


def plain_words(text: str) -> list[str]:
    """The words of a text, in small letters without accents.

    >>> plain_words("Exporting my Übersicht as a PDF")
    ['exporting', 'my', 'ubersicht', 'as', 'pdf']
    """
    plain = "".join(one for one in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(one))
    return [word for word in re.findall(r"\w+", plain) if len(word) > 1]


def alike(asked: str, texts: Texts, *, least: float = LEAST, most: int = 5) -> Sequence[int]:
    """The numbers of the ideas most like what is asked, the nearest first.

    >>> alike(
    ...     "dark themes",
    ...     {1: ("Dark mode for the app", ""), 2: ("Export as PDF", "with a theme"), 3: ("Pay later", "")},
    ... )
    [1]
    """
    stems = {" " + word[: max(SHORTEST_STEM, len(word) - LONGEST_ENDING)] for word in plain_words(asked)}
    known = {number: (_line(title), _line(body)) for number, (title, body) in texts.items()}
    found = {
        number: {stem: TITLE if stem in title else BODY for stem in stems if stem in title or stem in body}
        for number, (title, body) in known.items()
    }
    rare = {stem: math.log(1 + (len(known) + 1) / (sum(stem in one for one in found.values()) + 0.5)) for stem in stems}
    whole = sum(rare.values()) or 1.0
    scores = {number: sum(rare[stem] * at for stem, at in shared.items()) / whole for number, shared in found.items()}
    near = [number for number, score in scores.items() if score >= least]
    return sorted(near, key=lambda number: (-scores[number], number))[:most]


def _line(text: str) -> str:
    return " " + " ".join(plain_words(text))
