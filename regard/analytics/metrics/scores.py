"""Scores that customers give: NPS, CSAT, CES, stars, and the mean experience over all of them."""

from collections.abc import Mapping
from typing import Any

import ibis.expr.types as ir

from regard.analytics.metrics.estimates import Numbers, mean, net_promoter, share
from regard.analytics.metrics.metric import Metric, Question
from regard.analytics.metrics.sums import rounded, total_of
from regard.analytics.schema.families import SCORES
from regard.analytics.scope import Scope

TOP_QUARTER, ABOVE_MIDDLE = 0.75 - 1e-9, 0.5 + 1e-6


def position(rows: ir.Table) -> ir.FloatingColumn:
    """Where a score lies on its scale, 0 at the worst end and 1 at the best."""
    return (rows.score - rows.scale_min) / (rows.scale_max - rows.scale_min)


def experience(rows: ir.Table) -> ir.FloatingColumn:
    """A score on the common scale, -1 to +1; null without a score or without a known scale."""
    return 2 * position(rows) - 1


def scored(log: ir.Table) -> ir.Table:
    """Rows with a score on a known scale."""
    return log.filter(log.score.notnull() & log.scale_min.notnull() & log.scale_max.notnull())


def net_promotion(rows: ir.Table) -> ir.FloatingColumn:
    """What an answer adds to the net promoter score: 100, 0 or -100."""
    return 100.0 * ((rows.score >= 9).cast("float64") - (rows.score <= 6).cast("float64"))


def _in_top(least: float) -> Any:
    return lambda rows: 100.0 * (position(rows) >= least).cast("float64")


def stars_of(rows: ir.Table) -> ir.FloatingColumn:
    """A score stretched to 1 to 5."""
    return 1 + 4 * position(rows)


def answers(metric: str) -> Any:
    """The rows that answer one score metric, as a function of log and scope."""

    def rows(log: ir.Table, scope: Scope) -> ir.Table:
        found = scope.rows(log)
        return scored(found.filter(found.metric == metric))

    return rows


def _net_promoter(metric: str) -> Any:
    def aggregate(question: Question) -> ir.Table:
        found = question.grouped(answers(metric)(question.log, question.scope))
        return found.group_by("group").agg(
            n=found.count(),
            promoters=(found.score >= 9).sum(),
            detractors=(found.score <= 6).sum(),
        )

    return aggregate


def _ease(question: Question) -> ir.Table:
    """The share that found it easy, for each scale of its own: 5 and 7 points are not the same question."""
    found = question.grouped(answers("ces")(question.log, question.scope))
    points = (found.scale_max - found.scale_min + 1).round().cast("int64").cast("string") + "-point"
    found = found.mutate(variant=points, easy=position(found) >= ABOVE_MIDDLE)
    return found.group_by(["group", "variant"]).agg(n=found.count(), part=found.easy.sum())


def _share_of(metric: str, *, least: float) -> Any:
    def aggregate(question: Question) -> ir.Table:
        found = question.grouped(answers(metric)(question.log, question.scope))
        return found.group_by("group").agg(n=found.count(), part=(position(found) >= least).sum())

    return aggregate


def _estimate_share(row: Mapping[str, Any]) -> Numbers:
    return share(row["part"], row["n"])


def _estimate_promoters(row: Mapping[str, Any]) -> Numbers:
    return net_promoter(row["promoters"], row["detractors"], row["n"])


def _estimate_mean(row: Mapping[str, Any]) -> Numbers:
    return mean(row["total"], row["squares"], row["n"])


def _mean_stars(question: Question) -> ir.Table:
    found = question.grouped(answers("stars")(question.log, question.scope))
    stars = stars_of(found)
    return found.group_by("group").agg(
        n=found.count(), total=total_of(rounded(stars)), squares=total_of(rounded(stars * stars))
    )


def _all_scores(log: ir.Table, scope: Scope) -> ir.Table:
    return scored(scope.rows(log))


def _mean_experience(question: Question) -> ir.Table:
    found = question.grouped(_all_scores(question.log, question.scope))
    felt = experience(found)
    return found.group_by("group").agg(
        n=found.count(), total=total_of(rounded(felt)), squares=total_of(rounded(felt * felt))
    )


NPS = Metric(
    "nps",
    "NPS",
    "Share of promoters (9 or 10 on 0 to 10) less share of detractors (0 to 6).",
    "points",
    "up",
    _net_promoter("nps"),
    _estimate_promoters,
    answers("nps"),
    amount=net_promotion,
    reads=(SCORES,),
)
ENPS = Metric(
    "enps",
    "Employee NPS",
    "NPS of the question put to staff.",
    "points",
    "up",
    _net_promoter("enps"),
    _estimate_promoters,
    answers("enps"),
    amount=net_promotion,
    reads=(SCORES,),
)
CSAT = Metric(
    "csat",
    "CSAT",
    "Share of answers in the top quarter of the scale: 4 or 5 of 5 (top two boxes).",
    "%",
    "up",
    _share_of("csat", least=TOP_QUARTER),
    _estimate_share,
    answers("csat"),
    amount=_in_top(TOP_QUARTER),
    reads=(SCORES,),
)
CES = Metric(
    "ces",
    "CES, found it easy",
    "Share of answers that agree it was easy: above the middle of the scale, 5 to 7 of 7 or 4 to 5 of 5. Scales with "
    "different numbers of points are told apart, since they do not give the same figure.",
    "%",
    "up",
    _ease,
    _estimate_share,
    answers("ces"),
    amount=_in_top(ABOVE_MIDDLE),
    reads=(SCORES,),
)
STARS = Metric(
    "stars",
    "Review stars",
    "Mean stars of reviews; other scales are stretched to 1 to 5.",
    "of 5",
    "up",
    _mean_stars,
    _estimate_mean,
    answers("stars"),
    amount=stars_of,
    reads=(SCORES,),
)
EXPERIENCE = Metric(
    "experience",
    "Experience",
    "Mean of all scores, each stretched to -1 (worst) to +1 (best).",
    "-1 to +1",
    "up",
    _mean_experience,
    _estimate_mean,
    _all_scores,
    amount=experience,
    reads=(SCORES,),
)
