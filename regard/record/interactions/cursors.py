"""Cursors: the (time, id) of the last row of a page, which is where the next one starts."""

from datetime import UTC, datetime, timedelta
from typing import Any

from regard.analytics.errors import BadCursor

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def cursor_of(row: dict[str, Any]) -> str:
    """The cursor of the page that begins after `row`."""
    moment: datetime = row["time"]
    return f"{int(moment.timestamp()) * 1_000_000 + moment.microsecond}.{row['id']}"


def read_cursor(cursor: str) -> tuple[datetime, str]:
    """The (time, id) a cursor says. Raises BadCursor."""
    micros, _, last_id = cursor.partition(".")
    try:
        moment = _EPOCH + timedelta(microseconds=int(micros))
    except (ValueError, OverflowError):
        raise BadCursor() from None
    if not last_id:
        raise BadCursor()
    return moment, last_id
