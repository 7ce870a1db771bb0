"""Topics of which more people speak than the season lets expect, at a stated rate of false alarms."""

from datetime import UTC, datetime, timedelta

import ibis.expr.types as ir
import numpy as np

from regard.analytics.metrics.metric import answered
from regard.analytics.scope import Scope
from regard.analytics.topics.rising import Rise, rising
from regard.foundation.lake.api import Lake
from regard.understand.voice.opinions.log import opinion_log, scope_of_opinions

FALSE_ALARMS = 1.0  # a month, where nothing happens, over all topics together
DAYS_LOOKED_BACK = 500
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def rising_topics(*, lake: Lake, scope: Scope) -> dict[str, Rise]:
    """What rises at the end of a scope: themes and the topics within them, each level held against its own."""
    last = lake.last_at() or EPOCH
    until = min(scope.until or last.date(), last.date())
    since = until - timedelta(days=DAYS_LOOKED_BACK)
    whole = scope_of_opinions(lake=lake, scope=scope.over(since=since, until=until))
    rows = whole.rows(opinion_log(lake=lake))
    tops = rows.mutate(topic=rows.parent.coalesce(rows.leaf))
    leaves = rows.filter(rows.parent.notnull()).mutate(topic=rows.leaf)
    found = _rises(leaves, scope) | _rises(tops, scope)
    return {name: rise for name, rise in found.items() if rise.until is None or rise.until >= until}


def _rises(rows: ir.Table, scope: Scope) -> dict[str, Rise]:
    """The newest rise of each topic of one level."""
    told = rows.filter(rows.topic.notnull())
    told = told.mutate(day=told.time.date())
    counted = answered(told.group_by(["topic", "day"]).agg(people=told.customer_id.nunique()), rows).to_pylist()
    if not counted:
        return {}
    topics = sorted({row["topic"] for row in counted})
    first, last = min(row["day"] for row in counted), max(row["day"] for row in counted)
    people = np.zeros(((last - first).days + 1, len(topics)), dtype=np.int64)
    places = {name: at for at, name in enumerate(topics)}
    for row in counted:
        people[(row["day"] - first).days, places[row["topic"]]] = row["people"]
    found = rising(people, topics=topics, first_day=first, false_alarms=FALSE_ALARMS / 2)
    return {one.topic: one for one in found.rises}
