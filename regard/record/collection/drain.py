"""The drain: takes what the intake holds to the log, each batch exactly once, and clears it.

While one batch is recorded, which is mostly DuckDB's and the disk's work, the next is decided and decoded.
"""

import fcntl
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

import duckdb
import pyarrow as pa
from deltalake.exceptions import DeltaError
from django.db import Error, connection, connections, transaction

from regard.foundation.failpoints.api import failpoint
from regard.foundation.lake.api import Lake, LakeBusy, Step, taken_step
from regard.foundation.saying.api import say
from regard.record.collection.decoding import UNREADABLE, IntakeRequest, decode_requests, origin_of, raw_of, rejected_of
from regard.record.collection.intake import ORDER_LOCK
from regard.record.collection.models import Batch
from regard.record.interactions.api import Counts, Recorder
from regard.record.sources import api as sources
from regard.record.tracking.api import observations_of

STEP = "collection.intake"  # the log's step is the last intake id it holds
BATCH_BYTES = 24 * 1024 * 1024
BATCH_EVENTS = 60_000
ROWS_BETWEEN_VACUUMS = 5_000


FAULTS = (duckdb.Error, pa.ArrowException, ValueError, TypeError, KeyError, OverflowError)  # of what a batch holds


@dataclass(frozen=True)
class Prepared:
    """A batch that was decided for good, and what its requests say, or why that cannot be told."""

    batch: Batch
    requests: list[IntakeRequest]
    told: tuple[pa.Table, pa.Table] | Exception  # observations and rejected


@dataclass
class Drain:
    """Use it in a `with Recorder(...)` block; one drain per data folder at a time."""

    lake: Lake
    recorder: Recorder
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ahead: ThreadPoolExecutor | None = None  # with one thread, which prepares the next batch; without, nobody does
    _next: Future[Prepared | None] | None = field(default=None, init=False)
    _cleared: int = field(default=0, init=False)

    def begin(self) -> None:
        """Make sure that new requests get ids the log has not seen, whatever database we were given."""
        last = taken_step(lake=self.lake, name="interactions", of=STEP)
        align_intake(at_least=last)

    def run_once(self) -> int:
        """Record one batch; return how many requests it had, 0 where nothing waits."""
        prepared = self._taken() or self._prepare(after=0)
        if prepared is None:
            return 0
        failpoint(name="drain.after_claim")
        if self.ahead is not None:
            self._next = self.ahead.submit(self._prepare_apart, after=prepared.batch.last_id)
        try:
            return self._finish(prepared)
        except BaseException:
            self._forget_next()  # this batch comes first, whatever becomes of it
            raise

    def end(self) -> None:
        """Wait for what is being prepared, and let go of the database. What was prepared is found again."""
        self._forget_next()
        if self.ahead is not None:
            self.ahead.submit(connections.close_all).result()
            self.ahead.shutdown()

    def _taken(self) -> Prepared | None:
        """What was prepared meanwhile."""
        waiting, self._next = self._next, None
        return waiting.result() if waiting is not None else None

    def _forget_next(self) -> None:
        waiting, self._next = self._next, None
        if waiting is not None:
            waiting.exception()  # waits for its end

    def _finish(self, prepared: Prepared) -> int:
        """Record a batch, note what became of it and clear it from the intake."""
        batch, requests = prepared.batch, prepared.requests
        try:
            if isinstance(prepared.told, Exception):
                raise prepared.told
            arrivals = {origin_of(request=request): request.received_at for request in requests}
            step, raws = Step(STEP, batch.last_id), raw_of(requests=requests)
            counts = self.recorder.record_step(*prepared.told, step=step, raw_of=raws, arrivals=arrivals)
        except FAULTS as error:
            if isinstance(error, duckdb.IOException | duckdb.OutOfMemoryException):
                raise
            self._forget_next()
            self._isolate(batch, requests, error)
            return len(requests)
        failpoint(name="drain.after_record")
        self._close_batch(batch, requests, counts)
        failpoint(name="drain.after_clear")
        self._make_room(len(requests))
        return len(requests)

    def _prepare_apart(self, *, after: int) -> Prepared | None:
        """Prepare in a thread of its own, which has its own connection to the database."""
        try:
            return self._prepare(after=after)
        except Error:
            connections.close_all()
            raise

    def _prepare(self, *, after: int) -> Prepared | None:
        """The batch after an intake id, decoded; None where nothing waits."""
        batch = _find_open_batch(after) or self._open_batch(after)
        if batch is None:
            return None
        requests = _read_requests(batch)
        try:
            return Prepared(batch, requests, _told(batch, requests))
        except FAULTS as error:
            return Prepared(batch, requests, error)

    def _open_batch(self, after: int) -> Batch | None:
        """Decide, for good, which requests make the next batch."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "select pg_advisory_xact_lock(%s)", [ORDER_LOCK]
            )  # nobody is between taking an id and committing
            cursor.execute("select max(id) from collection_intake where id > %s", [after])
            (newest,) = cursor.fetchone() or (None,)
        if newest is None:
            return None
        with connection.cursor() as cursor:
            cursor.execute(
                "select min(id), max(id), count(*) from (select id, sum(length(body)) over (order by id) - length(body) as bytes, "
                "sum(events) over (order by id) - events as events from "
                "(select id, body, events from collection_intake where id > %s and id <= %s order by id limit 20000) head) upto "
                "where bytes < %s and events < %s",
                [after, newest, BATCH_BYTES, BATCH_EVENTS],
            )
            first, last, requests = cast(tuple[int | None, int | None, int], cursor.fetchone())
        if first is None or last is None:
            return None
        return Batch.objects.create(first_id=first, last_id=last, requests=requests, at=self.clock())

    def _isolate(self, batch: Batch, requests: list[IntakeRequest], error: Exception) -> None:
        """A batch the recorder cannot take is halved until the one request that is at fault stands alone and is rejected.

        Nothing of it was written: what can fail fails before the first write.
        """
        say(line=f"A batch of {len(requests)} requests could not be recorded: {_first_line(error)}")
        with transaction.atomic(), connection.cursor() as cursor:
            Batch.objects.filter(is_open=True, last_id__gt=batch.last_id).delete()  # steps are taken in order
            if len(requests) == 1:
                note = f"Recording it failed here ({type(error).__name__}); it can be replayed once that is mended."
                cursor.execute(
                    "update collection_intake set call = %s, note = %s where id <= %s",
                    [UNREADABLE, note, batch.last_id],
                )
                return
            cursor.execute(
                "select max(id), count(*) from (select id from collection_intake where id <= %s order by id limit %s) half",
                [batch.last_id, len(requests) // 2],
            )
            last, count = cast(tuple[int, int], cursor.fetchone())
            batch.delete()
            Batch.objects.create(first_id=batch.first_id, last_id=last, requests=count, at=batch.at)

    def _close_batch(self, batch: Batch, requests: list[IntakeRequest], counts: dict[str, Counts]) -> None:
        seen_at = {request.source: request.received_at for request in requests}
        with transaction.atomic():
            sources.note_recorded(
                tallies=[
                    sources.Tally(
                        source,
                        found.read,
                        found.stored,
                        found.duplicates,
                        found.rejected,
                        seen_at.get(source, batch.at),
                    )
                    for source, found in counts.items()
                ]
            )
            total = sum(counts.values(), Counts())
            Batch.objects.filter(last_id=batch.last_id).update(
                received=total.read,
                stored=total.stored,
                duplicates=total.duplicates,
                rejected=total.rejected,
                is_open=False,
            )
            with connection.cursor() as cursor:
                cursor.execute("delete from collection_intake where id <= %s", [batch.last_id])
            failpoint(name="drain.before_clear")

    def _make_room(self, cleared: int) -> None:
        """Give the room of cleared requests back, now and then."""
        self._cleared += cleared
        if self._cleared >= ROWS_BETWEEN_VACUUMS:
            self._cleared = 0
            with connection.cursor() as cursor:
                cursor.execute("vacuum collection_intake")


def align_intake(*, at_least: int) -> None:
    """Have the intake number its next request above `at_least`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select setval(pg_get_serial_sequence('collection_intake', 'id'), greatest(%s, "
            "(select last_value from collection_intake_id_seq)), true)",
            [max(at_least, 1)],
        )


def run_drain(*, drain: Drain, is_ended: Callable[[], bool], idle_seconds: float = 0.05) -> None:
    """Drain until told to stop; where the database or the disk fails, wait and go on.

    One drain at a time works on a data folder: one that was started before may still be about to end.
    """
    with (Path(drain.lake.root) / "lake" / "drain.lock").open("w") as turn:
        while not is_ended() and not _is_ours(turn):
            time.sleep(idle_seconds)
        _drain(drain, is_ended, idle_seconds)
        drain.end()


def _is_ours(turn: IO[str]) -> bool:
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _drain(drain: Drain, is_ended: Callable[[], bool], idle_seconds: float) -> None:
    began = False
    pause = idle_seconds
    while not is_ended():
        try:
            if not began:
                drain.begin()
                began = True
            if drain.run_once():
                pause = idle_seconds
                continue
            time.sleep(idle_seconds)
        except (Error, OSError, duckdb.Error, DeltaError, LakeBusy) as error:
            connections.close_all()
            began = False
            pause = min(pause * 2, 2.0)
            say(line=f"Recording waits {pause:.1f} s: {_first_line(error)}")
            time.sleep(pause)


def _find_open_batch(after: int) -> Batch | None:
    return Batch.objects.filter(is_open=True, last_id__gt=after).order_by("last_id").first()


def _read_requests(batch: Batch) -> list[IntakeRequest]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select token::text, source, call, received_at, visitor, note, body from collection_intake "
            "where id between %s and %s order by id",
            [batch.first_id, batch.last_id],
        )
        return [_request_of(row) for row in cursor.fetchall()]


def _told(batch: Batch, requests: list[IntakeRequest]) -> tuple[pa.Table, pa.Table]:
    decoded = decode_requests(requests=requests)
    tables = [one.observations() for one in decoded]
    observations = pa.concat_tables(tables) if tables else observations_of(rows=[], source="", origins=[], lines=[])
    return observations, rejected_of(decoded=decoded, received_at=batch.at)


def _request_of(row: tuple[Any, ...]) -> IntakeRequest:
    return IntakeRequest._make((*row[:-1], bytes(row[-1])))


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
