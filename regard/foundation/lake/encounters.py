"""Encounters: who met which touchpoint, and whether it failed them, worked out once per version of the log."""

from datetime import UTC, datetime

import ibis.expr.types as ir

from regard.analytics.drivers.frictions import encounters
from regard.foundation.lake.lake import Lake


def encounter_table(*, lake: Lake) -> ir.Table:
    """All encounters of the log; see `regard.analytics.drivers.frictions.encounters`."""
    as_of = lake.last_at() or datetime(1970, 1, 1, tzinfo=UTC)
    return lake.derived("encounters", lambda: encounters(lake.interactions(), as_of=as_of))
