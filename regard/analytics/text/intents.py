"""What somebody wants who writes: praise, complain, ask, wish for something, report a fault, leave."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from regard.analytics.text.contracts import INTENTS, Intent
from regard.analytics.text.heads import Head, Matrix
from regard.analytics.text.sentiment import NEGATIVE, POSITIVE

DARED = 0.45
_ASKS = re.compile(r"[?？؟]\s*[\"')\]]*$")


def intents_of(sentences: Sequence[str], head: Head, vectors: Matrix, sentiments: Matrix) -> list[Intent | None]:
    """One intent per sentence, or None where it is a plain statement or nothing is dared.

    Praise and complaint must agree with the sentiment; a mark at the end makes a question of what is neither wish nor fault.
    """
    shares = head.shares(vectors, sentences)
    return [
        _intent(sentence, head, row, felt) for sentence, row, felt in zip(sentences, shares, sentiments, strict=True)
    ]


def _intent(sentence: str, head: Head, shares: Matrix, felt: Matrix) -> Intent | None:
    chances = shares.copy()
    place = {name: at for at, name in enumerate(head.classes)}
    chances[place["praise"]] *= felt[POSITIVE]
    chances[place["complaint"]] *= min(1.0, 1.5 * felt[NEGATIVE])
    if _ASKS.search(sentence):
        chances[place["question"]] += 0.5
        chances[place["none"]] = 0
    chances /= max(float(chances.sum()), 1e-9)
    best = head.classes[int(np.argmax(chances))]
    return next((one for one in INTENTS if one == best and chances.max() >= DARED), None)
