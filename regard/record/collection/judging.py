"""Judging doubtful events by the recorder's own rules, before the sender is answered."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import duckdb

from regard.record.collection.decoding import Decoded, IntakeRequest, decode_request
from regard.record.interactions.api import connect, preview

_CODES = {
    "The event says of nobody": "no_user_anon_id",
    "It has no identifier": "no_user_anon_id",
    "The event has ": "event_too_large",
    "The batch has more than": "too_many_events",
}


@dataclass(frozen=True)
class Refusal:
    """An event that will not be stored: where in the request, and why."""

    index: int
    code: str
    reason: str


class Judge:
    """Says of events what the recorder will say of them. One thread, since an engine belongs to one."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="judge")
        self._engine: duckdb.DuckDBPyConnection | None = None

    async def find_refusals(self, *, request: IntakeRequest, indexes: list[int]) -> list[Refusal]:
        """Those of the events at `indexes` that will be rejected."""
        if not indexes:
            return []
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._judge, request, indexes)

    def stop(self) -> None:
        """Judge no more."""
        self._pool.shutdown()

    def _judge(self, request: IntakeRequest, indexes: list[int]) -> list[Refusal]:
        if self._engine is None:
            self._engine = connect()
            self._engine.execute("set threads=1")
        decoded = Decoded(request.source)
        decode_request(request=request, into=decoded, only=indexes)
        found = [(rejection.line, rejection.reason) for rejection in decoded.rejections]
        if decoded.rows:
            _, refused = preview(observations=decoded.observations(), now=request.received_at, engine=self._engine)
            found += [(row["line"], row["reason"]) for row in refused.select(["line", "reason"]).to_pylist()]
        return [Refusal(line - 1, code_of(reason=reason), reason) for line, reason in sorted(found)]


def code_of(*, reason: str) -> str:
    """A short name for a reason.

    >>> code_of(reason="The event says of nobody: it has neither `userId` nor `anonymousId`.")
    'no_user_anon_id'
    """
    return next((code for start, code in _CODES.items() if reason.startswith(start)), "invalid_event")
