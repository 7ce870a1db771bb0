"""When an event happened: its own clock, corrected by the receiver's."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from regard.record.tracking.events import Event, EventUnreadable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MILLISECONDS_FROM = 100_000_000_000  # a number this large counts milliseconds, not seconds


def microseconds_of(event: Event) -> int:
    """Microseconds since 1970 of the moment the event happened.

    `timestamp` beside `originalTimestamp` was corrected by whoever received the event. Otherwise the
    sender's clock is corrected by `receivedAt - sentAt` where both are there.
    """
    if event.timestamp is not None and event.original_timestamp is not None:
        return _microseconds(event.timestamp, "timestamp")
    own = event.timestamp if event.timestamp is not None else event.original_timestamp
    name = "timestamp" if event.timestamp is not None else "originalTimestamp"
    if own is None:
        return _time_of_arrival(event)
    moment = _microseconds(own, name)
    if event.sent_at is None or event.received_at is None:
        return moment
    return moment + _microseconds(event.received_at, "receivedAt") - _microseconds(event.sent_at, "sentAt")


def _time_of_arrival(event: Event) -> int:
    if event.received_at is not None:
        return _microseconds(event.received_at, "receivedAt")
    if event.sent_at is not None:
        return _microseconds(event.sent_at, "sentAt")
    raise EventUnreadable("The event has no `timestamp`.")


def _microseconds(value: Any, name: str) -> int:
    if isinstance(value, str):
        return _from_text(value, name)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise EventUnreadable(f"`{name}` is {_shown(value)}, which is not a time.")
    return _from_number(Decimal(value), name)


def _from_number(number: Decimal, name: str) -> int:
    if abs(number) >= 10**15:
        raise EventUnreadable(f"`{name}` is {_shown(number)}, which is not a time.")
    return int(number * (1000 if abs(number) >= _MILLISECONDS_FROM else 1_000_000))


def _from_text(text: str, name: str) -> int:
    try:
        moment = datetime.fromisoformat(text.strip().removesuffix(" UTC"))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return (moment - _EPOCH) // _MICROSECOND
    except (ValueError, OverflowError) as error:
        raise EventUnreadable(f"`{name}` is {_shown(text)}, which is not a time.") from error


def _shown(value: Any) -> str:
    text = str(value)
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'
