"""Vectors of texts, encoded once and kept in a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from regard.analytics.text.contracts import Vector
from regard.analytics.text.encoders.english import NAME as ENGLISH
from regard.analytics.text.encoders.english import english
from regard.analytics.text.encoders.multilingual import NAME as MULTILINGUAL
from regard.analytics.text.encoders.multilingual import multilingual

ENCODERS: dict[str, tuple[str, Callable[[Sequence[str]], Vector]]] = {
    "english": (ENGLISH, lambda texts: english().encode(texts)),
    "multilingual": (MULTILINGUAL, lambda texts: multilingual().encode(texts)),
}


def encoded(texts: Sequence[str], *, cache: Path, encoder: str = "english") -> Vector:
    """Vectors of texts, out of the cache where they are there."""
    name, encode = ENCODERS[encoder]
    digest = hashlib.sha256("\0".join([name, *texts]).encode("utf-8", "replace")).hexdigest()[:24]
    file = cache / "vectors" / f"{digest}.npy"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        np.save(file, encode(texts).astype(np.float16))
    return np.asarray(np.load(file, allow_pickle=False), dtype=np.float32)


def words_alone(most: int = 36_000) -> list[str]:
    """The commonest words in Latin letters of the multilingual vocabulary, of any language."""
    pieces = multilingual()._file.tokens._ids
    return [
        piece[1:]
        for piece in pieces
        if piece[0] == "▁" and len(piece) >= 4 and piece[1:].isalpha() and piece[1:].islower() and ord(piece[1]) < 0x250
    ][:most]
