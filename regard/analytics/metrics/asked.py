"""Who answers: the response rate of what was asked."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from regard.analytics.metrics.estimates import Numbers, share
from regard.analytics.metrics.metric import Metric, Question
from regard.analytics.scope import Scope, member_of

DAYS = 14


def _sent(log: ir.Table, scope: Scope) -> ir.Table:
    found = scope.rows(log)
    is_anonymous = member_of(found.properties, "anonymous").fill_null("") == "true"
    return found.filter((found.kind == "Survey Sent") & ~found.failed & ~is_anonymous)


def _responded(question: Question) -> ir.Table:
    followed = ibis.literal(question.as_of - timedelta(days=DAYS), type="timestamp('UTC', 6)")
    sent = question.grouped(_sent(question.log, question.scope))
    sent = sent.filter(sent.time <= followed).mutate(survey=_survey(sent))
    answers = question.log.filter(question.log.kind == "Survey Answered")
    answers = answers.select("customer_id", survey=_survey(answers), answered_at=answers.time)
    pairs = sent.select("id", "customer_id", "survey", "time").inner_join(answers, ["customer_id", "survey"])
    seconds = pairs.answered_at.epoch_seconds() - pairs.time.epoch_seconds()
    answered = pairs.filter((seconds >= 0) & (seconds <= DAYS * 86_400)).select("id").distinct()
    found = sent.left_join(answered.mutate(answered=True), "id")
    return found.group_by("group").agg(n=found.count(), part=found.answered.fill_null(False).sum())


def _survey(rows: ir.Table) -> ir.StringColumn:
    return member_of(rows.properties, "survey_id").fill_null("")


def _estimate(row: Mapping[str, Any]) -> Numbers:
    return share(row["part"], row["n"])


RESPONSE_RATE = Metric(
    "response_rate",
    "Response rate",
    f"Of surveys sent and not undeliverable, the share that the customer answered within {DAYS} days. Those sent in the last "
    f"{DAYS} days are not counted yet, and anonymous ones not at all, since nobody can tell who answered.",
    "%",
    "up",
    _responded,
    _estimate,
    _sent,
    reads=("surveys",),
)
