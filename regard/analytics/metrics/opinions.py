"""What people feel about what they name: the mean sentiment of opinions, and how many of them nobody dares to judge.

Asked of the table of opinions: the columns of an interaction, and `sentiment` (-1 to 1, null where unsure) and `label`. One
customer may say much, so intervals are those of means of clusters, a customer's opinions being one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

import ibis
import ibis.expr.types as ir
from scipy.special import stdtrit

from regard.analytics.metrics.estimates import NOTHING, Numbers, share
from regard.analytics.metrics.metric import Metric, Question
from regard.analytics.metrics.sums import rounded, total_of
from regard.analytics.scope import Scope

OPINIONS = "opinions"  # what `reads` says of a metric that is asked of them
UNSURE = "unsure"


@dataclass(frozen=True)
class Clusters:
    """Sums over customers: how many there are, of their opinions' number k and total s, of k², s² and k·s."""

    people: int
    n: int
    total: float
    n_squares: float
    squares: float
    products: float


def mean_of_clusters(sums: Clusters) -> Numbers:
    """The mean over all opinions, its interval from how customers differ (the ratio estimator of cluster sampling).

    Cochran (1977), Sampling Techniques, 6.4 and 9A: the variance of the residuals s - mean·k, with people - 1 degrees.

    >>> mean_of_clusters(Clusters(3, 3, 1.5, 3, 1.25, 1.5))  # one opinion each: 1, 0.5, 0
    Numbers(value=0.5, n=3, low=-0.742..., high=1.742...)
    """
    if sums.n <= 0:
        return NOTHING
    value = sums.total / sums.n
    if sums.people < 2:
        return Numbers(value, int(sums.n), None, None)
    residuals = max(0.0, sums.squares - 2 * value * sums.products + value * value * sums.n_squares)
    error = sqrt(residuals * sums.people / (sums.people - 1)) / sums.n
    half = float(stdtrit(sums.people - 1, 0.975)) * error
    return Numbers(value, int(sums.n), value - half, value + half)


def by_clusters(rows: ir.Table, *groups: str) -> ir.Table:
    """The sums of `Clusters` of rows with customer_id and sentiment, by group; those without a sentiment are left out."""
    found = rows.filter(rows.sentiment.notnull())
    found = found.mutate(felt=rounded(found.sentiment.cast("float64")))
    own = found.group_by([*groups, "customer_id"]).agg(k=found.count().cast("float64"), s=total_of(found.felt))
    return own.group_by(list(groups)).agg(
        people=own.count(),
        n=own.k.sum().cast("int64"),
        total=own.s.sum(),
        n_squares=(own.k * own.k).sum(),
        squares=(own.s * own.s).sum(),
        products=(own.k * own.s).sum(),
    )


def clusters_of(row: Mapping[str, Any]) -> Clusters:
    """The sums from a row of `by_clusters`."""
    return Clusters(*(row[name] or 0 for name in ("people", "n", "total", "n_squares", "squares", "products")))


def _said(log: ir.Table, scope: Scope) -> ir.Table:
    """The opinions in scope; of a log without them, what may hold some."""
    found = scope.rows(log)
    if "sentiment" in log.columns:
        return found.filter(found.label.notnull())
    has_texts = "text" in log.columns
    found = found.filter((found.actor == "customer") & found.text.notnull() if has_texts else ibis.literal(False))
    return found.mutate(sentiment=ibis.null("float64"), label=ibis.null("string"))


def _felt(log: ir.Table, scope: Scope) -> ir.Table:
    found = _said(log, scope)
    return found.filter(found.sentiment.notnull()) if "sentiment" in log.columns else found


def _mean_sentiment(question: Question) -> ir.Table:
    return by_clusters(question.grouped(_said(question.log, question.scope)), "group")


def _unsure(question: Question) -> ir.Table:
    found = question.grouped(_said(question.log, question.scope))
    told = found.filter(found.label.notnull())
    return told.group_by("group").agg(n=told.count(), part=(told.label == UNSURE).sum())


SENTIMENT = Metric(
    name="sentiment",
    label="Sentiment",
    description="The mean sentiment of what customers say, −1 to +1, over the opinions that the reader dares to judge.",
    unit="-1 to +1",
    direction="up",
    aggregate=_mean_sentiment,
    estimate=lambda row: mean_of_clusters(clusters_of(row)),
    rows=_felt,
    amount=lambda rows: rows.sentiment.cast("float64"),
    reads=(OPINIONS,),
)
SENTIMENT_UNSURE = Metric(
    name="sentiment_unsure",
    label="Sentiment not told",
    description="The share of opinions whose sentiment the reader does not dare to tell.",
    unit="%",
    direction="down",
    aggregate=_unsure,
    estimate=lambda row: share(row["part"], row["n"]),
    rows=_said,
    reads=(OPINIONS,),
)
SAID = (SENTIMENT, SENTIMENT_UNSURE)
