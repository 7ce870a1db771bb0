"""One space for all languages: English sentences as the English encoder puts them, others brought there by a linear map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from regard.analytics.text.contracts import Vector
from regard.analytics.text.encoders import english, multilingual
from regard.analytics.text.encoders.files import is_installed
from regard.analytics.text.heads import arrays

WIDTH = english.WIDTH
Name = Literal["english", "multilingual"]


@dataclass(frozen=True)
class Encoded:
    """Sentences as their encoder puts them (what heads read), and where they lie in the space shared by all languages."""

    encoder: Name
    raw: Vector
    shared: Vector


def encode(sentences: Sequence[str], *, language: str | None) -> Encoded:
    """Vectors of the clauses of one text, in one language."""
    name = encoder_of(language)
    if name == "english":
        raw = english.english().encode(sentences, together=True)
        return Encoded(name, raw, unit(raw - _centre(name)))
    raw = multilingual.multilingual().encode(sentences, together=True)
    return Encoded(name, raw, unit(unit(raw - _centre(name)) @ arrays("space")["bridge"].astype(np.float32)))


def encoder_of(language: str | None) -> Name:
    """Which encoder reads a language. Where the multilingual one is not installed, the English one does what it can."""
    return "english" if language == "en" or not has_multilingual() else "multilingual"


@lru_cache(maxsize=1)
def has_multilingual() -> bool:
    """Whether texts that are not English can be read by a model made for them."""
    return is_installed(multilingual.PACKAGE)


def _centre(name: Name) -> Vector:
    return arrays("space")[name].astype(np.float32)


def unit(vectors: Vector) -> Vector:
    """Vectors of unit length; zeros stay."""
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9), dtype=np.float32)
