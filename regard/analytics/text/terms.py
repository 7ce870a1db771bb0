"""A text as words and pairs of neighbours, for what is counted and weighed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

LONGEST = 2_000
"""Characters looked at of each text."""

TERMS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[!?]+|[:;=][-']?[()DPp/\\|]|<3|[\u203c-\u2bff\U0001f000-\U0001faff]")


def terms_of(words: Sequence[str]) -> Iterator[str]:
    """Words and pairs of neighbours."""
    yield from words
    yield from map(" ".join, itertools.pairwise(words))


def words_of(text: str) -> list[str]:
    """Words, runs of ! and ?, faces."""
    return TERMS.findall(text[:LONGEST].lower())
