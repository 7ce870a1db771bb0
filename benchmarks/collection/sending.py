"""Senders over loopback: keep-alive connections that send prepared requests and note each answer and its time."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Told:
    """What the senders were told."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)  # of answers 200
    events: int = 0  # in requests answered 200
    without_retry_after: int = 0
    began: float = 0.0
    ended: float = 0.0

    def rate(self) -> float:
        """Events acknowledged a second."""
        return self.events / max(self.ended - self.began, 1e-9)

    def quantile(self, share: float) -> float:
        """Milliseconds within which a share of the answers came."""
        ordered = sorted(self.seconds)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] * 1000 if ordered else float("nan")


def request_of(*, path: str, key: str, body: bytes) -> bytes:
    """One HTTP request, ready to be written to a socket."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-Write-Key: {key}\r\nContent-Type: application/json\r\n"
    return head.encode() + f"Content-Length: {len(body)}\r\n\r\n".encode() + body


async def send_all(
    *, port: int, requests: list[bytes], events: int, connections: int, rate: float | None = None, seconds: float = 600
) -> Told:
    """Send the requests over so many connections, `rate` a second or as fast as the answers come.

    With a rate the time counts from when a request was due, so that waiting behind a slow one is not hidden.
    """
    told = Told(began=time.perf_counter())
    following = iter(enumerate(requests))

    async def send() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number, request in following:
            due = told.began + number / rate if rate else time.perf_counter()
            if (wait := due - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            if time.perf_counter() - told.began > seconds:
                break
            writer.write(request)
            status, has_retry_after = await _read_answer(reader)
            told.statuses[status] += 1
            if status == 200:
                told.seconds.append(time.perf_counter() - due)
                told.events += events
            elif not has_retry_after:
                told.without_retry_after += 1
        writer.close()

    await asyncio.gather(*(send() for _ in range(connections)))
    told.ended = time.perf_counter()
    return told


async def _read_answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    head = await reader.readuntil(b"\r\n\r\n")
    lowered = head.lower()
    length = int(lowered.split(b"content-length:")[1].split(b"\r\n")[0])
    if length:
        await reader.readexactly(length)
    return int(head[9:12]), b"retry-after:" in lowered
