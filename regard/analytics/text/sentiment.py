"""How what was said was meant: from -1 to 1, or not sure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from regard.analytics.text.contracts import Label
from regard.analytics.text.heads import Head, Matrix, head

NEGATIVE, NEUTRAL, POSITIVE = range(3)
DARED = 0.5
"""The probability from which a label is said at all; below it the opinion is `unsure`."""

BOTH = 0.25
"""Where positive and negative each have at least this probability and neither is dared, the clause is `mixed`."""


@dataclass(frozen=True)
class Sentiment:
    """A label, its probability, and the value from -1 to 1 where one is dared."""

    label: Label
    certainty: float
    value: float | None


@lru_cache(maxsize=1)
def sentiment_head() -> Head:
    """The head, loaded once."""
    return head("sentiment")


def sentiment_of(shares: Matrix) -> Sentiment:
    """What the probabilities of negative, neutral, positive allow to say."""
    best = int(shares.argmax())
    certainty = float(shares[best])
    value = round(float(shares[POSITIVE] - shares[NEGATIVE]), 4)
    if certainty >= DARED:
        return Sentiment(cast(Label, ("negative", "neutral", "positive")[best]), round(certainty, 4), value)
    if min(shares[POSITIVE], shares[NEGATIVE]) >= BOTH:
        return Sentiment("mixed", round(float(shares[POSITIVE] + shares[NEGATIVE]), 4), value)
    return Sentiment("unsure", round(certainty, 4), None)
