"""XLM-RoBERTa's tokenizer: the likeliest pieces of each word (Kudo 2018), in a hundred languages.

Pieces never reach over a blank, so that words are cut one by one and remembered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regard.analytics.text.encoders.wordpiece import REMEMBERED

BLANK = "▁"
LONGEST_WORD = 200


class Unigram:
    """Texts to ids, without those that open and close a text."""

    def __init__(
        self, *, pieces: Sequence[str], scores: Sequence[float], replaced: Mapping[int, str], unknown: int
    ) -> None:
        self._ids = {piece: number for number, piece in enumerate(pieces) if piece}
        self._scores = scores
        self._replaced = replaced
        self._unknown = unknown
        self._unknown_score = min(scores) - 10
        self._longest = max(map(len, pieces))
        self._words: dict[str, list[int]] = {}

    def ids_of(self, text: str) -> list[int]:
        """The ids of a text."""
        found: list[int] = []
        for word in text.translate(self._replaced).split(" "):
            if word:
                found.extend(self._known(word))
        return found

    def _known(self, word: str) -> list[int]:
        known = self._words.get(word)
        if known is None:
            known = [
                number
                for start in range(0, len(word), LONGEST_WORD)
                for number in self._cut((BLANK if start == 0 else "") + word[start : start + LONGEST_WORD])
            ]
            if len(self._words) < REMEMBERED:
                self._words[word] = known
        return known

    def _cut(self, word: str) -> list[int]:
        """The pieces whose scores add up to most: Viterbi's way through the word."""
        n = len(word)
        best = [0.0] + [float("-inf")] * n
        came: list[tuple[int, int]] = [(0, 0)] * (n + 1)
        for start in range(n):
            sofar = best[start]
            for end in range(start + 1, min(n, start + self._longest) + 1):
                number = self._ids.get(word[start:end])
                if number is not None and number != self._unknown and sofar + self._scores[number] > best[end]:
                    best[end], came[end] = sofar + self._scores[number], (start, number)
            if sofar + self._unknown_score > best[start + 1]:
                best[start + 1], came[start + 1] = sofar + self._unknown_score, (start, self._unknown)
        found = []
        while n:
            n, number = came[n]
            found.append(number)
        return found[::-1]
