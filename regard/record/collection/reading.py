"""Reading a request: which events it brings, and which of them are surely fine.

Reading is quick and decides little. What it calls doubtful is decided by the rules that the recorder itself applies.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec

from regard.analytics.errors import RegardError
from regard.analytics.identity import is_blocked
from regard.record.collection.protocol import BATCH_EVENTS, EVENT_BYTES, Call
from regard.record.tracking.api import TOO_DEEP, Event, EventUnreadable, decode_event, message_id_of

LONGEST = 255
_LONGEST_BLOCKED = 20
_RANGES = {"nps": (0, 10), "enps": (0, 10), "csat": (1, 5), "ces": (1, 7), "stars": (1, 5)}
_STARRED = ("Review Posted", "Product Reviewed")
_CALLS = {"track", "identify", "page", "screen", "group", "alias"}


class BodyUnreadable(RegardError):
    """A request's body is not what its address asks for."""

    code = "invalid_json"
    status = 400


class Envelope(msgspec.Struct, rename="camel"):
    """What a batch says of all its events."""

    batch: list[msgspec.Raw] | None = None
    write_key: Any = None
    sent_at: Any = None
    context: dict[str, Any] | None = None
    channel: str | None = None


@dataclass(frozen=True)
class Read:
    """A request as it was read."""

    envelope: Envelope
    events: list[bytes]


@dataclass(frozen=True)
class Glance:
    """What a look at the events says: their own message ids, and the positions of those that may not be storable."""

    message_ids: list[str | None] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)


_ENVELOPE = msgspec.json.Decoder(Envelope)
_SKETCH = msgspec.json.Decoder(Event)  # the recorder's own shape: what it cannot decode is doubtful


def read_request(*, call: Call, body: bytes) -> Read:
    """Read a body whose key nobody has looked at yet. Raises BodyUnreadable."""
    if not body.strip():
        raise BodyUnreadable("The body is empty.")
    if call.has_many:
        envelope = _decode_envelope(body)
        if envelope.batch is None:
            raise BodyUnreadable("A batch has its events in `batch`, and this body has none.")
        return Read(envelope, [bytes(event) for event in envelope.batch])
    return Read(_decode_envelope(body), [body])


def glance_at(*, call: Call, read: Read) -> Glance:
    """Look at the events just long enough to tell the plain ones from the doubtful."""
    glance = Glance()
    is_envelope_plain = _is_plain_sending(read.envelope.sent_at) and _is_plain_context(read.envelope.context)
    for index, event in enumerate(read.events):
        message_id, is_plain = _look_at(event, call)
        glance.message_ids.append(message_id)
        if not (is_plain and is_envelope_plain) or len(event) > EVENT_BYTES or index >= BATCH_EVENTS:
            glance.doubtful.append(index)
    return glance


def _decode_envelope(body: bytes) -> Envelope:
    try:
        return _ENVELOPE.decode(body)
    except msgspec.ValidationError as error:
        raise BodyUnreadable(f"The body has the wrong shape: {str(error).rstrip('.')}.") from error
    except RecursionError as error:
        raise BodyUnreadable(TOO_DEEP.replace("line", "body")) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        said = str(error).removeprefix("JSON is malformed: ").rstrip(".")
        raise BodyUnreadable(f"The body is not JSON: {said}.") from error


def _look_at(event: bytes, call: Call) -> tuple[str | None, bool]:
    """The event's own message id, and whether it can surely be stored."""
    try:
        sketch = _SKETCH.decode(event)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None, False
    message_id = sketch.message_id
    if message_id is not None and not (isinstance(message_id, str) and 0 < len(message_id) <= LONGEST):
        return _find_message_id(event), False
    is_plain = (
        (message_id is None or "\x00" not in message_id)
        and _is_plain_call(sketch, call)
        and _has_plain_name(sketch)
        and (sketch.user_id is None or _is_plain_name(sketch.user_id))
        and (sketch.anonymous_id is None or _is_plain_name(sketch.anonymous_id))
        and _is_plain_time(sketch.timestamp)
        and _is_plain_time(sketch.original_timestamp)
        and _is_plain_sending(sketch.sent_at)
        and _is_plain_context(sketch.context)
        and _is_plain_object(sketch.traits)
        and _is_plain_object(sketch.properties)
        and _has_plain_numbers(sketch.properties, sketch.event)
        and _has_plain_numbers(sketch.traits, None)
    )
    return message_id, is_plain


def _find_message_id(event: bytes) -> str | None:
    """The message id as the recorder reads it, None where there is none to be read."""
    try:
        return message_id_of(event=decode_event(line=event))
    except EventUnreadable:
        return None


def _is_plain_call(sketch: Event, call: Call) -> bool:
    kind = sketch.type if call.has_many else call.name
    if sketch.type is not None and sketch.type != kind:
        return False
    if kind == "track":
        return isinstance(sketch.event, str) and 0 < len(sketch.event.strip()) <= LONGEST
    return kind in _CALLS


def _has_plain_name(sketch: Event) -> bool:
    if _is_plain_name(sketch.user_id) or _is_plain_name(sketch.anonymous_id):
        return True
    traits = sketch.context.get("traits") if isinstance(sketch.context, dict) else None
    return isinstance(traits, dict) and "@" in str(traits.get("email") or "") and _is_plain_name(traits["email"])


def _is_plain_name(value: Any) -> bool:
    return (
        isinstance(value, str)
        and 0 < len(value) <= LONGEST
        and "\x00" not in value
        and not (len(value) <= _LONGEST_BLOCKED and is_blocked(value))
    )


def _is_plain_time(value: Any) -> bool:
    year = _year_of(value)
    return value is None or (year is not None and 1973 <= year <= 2096)


def _is_plain_sending(value: Any) -> bool:
    """Whether a sender's clock is about right: one that is far off moves the times of its events far."""
    year = _year_of(value)
    return value is None or (year is not None and abs(year - datetime.now(UTC).year) <= 1)


def _year_of(value: Any) -> int | None:
    try:
        return datetime.fromisoformat(value).year if isinstance(value, str) else None
    except ValueError:
        return None


def _is_plain_object(tree: Any) -> bool:
    if tree is None:
        return True
    if not isinstance(tree, dict):
        return False
    for name in ("email", "phone"):
        value = tree.get(name)
        if value is not None and not _is_plain_name(value):
            return False
    return True


def _is_plain_context(tree: Any) -> bool:
    if tree is None:
        return True
    return isinstance(tree, dict) and "externalIds" not in tree and _is_plain_object(tree.get("traits"))


def _has_plain_numbers(tree: dict[str, Any] | None, event: Any) -> bool:
    """Whether scores, scales, amounts and promises are surely what the recorder takes them for."""
    if not tree:
        return True
    return _has_plain_score(tree, event) and _is_plain_time(tree.get("promised_at")) and _has_plain_amount(tree, event)


def _has_plain_amount(tree: dict[str, Any], event: Any) -> bool:
    if not (isinstance(event, str) and event.startswith("Order ")):
        return True
    amount = next((tree[name] for name in ("total", "revenue", "value") if tree.get(name) is not None), 0)
    return type(amount) in (int, float) and abs(amount) < 1e12


def _has_plain_score(tree: dict[str, Any], event: Any) -> bool:
    if "score" in tree and "rating" in tree:
        return False
    score = tree.get("score", tree.get("rating"))
    if score is None:
        return "scale_min" not in tree and "scale_max" not in tree
    return _is_on_its_scale(score, tree, event)


def _is_on_its_scale(score: Any, tree: dict[str, Any], event: Any) -> bool:
    metric = tree.get("metric")
    named = metric.lower() if isinstance(metric, str) else "stars" if event in _STARRED else ""
    low, high = _RANGES.get(named, (1, 1))
    low, high = tree.get("scale_min", low), tree.get("scale_max", high)
    return all(type(one) in (int, float) for one in (score, low, high)) and low <= score <= high and low < high
