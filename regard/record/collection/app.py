"""The collector: an ASGI application that checks the key, reads, and commits."""

import asyncio
import logging
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from regard.analytics.errors import RegardError
from regard.record.collection.admission import Admission
from regard.record.collection.asgi import Receive, Scope, Send
from regard.record.collection.decoding import UNREADABLE, WEBHOOK, IntakeRequest, is_cookieless
from regard.record.collection.deliveries import WebhookRing, find_webhook_slug
from regard.record.collection.intake import TakesIn
from regard.record.collection.judging import Judge, Refusal
from regard.record.collection.keys import KeyRing
from regard.record.collection.memory import Memory
from regard.record.collection.protocol import (
    BATCH_BYTES,
    EVENT_BYTES,
    BodyRefused,
    Call,
    find_call,
    find_settings_key,
    inflate,
)
from regard.record.collection.reading import BodyUnreadable, Read, glance_at, read_request
from regard.record.sources.api import OpenKey
from regard.record.webhooks.api import MOST_BYTES, DeliveryTooLarge

SECONDS_FOR_A_BODY = 15
RAW_BYTES_KEPT = 64 * 1024
_LOG = logging.getLogger(__name__)
_ALLOWED_HEADERS = "authorization, content-type, content-encoding, x-retry-count, x-write-key, anonymousid"
_CORS = [(b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", b"retry-after, x-request-id")]
_encode = msgspec.json.Encoder().encode
_WAIT = {"intake_full": b"1", "backlog": b"5", "intake_unavailable": b"3", "disk_nearly_full": b"30"}


class BodyLate(RegardError):
    """The body did not arrive in time."""

    code = "body_late"
    status = 408


@dataclass
class Collector:
    """The ASGI application. `start` and `stop` belong to the server's lifespan."""

    intake: TakesIn
    keys: KeyRing
    admission: Admission
    memory: Memory
    judge: Judge = field(default_factory=Judge)
    webhooks: WebhookRing = field(default_factory=WebhookRing)
    visitor_of: Callable[[Scope], str | None] = lambda scope: None

    def start(self) -> None:
        """Begin to take requests in."""
        self.intake.start()
        self.keys.start()
        self.webhooks.start()
        self.admission.start()

    def stop(self) -> None:
        """Finish what was begun."""
        self.intake.stop()
        self.keys.stop()
        self.webhooks.stop()
        self.admission.stop()
        self.judge.stop()

    def takes(self, path: str) -> bool:
        """Whether an address is one of the collector's."""
        found = find_call(path=path) or find_settings_key(path=path) or find_webhook_slug(path=path)
        return found is not None or path == "/healthz"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        method, path = scope["method"], scope["path"]
        if method == "OPTIONS":
            await _send(send, 204, b"", _preflight(scope))
        elif path == "/healthz":
            await _answer(send, 200, {"status": "ok"})
        elif (key := find_settings_key(path=path)) is not None:
            await self._answer_settings(key, send)
        elif method != "POST":
            await _answer(send, 405, _told("method_not_allowed", "Send this by POST."), [(b"allow", b"POST, OPTIONS")])
        else:
            await self._collect(scope, receive, send)

    async def _answer_settings(self, key: str, send: Send) -> None:
        if await self.keys.find(texts=[key]) is None:
            await _answer(send, 404, _told("invalid_write_key", "No source has this write key."))
            return
        settings = {"integrations": {"Segment.io": {"apiKey": key}}, "plan": {}, "edgeFunction": {}}
        await _answer(send, 200, settings, [(b"cache-control", b"public, max-age=60")])

    async def _collect(self, scope: Scope, receive: Receive, send: Send) -> None:
        slug = find_webhook_slug(path=scope["path"])
        token = str(uuid.uuid4())
        told = [(b"x-request-id", token.encode())]
        try:
            if slug is not None:
                status, answer = await self._take_delivery(slug, token, scope, receive)
            else:
                call = find_call(path=scope["path"]) or Call("track")
                status, answer = await self._take(call, token, scope, receive)
        except RegardError as error:
            status, answer = error.status, _told(error.code, str(error))
            if wait := _WAIT.get(error.code):
                told += [(b"retry-after", wait), (b"x-ratelimit-reset", wait)]
        except _SenderGone:
            return
        except Exception:
            _LOG.exception("A request could not be taken in")
            status, answer = 503, _told("intake_unavailable", "Something went wrong here. Send this again in a while.")
            told.append((b"retry-after", b"30"))
        await _answer(send, status, answer, told)

    async def _take(self, call: Call, token: str, scope: Scope, receive: Receive) -> tuple[int, dict[str, Any]]:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        query = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
        body, refusal = await self._read_body(call, headers, receive)
        read: Read | None = None
        if call.name == "metrics":
            return 200, {"success": True}
        if refusal is None:
            try:
                read = read_request(call=call, body=body)
            except BodyUnreadable as error:
                refusal = error
        body_key = read.envelope.write_key if read else None
        key = await self.keys.let_in(headers=headers, query=query, body_key=body_key)
        now = datetime.now(UTC)
        if read is None or refusal is not None:
            await self._keep_unreadable(token, key, now, body, refusal)
            assert refusal is not None
            raise refusal
        visitor = self.visitor_of(scope) if _has_cookieless(read) else None
        request = IntakeRequest(token, key.source, call.name, now, visitor, None, body)
        return 200, await self._store(request, call, read)

    async def _take_delivery(self, slug: str, token: str, scope: Scope, receive: Receive) -> tuple[int, dict[str, Any]]:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        raw = await _whole_body(receive, MOST_BYTES)
        now = datetime.now(UTC)
        accepted = await self.webhooks.check(slug=slug, headers=headers, body=raw, now=now)
        body = inflate(body=raw, encoding=headers.get("content-encoding", ""), limit=MOST_BYTES)
        self.admission.check(events=1)
        await self.intake.put(request=IntakeRequest(token, slug, WEBHOOK, now, None, accepted.note, body), events=1)
        return 200, {"success": True}

    async def _store(self, request: IntakeRequest, call: Call, read: Read) -> dict[str, Any]:
        self.admission.check(events=len(read.events))
        glance = glance_at(call=call, read=read)
        refusals = await self.judge.find_refusals(request=request, indexes=glance.doubtful)
        refused = {refusal.index for refusal in refusals}
        wanted = [None if index in refused else one for index, one in enumerate(glance.message_ids)]
        duplicates, ids = self.memory.find_duplicates(source=request.source, message_ids=wanted)
        await self.intake.put(request=request, events=len(read.events))
        self.memory.remember(ids=ids)
        return _receipt(len(read.events), glance.message_ids, duplicates, refusals)

    async def _keep_unreadable(
        self, token: str, key: OpenKey, now: datetime, body: bytes, refusal: RegardError | None
    ) -> None:
        self.admission.check(events=1)
        raw = body[:RAW_BYTES_KEPT]
        await self.intake.put(
            request=IntakeRequest(token, key.source, UNREADABLE, now, None, str(refusal), raw), events=1
        )

    async def _read_body(
        self, call: Call, headers: dict[str, str], receive: Receive
    ) -> tuple[bytes, RegardError | None]:
        """The plain body, or what came of it and why it is refused."""
        limit = BATCH_BYTES if call.has_many else EVENT_BYTES
        raw, is_whole = await _timely_body(receive, limit)
        if not is_whole:
            return raw, BodyRefused(f"The body has more than {limit // 1024} KB. Send fewer events at once.")
        try:
            return inflate(body=raw, encoding=headers.get("content-encoding", ""), limit=limit), None
        except BodyRefused as error:
            return raw, error


class _SenderGone(Exception):
    """The sender hung up before its body was complete."""


async def _whole_body(receive: Receive, limit: int) -> bytes:
    raw, is_whole = await _timely_body(receive, limit)
    if not is_whole:
        raise DeliveryTooLarge(f"The body has more than {limit // 1024} KB.")
    return raw


async def _timely_body(receive: Receive, limit: int) -> tuple[bytes, bool]:
    try:
        return await asyncio.wait_for(_receive_body(receive, limit), SECONDS_FOR_A_BODY)
    except TimeoutError:
        raise BodyLate(f"The body did not arrive within {SECONDS_FOR_A_BODY} s.") from None


async def _receive_body(receive: Receive, limit: int) -> tuple[bytes, bool]:
    """The body, and whether that is all of it: reading ends soon after the limit."""
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _SenderGone
        piece = message.get("body", b"")
        size += len(piece)
        if size > limit:
            if size - len(piece) < RAW_BYTES_KEPT:
                pieces.append(piece[:RAW_BYTES_KEPT])
            if not message.get("more_body") or size > 8 * limit:
                return b"".join(pieces)[:RAW_BYTES_KEPT], False
            continue
        pieces.append(piece)
        if not message.get("more_body"):
            return b"".join(pieces), True


def _has_cookieless(read: Read) -> bool:
    return is_cookieless(read.envelope.context) or any(b"cookieless" in event for event in read.events)


def _receipt(
    count: int, message_ids: list[str | None], duplicates: list[int], refusals: list[Refusal]
) -> dict[str, Any]:
    """What happened to each event. `success` is what Segment's clients look for; they ignore the rest."""
    answer: dict[str, Any] = {
        "success": True,
        "accepted": count - len(duplicates) - len(refusals),
        "duplicates": len(duplicates),
        "rejected": [
            {
                "index": refusal.index,
                "messageId": message_ids[refusal.index],
                "code": refusal.code,
                "reason": refusal.reason,
            }
            for refusal in refusals
        ],
    }
    if duplicates:
        answer["duplicateEvents"] = [{"index": index, "messageId": message_ids[index]} for index in duplicates]
    return answer


def _told(code: str, message: str) -> dict[str, Any]:
    return {"success": False, "code": code, "message": message}


def _preflight(scope: Scope) -> list[tuple[bytes, bytes]]:
    return [
        (b"access-control-allow-methods", b"POST, GET, OPTIONS"),
        (b"access-control-allow-headers", _ALLOWED_HEADERS.encode()),
        (b"access-control-max-age", b"86400"),
    ]


async def _answer(send: Send, status: int, answer: object, headers: Iterable[tuple[bytes, bytes]] = ()) -> None:
    await _send(send, status, _encode(answer), [(b"content-type", b"application/json"), *headers])


async def _send(send: Send, status: int, body: bytes, headers: Iterable[tuple[bytes, bytes]]) -> None:
    length = [(b"content-length", str(len(body)).encode())]
    safe = [(b"x-content-type-options", b"nosniff"), *_CORS]
    await send({"type": "http.response.start", "status": status, "headers": [*length, *safe, *headers]})
    await send({"type": "http.response.body", "body": body})
