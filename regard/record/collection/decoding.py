"""Requests of the intake become observations and rejections: once to judge what is doubtful, once to record."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import pyarrow as pa

from regard.analytics.schema.interactions import REJECTED
from regard.record.collection.protocol import BATCH_EVENTS, EVENT_BYTES, Call
from regard.record.collection.reading import BodyUnreadable, Read, read_request
from regard.record.interactions.api import Rejection, cut_raw, rejected_table
from regard.record.tracking.api import (
    TOO_DEEP,
    Event,
    EventUnreadable,
    Row,
    complete_event,
    decode_event,
    observations_of,
    observe,
)
from regard.record.webhooks import api as webhooks

UNREADABLE = "unreadable"
WEBHOOK = "webhook"
KEPT_DELIVERY = "webhook-row"  # a row of a delivery that was rejected, sent in again


class IntakeRequest(NamedTuple):
    """One request as the intake keeps it."""

    token: str
    source: str
    call: str
    received_at: datetime
    visitor: str | None
    note: str | None
    body: bytes


@dataclass
class Decoded:
    """What requests of one source say."""

    source: str
    rows: list[Row] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    mapped: list[pa.Table] = field(default_factory=list)  # what deliveries of a webhook say

    def forget(self, origin: str) -> None:
        """Take back what was read of one request."""
        while self.origins and self.origins[-1] == origin:
            self.origins.pop()
            self.lines.pop()
        del self.rows[len(self.origins) :]
        self.rejections = [rejection for rejection in self.rejections if rejection.origin != origin]

    def observations(self) -> pa.Table:
        """The events that could be read, as the recorder takes them."""
        told = observations_of(rows=self.rows, source=self.source, origins=self.origins, lines=self.lines)
        return pa.concat_tables([told, *self.mapped])


def decode_requests(*, requests: Iterable[IntakeRequest]) -> list[Decoded]:
    """What the requests say, by source, in the order they came."""
    by_source: dict[str, Decoded] = {}
    deliveries: dict[str, list[IntakeRequest]] = {}
    for request in requests:
        decoded = by_source.setdefault(request.source, Decoded(request.source))
        if request.call == WEBHOOK:
            deliveries.setdefault(request.source, []).append(request)
            continue
        try:
            decode_request(request=request, into=decoded)
        except Exception as error:  # a fault of ours: this request must not stop the others
            decoded.forget(origin_of(request=request))
            decoded.rejections.append(_failed(request, error))
    for source, group in deliveries.items():
        _decode_deliveries(webhooks.mapping_in_force(slug=source), group, by_source[source])
    return list(by_source.values())


def _decode_deliveries(by: webhooks.InForce, group: list[IntakeRequest], into: Decoded) -> None:
    """Add what the deliveries of one webhook say; where mapping them together fails, each is mapped alone."""
    named = [(origin_of(request=request), _delivery(request)) for request in group]
    try:
        made = webhooks.map_deliveries(by=by, deliveries=named)
    except Exception as error:  # a fault of ours: one delivery must not stop the others
        if len(group) == 1:
            into.rejections.append(_failed(group[0], error))
            return
        for request in group:
            _decode_deliveries(by, [request], into)
        return
    into.mapped.append(made.observations)
    into.rejections += made.rejections


def _delivery(request: IntakeRequest) -> webhooks.Delivery:
    return webhooks.delivery_of(
        token=request.token, received_at=request.received_at, note=request.note, body=request.body
    )


def _failed(request: IntakeRequest, error: Exception) -> Rejection:
    said = f"Reading it failed here ({type(error).__name__}); it can be replayed once that is mended."
    return Rejection(origin_of(request=request), 1, said, _text(request.body))


def origin_of(*, request: IntakeRequest) -> str:
    """What the log calls the place where a request's events were read."""
    return f"{request.call} {request.token}"


def raw_of(*, requests: Iterable[IntakeRequest]) -> Callable[[str, int], str]:
    """A look-up of what was sent, by origin and line."""
    by_origin = {origin_of(request=request): request for request in requests}
    mapping_of = cache(lambda slug: webhooks.mapping_in_force(slug=slug))
    events_of = cache(lambda origin: _read(by_origin[origin]).events)

    def find(origin: str, line: int) -> str:
        request = by_origin[origin]
        if request.call == WEBHOOK:
            return webhooks.raw_row(by=mapping_of(request.source), delivery=_delivery(request), line=line)
        if request.call == KEPT_DELIVERY:
            return _text(request.body)
        return _text(events_of(origin)[line - 1])

    return find


def decode_request(*, request: IntakeRequest, into: Decoded, only: Sequence[int] | None = None) -> None:
    """Add one request's events; those with the positions `only`, where that is given."""
    origin = origin_of(request=request)
    if request.call == KEPT_DELIVERY:
        by = webhooks.mapping_in_force(slug=request.source)
        kept = Rejection(origin, 1, request.note or "It was rejected before.", _text(request.body))
        made = webhooks.map_rejected(by=by, rejected=[kept])
        into.mapped.append(made.observations)
        into.rejections += made.rejections
        return
    if request.call == UNREADABLE:
        into.rejections.append(Rejection(origin, 1, request.note or "It cannot be read.", _text(request.body)))
        return
    try:
        read = _read(request)
    except BodyUnreadable as error:
        into.rejections.append(Rejection(origin, 1, str(error), _text(request.body)))
        return
    envelope = read.envelope
    received_at = request.received_at.isoformat()
    batch = Event(context=envelope.context, channel=envelope.channel, sent_at=envelope.sent_at, received_at=received_at)
    for index in range(len(read.events)) if only is None else only:
        raw = read.events[index]
        try:
            if len(raw) > EVENT_BYTES:
                raise EventUnreadable(f"The event has {len(raw) // 1024} KB; an event may have {EVENT_BYTES // 1024}.")
            if index >= BATCH_EVENTS:
                raise EventUnreadable(f"The batch has more than {BATCH_EVENTS:,} events; this one is beyond.")
            row = _observe(raw, index, request, batch)
        except EventUnreadable as error:
            into.rejections.append(Rejection(origin, index + 1, str(error), _text(raw)))
        except RecursionError:
            into.rejections.append(Rejection(origin, index + 1, TOO_DEEP.replace("line", "event"), _text(raw)))
        else:
            into.rows.append(row)
            into.origins.append(origin)
            into.lines.append(index + 1)


def _read(request: IntakeRequest) -> Read:
    return read_request(call=Call(request.call), body=request.body)


def _observe(raw: bytes, index: int, request: IntakeRequest, batch: Event) -> Row:
    event = decode_event(line=raw)
    event.received_at = None  # ours is the clock that counts
    complete_event(batch=batch, event=event)
    if request.call not in ("batch", "import"):
        if event.type is not None and event.type.lower() != request.call:
            raise EventUnreadable(f'The event says it is "{event.type[:40]}" and was sent as {request.call}.')
        event.type = request.call
    if event.message_id in (None, ""):
        event.message_id = f"{request.token}-{index}"
    if request.visitor is not None and event.anonymous_id is None and is_cookieless(event.context):
        event.anonymous_id = request.visitor
    return observe(event=event)


def is_cookieless(context: Any) -> bool:
    """Whether an event comes from a browser that keeps nothing, so that its visitor is known for the day alone."""
    return isinstance(context, dict) and context.get("cookieless") is True


def rejected_of(*, decoded: Iterable[Decoded], received_at: datetime) -> pa.Table:
    """What could not be read, as the log keeps it."""
    tables = [rejected_table(rejections=one.rejections, source=one.source, received_at=received_at) for one in decoded]
    return pa.concat_tables(tables) if tables else REJECTED.empty_table()


def _text(raw: bytes) -> str:
    return cut_raw(raw=raw.decode("utf-8", "replace"))
