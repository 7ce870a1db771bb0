"""A first look: how a text sounds by its words alone, ten thousand texts and more a second."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from regard.analytics.text.contracts import Vector
from regard.analytics.text.heads import arrays, terms_in
from regard.analytics.text.terms import terms_of, words_of


def first_look(texts: Sequence[str]) -> Vector:
    """A value from -1 to 1 per text; 0 where no word is known.

    Sums of weights of words and pairs of words, learnt from rated sentences and from what the encoders' heads say.

    >>> bad, good = first_look(["Slow, rude and dirty.", "Lovely staff, great food!"])
    >>> bool(bad < -0.2), bool(good > 0.2)
    (True, True)
    """
    weights, bias = _weights()
    return np.array([_value(text, weights, bias) for text in texts], dtype=np.float32)


def _value(text: str, weights: dict[str, float], bias: float) -> float:
    words = words_of(text)
    found = [weight for term in terms_of(words) if (weight := weights.get(term)) is not None]
    return math.tanh((sum(found) / math.sqrt(len(words)) + bias) / 2) if found else 0.0


@lru_cache(maxsize=1)
def _weights() -> tuple[dict[str, float], float]:
    held = arrays("first_look")
    terms = terms_in(held["terms"])
    return dict(zip(terms, held["weights"].astype(np.float64).tolist(), strict=True)), float(held["bias"][0])
