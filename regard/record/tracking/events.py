"""The shape of one call of Segment's tracking protocol, decoded with the types it may have."""

import json
import re
from decimal import Decimal, InvalidOperation
from math import isinf
from typing import Any

import msgspec

from regard.analytics.errors import RegardError

Mapping = dict[str, Any]


class EventUnreadable(RegardError):
    """One event makes no observation; the sentence says why."""

    code = "event_unreadable"
    status = 400


class Event(msgspec.Struct, rename="camel"):
    """One call: who did what and when. What is not listed here is not kept."""

    type: str | None = None
    event: str | None = None
    message_id: Any = None
    user_id: Any = None
    anonymous_id: Any = None
    group_id: Any = None
    previous_id: Any = None
    name: str | None = None
    category: str | None = None
    channel: str | None = None
    properties: Mapping | None = None
    traits: Mapping | None = None
    context: Mapping | None = None
    timestamp: Any = None
    original_timestamp: Any = None
    sent_at: Any = None
    received_at: Any = None
    batch: list[Any] | None = None


def _number(text: str) -> Decimal:
    """A number with its digits. What no double can be is refused: who reads it later would stumble over it.

    >>> _number("1.50"), _number("1e-9999"), _number("0e9999")
    (Decimal('1.50'), Decimal('0'), Decimal('0'))
    """
    try:
        number = Decimal(text)
        if -300 < number.adjusted() < 300:
            return number
    except InvalidOperation:  # an exponent of many digits
        number = Decimal(0)
    if isinf(float(text)):
        raise EventUnreadable(f"The number {text[:40]} is too large to be kept.")
    return number if float(text) else Decimal(0)


TOO_DEEP = "The line is nested too deeply to be read."
_ENCODER = msgspec.json.Encoder(decimal_format="number", order="sorted")
_PLAIN_ENCODER = msgspec.json.Encoder(decimal_format="number")
_DECODER = msgspec.json.Decoder(Event, float_hook=_number)
_NAMES = {"str": "text", "int": "a number", "float": "a number", "bool": "true or false", "array": "a list"}
_NAMES |= {"object": "an object", "null": "null"}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def decode_event(*, line: bytes) -> Event:
    """Decode one JSON object; numbers keep their digits, halves of split characters become U+FFFD.

    >>> decode_event(line=b'{"type":"track","userId":570306133677760513}').user_id
    570306133677760513
    """
    try:
        return _DECODER.decode(line)
    except msgspec.ValidationError as error:
        raise EventUnreadable(_sentence_of(str(error))) from error
    except RecursionError as error:
        raise EventUnreadable(TOO_DEEP) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return _decode_leniently(line, error)


def _decode_leniently(line: bytes, first: Exception) -> Event:
    if isinstance(first, UnicodeDecodeError):
        raise EventUnreadable("The line is not UTF-8.") from first
    if b"\\ud" not in line.lower():
        raise EventUnreadable(f"The line is not JSON: {_position(str(first))}.") from first
    try:
        tree = _mended(json.loads(line, parse_float=_number, parse_constant=_refuse_constant))
        return msgspec.convert(tree, Event)
    except msgspec.ValidationError as error:
        raise EventUnreadable(_sentence_of(str(error))) from error
    except (ValueError, RecursionError) as error:
        raise EventUnreadable(f"The line is not JSON: {_position(str(first))}.") from error


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


def _mended(tree: Any) -> Any:
    if isinstance(tree, str):
        return _LONE_SURROGATE.sub("\ufffd", tree)
    if isinstance(tree, list):
        return [_mended(branch) for branch in tree]
    if isinstance(tree, dict):
        return {_LONE_SURROGATE.sub("\ufffd", key): _mended(branch) for key, branch in tree.items()}
    return tree


def encode(*, tree: Any) -> str:
    """JSON in the order given."""
    return _PLAIN_ENCODER.encode(tree).decode()


def encode_canonically(tree: Any) -> bytes:
    """JSON with sorted keys: the same content gives the same bytes."""
    return _ENCODER.encode(tree)


def convert_event(*, tree: Any) -> Event:
    """An event from decoded JSON: one member of a batch."""
    try:
        return msgspec.convert(tree, Event)
    except msgspec.ValidationError as error:
        raise EventUnreadable(_sentence_of(str(error))) from error


def member_of(*, batch: Event, tree: Any) -> Event:
    """An event from decoded JSON, with what its batch says for all."""
    return complete_event(batch=batch, event=convert_event(tree=tree))


def complete_event(*, batch: Event, event: Event) -> Event:
    """Give an event what its batch says for all: context, channel, when it was sent and received."""
    if batch.context:
        event.context = batch.context | (event.context or {})
    event.channel = event.channel or batch.channel
    event.sent_at = event.sent_at if event.sent_at is not None else batch.sent_at
    event.received_at = event.received_at if event.received_at is not None else batch.received_at
    return event


def _sentence_of(message: str) -> str:
    """Turn the decoder's complaint into a sentence.

    >>> _sentence_of("Expected `object | null`, got `str` - at `$.properties`")
    '`properties` must be an object or null, and is text.'
    """
    found = re.fullmatch(r"Expected `(.+)`, got `(.+?)`(?: - at `\$\.?(.*)`)?", message)
    if found is None:
        return f"The event has the wrong shape: {message.rstrip('.')}."
    wanted, got, place = found.groups()
    subject = f"`{place}`" if place else "The line"
    return f"{subject} must be {' or '.join(map(_named, wanted.split(' | ')))}, and is {_named(got)}."


def _named(kind: str) -> str:
    return _NAMES.get(kind, kind)


def _position(message: str) -> str:
    return message.removeprefix("JSON is malformed: ").rstrip(".")
