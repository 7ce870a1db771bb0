"""The intake: requests are written to PostgreSQL in groups, and acknowledged once their group is committed."""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple, Protocol
from uuid import UUID

import psycopg
from django.db import connection

from regard.analytics.errors import RegardError
from regard.foundation.failpoints.api import failpoint
from regard.record.collection.decoding import IntakeRequest

_LOG = logging.getLogger(__name__)
ORDER_LOCK = 5_117_023_346  # held shared while writing; who reads takes it alone, to see no id before a smaller one
MOST_BYTES_HELD = 64 * 1024 * 1024
GROUP_BYTES = 16 * 1024 * 1024
GROUP_REQUESTS = 2_000
SECONDS_TO_COMMIT = 15
SECONDS_BEFORE_RETRY = 0.5
_COPY = (
    "copy collection_intake (token, source, call, events, received_at, visitor, note, body) from stdin (format binary)"
)
_TYPES = ["uuid", "text", "text", "int4", "timestamptz", "text", "text", "bytea"]


class IntakeUnavailable(RegardError):
    """A request could not be made durable; the sender keeps it and tries again."""

    code = "intake_unavailable"
    status = 503


class IntakeFull(RegardError):
    """More waits to be written than is kept in memory."""

    code = "intake_full"
    status = 429


class TakesIn(Protocol):
    """What makes requests durable: PostgreSQL, or something faster in front of it."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """Finish what was begun."""

    async def put(self, *, request: IntakeRequest, events: int) -> None:
        """Return once the request is durable. Raises IntakeUnavailable or IntakeFull where it is not."""


class Room:
    """How much may wait in memory to be made durable."""

    def __init__(self) -> None:
        self._held = 0

    @contextmanager
    def hold(self, size: int) -> Iterator[None]:
        """Hold so many bytes for the length of a `with` block. Raises IntakeFull."""
        if self._held + size > MOST_BYTES_HELD:
            raise IntakeFull("Too much waits to be written. Send this again in a second.")
        self._held += size
        try:
            yield
        finally:
            self._held -= size


class _Waiting(NamedTuple):
    request: IntakeRequest
    events: int
    done: "asyncio.Future[None]"


class Intake:
    """Writes requests from one thread with one connection; a group is whatever came while the last one was committed."""

    def __init__(self, *, url: str) -> None:
        self._url = url
        self._waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._room = Room()
        self._thread = threading.Thread(target=self._write_groups, name="intake", daemon=True)
        self._connection: psycopg.Connection | None = None
        self._failed_at = float("-inf")

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what waits, then end."""
        self._waiting.put(None)
        self._thread.join(SECONDS_TO_COMMIT)

    async def put(self, *, request: IntakeRequest, events: int) -> None:
        """Return once the request is committed. Raises IntakeUnavailable or IntakeFull where it is not."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        with self._room.hold(len(request.body)):
            self._waiting.put(_Waiting(request, events, done))
            try:
                await asyncio.wait_for(done, SECONDS_TO_COMMIT)
            except TimeoutError:
                raise unavailable() from None

    def _write_groups(self) -> None:
        while (first := self._waiting.get()) is not None:
            group, last = self._gather(first)
            self._write(group)
            if last:
                return

    def _gather(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        group, size = [first], len(first.request.body)
        while len(group) < GROUP_REQUESTS and size < GROUP_BYTES:
            try:
                following = self._waiting.get_nowait()
            except queue.Empty:
                break
            if following is None:
                return group, True
            group.append(following)
            size += len(following.request.body)
        return group, False

    def _write(self, group: list[_Waiting]) -> None:
        try:
            self._commit(group)
        except Exception as error:  # whatever it was: nobody may take it for stored, and the thread goes on
            if not isinstance(error, psycopg.Error | OSError):
                _LOG.exception("A group could not be written")
            self._failed_at = time.monotonic()
            self._close()
            _answer(group, lambda done: done.set_exception(unavailable()))
            return
        failpoint(name="intake.after_commit")
        _answer(group, lambda done: done.set_result(None))
        failpoint(name="intake.after_answer")

    def _commit(self, group: list[_Waiting]) -> None:
        write_requests(connection=self._connect(), group=[(waiting.request, waiting.events) for waiting in group])

    def _connect(self) -> psycopg.Connection:
        if self._connection is None or self._connection.closed:
            if time.monotonic() - self._failed_at < SECONDS_BEFORE_RETRY:
                raise psycopg.OperationalError("not again so soon")
            self._connection = connect(url=self._url)
        return self._connection

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def connect(*, url: str) -> psycopg.Connection:
    """A connection to write requests with: what it commits is on disk."""
    return psycopg.connect(
        url, autocommit=True, connect_timeout=3, options="-c statement_timeout=10s -c synchronous_commit=on"
    )


def write_requests(*, connection: psycopg.Connection, group: Sequence[tuple[IntakeRequest, int]]) -> None:
    """Write requests, each with the number of its events, in one transaction."""
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock_shared(%s)", [ORDER_LOCK])
        with cursor.copy(_COPY) as copy:
            copy.set_types(_TYPES)
            for request, events in group:
                copy.write_row(
                    (
                        UUID(request.token),
                        request.source,
                        request.call,
                        events,
                        request.received_at,
                        request.visitor,
                        request.note,
                        request.body,
                    )
                )
        failpoint(name="intake.after_write")


def _answer(group: list[_Waiting], tell: Callable[["asyncio.Future[None]"], None]) -> None:
    """Tell everybody in the group, from the loop they wait in."""

    def tell_all() -> None:
        for waiting in group:
            if not waiting.done.done():
                tell(waiting.done)

    group[0].done.get_loop().call_soon_threadsafe(tell_all)


def unavailable() -> IntakeUnavailable:
    """What a sender is told whose request could not be made durable."""
    return IntakeUnavailable("This could not be stored just now. Send it again in a few seconds: nothing was lost.")


def put_requests(*, requests: Sequence[IntakeRequest]) -> None:
    """Write requests in Django's running transaction: they are durable when that is committed."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock_shared(%s)", [ORDER_LOCK])
        cursor.executemany(
            "insert into collection_intake (token, source, call, events, received_at, visitor, note, body) "
            "values (%s, %s, %s, 1, %s, %s, %s, %s)",
            [(one.token, one.source, one.call, one.received_at, one.visitor, one.note, one.body) for one in requests],
        )
