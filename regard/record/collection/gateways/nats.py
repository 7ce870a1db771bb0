"""NATS JetStream in front of the intake, for where one PostgreSQL cannot commit as fast as senders send.

Senders are answered once JetStream has written the request to its own disk; a carrier takes requests from there to the
intake and tells JetStream to forget them after PostgreSQL's commit. A request carried twice is recorded once, since its
events have the same ids. JetStream must be run with `sync_interval: always`: by default it writes to disk every
two minutes, and what it acknowledged in between does not survive a power cut.
"""

import asyncio
from collections.abc import Callable

import msgspec
import nats
import psycopg
from nats.aio.client import Client
from nats.js import JetStreamContext
from nats.js.api import DiscardPolicy, RetentionPolicy, StorageType, StreamConfig

from regard.foundation.failpoints.api import failpoint
from regard.record.collection.decoding import IntakeRequest
from regard.record.collection.intake import SECONDS_TO_COMMIT, Room, connect, unavailable, write_requests

STREAM = "regard-intake"
SUBJECT = "regard.intake"
CARRIER = "carrier"
MOST_BYTES = 8 * 1024**3
REQUESTS_AT_ONCE = 500
SECONDS_TO_WAIT = 1.0


class _Carried(msgspec.Struct, array_like=True):
    """A request on its way."""

    events: int
    request: IntakeRequest


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Carried).decode


class NatsIntake:
    """Takes the place of `Intake` in the collector."""

    def __init__(self, *, url: str) -> None:
        self._url = url
        self._room = Room()
        self._client: Client | None = None
        self._stream: JetStreamContext | None = None
        self._connecting = asyncio.Lock()

    def start(self) -> None:
        """Nothing is begun before the first request."""

    def stop(self) -> None:
        """Nothing is held back: whoever was answered is on JetStream's disk."""

    async def put(self, *, request: IntakeRequest, events: int) -> None:
        """Return once JetStream has the request on disk. Raises IntakeUnavailable or IntakeFull where it has not."""
        with self._room.hold(len(request.body)):
            try:
                stream = await self._connected()
                carried = _encode(_Carried(events, request))
                named = {"Nats-Msg-Id": request.token}
                await stream.publish(SUBJECT, carried, timeout=SECONDS_TO_COMMIT, headers=named)
            except (nats.errors.Error, OSError, TimeoutError) as error:
                raise unavailable() from error

    async def _connected(self) -> JetStreamContext:
        async with self._connecting:
            if self._client is None or self._client.is_closed or self._stream is None:
                self._client, self._stream = await open_stream(url=self._url)
            return self._stream


async def open_stream(*, url: str) -> tuple[Client, JetStreamContext]:
    """Connect, and make the stream where it is missing."""
    client = await nats.connect(url, connect_timeout=3, max_reconnect_attempts=-1, reconnect_time_wait=0.5)
    stream = client.jetstream()
    await stream.add_stream(
        StreamConfig(
            name=STREAM,
            subjects=[SUBJECT],
            storage=StorageType.FILE,
            retention=RetentionPolicy.WORK_QUEUE,
            discard=DiscardPolicy.NEW,
            max_bytes=MOST_BYTES,
        )
    )
    return client, stream


async def carry(*, url: str, database: str, is_ended: Callable[[], bool]) -> None:
    """Take requests from JetStream to the intake until told to stop."""
    client, stream = await open_stream(url=url)
    taking = await stream.pull_subscribe(SUBJECT, durable=CARRIER)
    connection: psycopg.Connection | None = None
    while not is_ended():
        try:
            messages = await taking.fetch(REQUESTS_AT_ONCE, timeout=SECONDS_TO_WAIT)
        except (nats.errors.Error, TimeoutError):
            continue
        carried = [_decode(message.data) for message in messages]
        try:
            connection = connection if connection and not connection.closed else connect(url=database)
            await asyncio.to_thread(
                write_requests, connection=connection, group=[(c.request, c.events) for c in carried]
            )
        except (psycopg.Error, OSError):
            if connection is not None:
                connection.close()
            await asyncio.gather(*(message.nak(delay=SECONDS_TO_WAIT) for message in messages))
            await asyncio.sleep(SECONDS_TO_WAIT)
            continue
        failpoint(name="carrier.after_commit")
        await asyncio.gather(*(message.ack() for message in messages))
    if connection is not None:
        connection.close()
    await client.close()
