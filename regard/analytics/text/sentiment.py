"""How what was said was meant: from -1 to 1, or not sure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regard.analytics.text.contracts import Label
from regard.analytics.text.heads import Matrix

NEGATIVE, NEUTRAL, POSITIVE = range(3)
LABELS: tuple[Label, ...] = ("negative", "neutral", "positive")
DARED = 0.5
"""The probability from which a label is said at all; below it the opinion is `unsure`."""

BOTH = 0.3
"""Where positive and negative each have at least this probability and neither is dared, the clause is `mixed`."""


@dataclass(frozen=True)
class Sentiment:
    """A label, its probability, and the value from -1 to 1 where one is dared."""

    label: Label
    certainty: float
    value: float | None


def sentiment_of_all(shares: Matrix, weights: Matrix) -> Sentiment:
    """What the probabilities of a text's clauses, weighed, allow to say of the text."""
    whole = weighed(shares, weights)
    if min(whole[POSITIVE], whole[NEGATIVE]) >= BOTH:
        return Sentiment(
            "mixed",
            round(float(whole[POSITIVE] + whole[NEGATIVE]), 4),
            round(float(whole[POSITIVE] - whole[NEGATIVE]), 4),
        )
    return sentiment_of(whole)


def weighed(shares: Matrix, weights: Matrix) -> Matrix:
    """Probabilities of a text out of those of its clauses."""
    return np.asarray(weights @ shares / weights.sum(), dtype=np.float32)


def sentiment_of(shares: Matrix) -> Sentiment:
    """What the probabilities of negative, neutral, positive allow to say.

    >>> import numpy as np
    >>> [sentiment_of(np.array(one)).label for one in ([0.9, 0.1, 0.0], [0.44, 0.12, 0.44], [0.4, 0.4, 0.2])]
    ['negative', 'mixed', 'unsure']
    """
    best = int(shares.argmax())
    certainty = float(shares[best])
    value = round(float(shares[POSITIVE] - shares[NEGATIVE]), 4)
    if certainty >= DARED:
        return Sentiment(LABELS[best], round(certainty, 4), value)
    if min(shares[POSITIVE], shares[NEGATIVE]) >= BOTH:
        return Sentiment("mixed", round(float(shares[POSITIVE] + shares[NEGATIVE]), 4), value)
    return Sentiment("unsure", round(certainty, 4), None)
