"""Figures of topics: how many name them, what they feel, and how that changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import exp, log, sqrt
from typing import Any, cast

import ibis
import ibis.expr.types as ir
from scipy.special import ndtr

from regard.analytics.metrics.estimates import Change, Numbers, Z, benjamini_hochberg, change, share
from regard.analytics.metrics.metric import answered
from regard.analytics.metrics.opinions import by_clusters, clusters_of, mean_of_clusters
from regard.analytics.scope import Scope, instant
from regard.understand.voice.opinions.shapes import EMOTIONS, INTENTS, LABELS

MINIMUM_N = 30
FALSE_SHARE = 0.05


@dataclass(frozen=True)
class Ratio:
    """By how many per cent more or fewer customers name a topic than in the period before; `word` as of a change.

    Its interval is that of the ratio of two Poisson counts; `adjusted_p` is corrected for the number of topics.
    """

    value: float
    low: float
    high: float
    word: str
    p: float
    adjusted_p: float | None = None


@dataclass(frozen=True)
class Figures:
    """What was said about one topic, or about everything, in a period."""

    n: int  # opinions
    texts: int
    customers: int
    sentiment: Numbers
    labels: Mapping[str, int]
    intents: Mapping[str, int]
    emotions: Mapping[str, int]
    languages: Mapping[str, int]

    @property
    def is_small(self) -> bool:
        """Too few opinions to show more than their number."""
        return self.n < MINIMUM_N

    @property
    def unsure(self) -> Numbers:
        """The share of opinions whose sentiment nobody dares to tell."""
        return share(self.labels.get("unsure", 0), self.n)

    @property
    def negative(self) -> Numbers:
        """The share of opinions that are negative or mixed, of those with a sentiment."""
        known = self.n - self.labels.get("unsure", 0)
        return share(self.labels.get("negative", 0) + self.labels.get("mixed", 0), known)


NO_FIGURES = Figures(0, 0, 0, Numbers(None, 0, None, None), {}, {}, {}, {})


def by_topic(rows: ir.Table) -> ir.Table:
    """`rows` once for each topic they are about, as column `topic`: the leaf, and its parent."""
    leaves = rows.filter(rows.leaf.notnull()).mutate(topic=rows.leaf)
    parents = rows.filter(rows.parent.notnull()).mutate(topic=rows.parent)
    return cast(ir.Table, leaves.union(parents))


def figures_by(rows: ir.Table, group: str) -> dict[str, Figures]:
    """The figures of each group of opinions."""
    counted = answered(
        rows.group_by(group).agg(
            n=rows.count(),
            texts=rows.id.nunique(),
            customers=rows.customer_id.nunique(),
            **{f"label_{name}": (rows.label == name).sum() for name in LABELS},
            **{f"intent_{name}": (rows.intent == name).sum() for name in INTENTS},
            **{f"emotion_{name}": rows[name].notnull().sum() for name in EMOTIONS},
        ),
        rows,
    ).to_pylist()
    felt = {row[group]: row for row in answered(by_clusters(rows, group), rows).to_pylist()}
    told = rows.mutate(language=rows.language.fill_null("unknown"))
    spoken: dict[str, dict[str, int]] = {}
    for row in answered(told.group_by([group, "language"]).agg(n=told.count()), rows).to_pylist():
        spoken.setdefault(row[group], {})[row["language"]] = row["n"]
    return {row[group]: _figures(row, felt.get(row[group]), spoken.get(row[group], {})) for row in counted}


def _figures(row: Mapping[str, Any], felt: Mapping[str, Any] | None, languages: dict[str, int]) -> Figures:
    return Figures(
        row["n"],
        row["texts"],
        row["customers"],
        mean_of_clusters(clusters_of(felt)) if felt else NO_FIGURES.sentiment,
        {name: int(row[f"label_{name}"] or 0) for name in LABELS},
        {name: int(row[f"intent_{name}"] or 0) for name in INTENTS},
        {name: int(row[f"emotion_{name}"] or 0) for name in EMOTIONS},
        dict(sorted(languages.items(), key=lambda pair: -pair[1])),
    )


def courses(rows: ir.Table, edges: list[date]) -> dict[str, list[int]]:
    """How many opinions name each topic between consecutive days."""
    cases = [(rows.time < instant(edge), index) for index, edge in enumerate(edges[1:])]
    inside = rows.filter((rows.time >= instant(edges[0])) & (rows.time < instant(edges[-1])))
    told = inside.mutate(period=ibis.cases(*cases, else_=-1))
    found: dict[str, list[int]] = {}
    for row in answered(told.group_by(["topic", "period"]).agg(n=told.count()), rows).to_pylist():
        found.setdefault(row["topic"], [0] * (len(edges) - 1))[row["period"]] = row["n"]
    return found


def ratio(now: int, before: int, days_now: float, days_before: float) -> Ratio | None:
    """Two counts over so many days as a change in per cent; None where one of both is nothing."""
    if not now or not before:
        return None
    told = log(now / days_now) - log(before / days_before)
    error = sqrt(1 / now + 1 / before)
    low, high = told - Z * error, told + Z * error
    word = "higher" if low > 0 else "lower" if high < 0 else "no clear change"
    return Ratio(_percent(told), _percent(low), _percent(high), word, float(2 * ndtr(-abs(told) / error)))


def _percent(logarithm: float) -> float:
    return 100 * (exp(logarithm) - 1)


def corrected(found: Mapping[str, Ratio]) -> dict[str, Ratio]:
    """Ratios with their chance corrected for how many there are; what is no finding then is 'no clear change'."""
    adjusted = benjamini_hochberg([one.p for one in found.values()])
    return {
        name: Ratio(one.value, one.low, one.high, one.word if p < FALSE_SHARE else "no clear change", one.p, p)
        for (name, one), p in zip(found.items(), adjusted, strict=True)
    }


def feeling_change(now: Figures, before: Figures) -> Change | None:
    """How the mean sentiment moved; None with too few."""
    return None if now.is_small or before.is_small else change(now.sentiment, before.sentiment)


def days_of(scope: Scope) -> float:
    """How long a closed period is."""
    assert scope.since is not None
    assert scope.until is not None
    return float((scope.until - scope.since).days)
