"""Rows of observations as the table that the recorder takes."""

from collections.abc import Sequence

import pyarrow as pa

from regard.analytics.schema.interactions import OBSERVATION, TIME
from regard.record.tracking.observation import Row


def observations_of(*, rows: Sequence[Row], source: str, origins: Sequence[str], lines: Sequence[int]) -> pa.Table:
    """Return a table of shape OBSERVATION; `origins` and `lines` say where each row was read."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * 10
    message_id, kind, time, user_id, email, phone, external_id, anonymous_id, channel, properties = columns
    count = len(rows)
    nothing = pa.nulls(count, pa.string())
    return pa.table(
        [
            pa.repeat(source, count),
            pa.array(message_id, pa.string()),
            pa.array(kind, pa.string()),
            pa.array(time, pa.int64()).cast(TIME),
            pa.array(user_id, pa.string()),
            pa.array(email, pa.string()),
            pa.array(phone, pa.string()),
            pa.array(external_id, pa.string()),
            pa.array(anonymous_id, pa.string()),
            pa.array(channel, pa.string()),
            nothing,
            nothing,
            pa.array(properties, pa.string()),
            pa.array(origins, pa.string()),
            pa.array(lines, pa.int64()),
        ],
        schema=OBSERVATION,
    )
