"""Past moments: a metric as it stood, or as it was known, at any time."""

from datetime import UTC, datetime, timedelta

import ibis
import ibis.expr.types as ir

from regard.analytics.scope import ScopeError


def read_moment(text: str | datetime | None) -> datetime | None:
    """A moment from ISO 8601, in UTC where it names no zone; a day alone counts to its end. Raises ScopeError.

    >>> read_moment("2026-05-03").isoformat()
    '2026-05-04T00:00:00+00:00'
    """
    if text is None or isinstance(text, datetime):
        return text if text is None or text.tzinfo else text.replace(tzinfo=UTC)
    try:
        moment = datetime.fromisoformat(text.strip())
        moment = moment + timedelta(days=1) if len(text.strip()) <= len("2026-05-03") else moment
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ScopeError(
            f"`as_of` is {text[:40]!r}, which is no moment. Write it as 2026-05-03 or 2026-05-03T17:30:00Z."
        ) from None


def log_as_of(log: ir.Table, moment: datetime, *, as_known: bool = False) -> ir.Table:
    """What had happened by a moment; with `as_known` only what had been received by then as well."""
    until = ibis.literal(moment, type="timestamp('UTC', 6)")
    log = log.filter(log.time <= until)
    return log.filter(log.received_at <= until) if as_known else log
