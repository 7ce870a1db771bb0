"""BERT's tokenizer: lower-case words without accents, cut greedily into the longest pieces a vocabulary knows.

Devlin et al. 2019, section 3.1, and the reference code's rules for what a word is. Written here because the package that has
it brings a client of a model hub along.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

UNKNOWN, START, END = 100, 101, 102
LONGEST_WORD = 100
REMEMBERED = 200_000


class WordPiece:
    """Texts to ids."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(pieces)}
        self._words: dict[str, list[int]] = {}

    def ids_of(self, text: str, *, longest: int) -> list[int]:
        """The ids of a text, with those that open and close it."""
        found = [START]
        for word in text.split():
            known = self._words.get(word)
            if known is None:
                known = [number for part in _parts(word) for number in self._cut(part)]
                if len(self._words) < REMEMBERED:
                    self._words[word] = known
            found.extend(known)
            if len(found) >= longest:
                break
        return [*found[: longest - 1], END]

    def _cut(self, word: str) -> list[int]:
        if len(word) > LONGEST_WORD:
            return [UNKNOWN]
        found: list[int] = []
        start = 0
        while start < len(word):
            end = len(word)
            while end > start:
                piece = word[start:end] if start == 0 else "##" + word[start:end]
                if piece in self._ids:
                    found.append(self._ids[piece])
                    break
                end -= 1
            if end == start:
                return [UNKNOWN]
            start = end
        return found


def _parts(word: str) -> list[str]:
    """A word of the text, cleaned and cut at punctuation and around ideographs."""
    cleaned = "".join(" " if _is_space(c) else c for c in word if not _is_control(c))
    plain = "".join(c for c in unicodedata.normalize("NFD", cleaned.lower()) if unicodedata.category(c) != "Mn")
    spaced = "".join(f" {c} " if _is_punctuation(c) or _is_ideograph(ord(c)) else c for c in plain)
    return spaced.split()


def _is_space(character: str) -> bool:
    return character in "\t\n\r" or unicodedata.category(character) == "Zs"


def _is_control(character: str) -> bool:
    return character in "\0�" or (
        character not in "\t\n\r" and unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )


def _is_punctuation(character: str) -> bool:
    code = ord(character)
    ascii_sign = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_sign or unicodedata.category(character).startswith("P")


def _is_ideograph(code: int) -> bool:
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x2A6DF
        or 0x2A700 <= code <= 0x2CEAF
        or 0xF900 <= code <= 0xFAFF
        or 0x2F800 <= code <= 0x2FA1F
    )
