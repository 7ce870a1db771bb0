"""What a metric reads of the log: of a large one only the rows it looks at, which are kept apart."""

import ibis.expr.types as ir

from regard.analytics.metrics.metric import TRAIT, Metric, Threads
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake, is_small, part_of_log
from regard.understand.journeys.api import Asked


def threads_for(*, lake: Lake, scope: Scope) -> Threads | None:
    """What the customers of a scope's segment went through, out of the journey index; None for a small log."""
    return None if is_small(lake=lake) else Asked.of(lake=lake, scope=scope)


def log_for(*, lake: Lake, metric: Metric, scope: Scope, by: str | None = None) -> ir.Table:
    """The rows of the log that a metric looks at over a scope, by a dimension.

    The metric's own definition answers from them, so the answer is the one it gives on the whole log.
    """
    if metric.reads is None:
        return lake.interactions()
    is_by_trait = scope.trait() is not None or (by or "").startswith(TRAIT)
    return part_of_log(lake=lake, families=(*metric.reads, *(("profiles",) if is_by_trait else ())))
