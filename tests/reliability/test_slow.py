"""Senders that take their time do not hold up the others, and bodies that never end are given up."""

import asyncio
import json
import time
from contextlib import suppress

import pytest

from benchmarks.reliability.installation import Installation
from regard.record.collection.app import SECONDS_FOR_A_BODY
from tests.reliability.asking import Answer, ask, read_answer, request_of

SLOW = 200
HEALTHY = 100
SECONDS = 5.0
BODY = json.dumps({"event": "Waited", "userId": "ann"}).encode()


async def dribble(port: int, head: bytes, ended: asyncio.Event) -> bytes:
    """Send a byte at a time for as long as it takes; return what was answered meanwhile."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    with suppress(OSError):
        for number in range(10_000):
            if ended.is_set() or reader.at_eof():
                break
            writer.write(head[number : number + 1] or b"x")
            await writer.drain()
            await asyncio.sleep(0.5)
    answer = b""
    with suppress(TimeoutError, OSError):
        answer = await asyncio.wait_for(reader.read(300), 0.1)
    writer.close()
    return answer


async def ask_beside_slow_ones(port: int, key: str) -> list[Answer]:
    """Plain requests, one after another, while slow connections are open: half of them in their headers, half in bodies."""
    ended = asyncio.Event()
    headers = [("authorization", f"Bearer {key}")]
    begun = request_of(path="/v1/track", headers=[*headers, ("content-length", "100000")], body=b'{"event": "')
    slow = [
        asyncio.create_task(dribble(port, (b"", begun)[number % 2] or b"POST /v1/track", ended))
        for number in range(SLOW)
    ]
    await asyncio.sleep(1)
    request = request_of(path="/v1/track", headers=headers, body=BODY)
    answers = [await asyncio.to_thread(lambda: ask(port=port, raw=request)) for _ in range(HEALTHY)]
    ended.set()
    await asyncio.gather(*slow)
    return answers


def test_slow_senders__two_hundred_of_them__hold_nobody_up(installation: Installation, key: str) -> None:
    answers = asyncio.run(ask_beside_slow_ones(installation.port, key))
    assert {answer.status for answer in answers} == {200}
    assert sorted(answer.seconds for answer in answers)[HEALTHY * 99 // 100 - 1] < SECONDS


@pytest.mark.parametrize(
    "headers",
    [[("content-length", "5000")], [("transfer-encoding", "chunked")]],
    ids=["shorter than it says", "chunks without end"],
)
def test_body_that_never_ends__is_given_up_with_408(
    installation: Installation, key: str, headers: list[tuple[str, str]]
) -> None:
    body = BODY if headers[0][0] == "content-length" else f"{len(BODY):x}\r\n".encode() + BODY + b"\r\n"
    raw = request_of(path="/v1/track", headers=[("authorization", f"Bearer {key}"), *headers], body=body)
    answer = ask(port=installation.port, raw=raw, seconds=SECONDS_FOR_A_BODY + 20)
    assert (answer.status, answer.told()["code"]) == (408, "body_late")
    assert answer.seconds >= SECONDS_FOR_A_BODY - 1


def test_sender_that_hangs_up__in_the_middle_of_a_body__leaves_nothing_behind(
    installation: Installation, key: str
) -> None:
    import socket

    headers = [("authorization", f"Bearer {key}"), ("content-length", "5000")]
    raw = request_of(path="/v1/track", headers=headers, body=BODY)
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", installation.port), timeout=SECONDS) as connection:
            connection.sendall(raw)
    whole = request_of(path="/v1/track", headers=headers[:1], body=BODY)
    with socket.create_connection(("127.0.0.1", installation.port), timeout=30) as connection:
        connection.sendall(whole)
        answer = read_answer(connection, began=time.monotonic())
    assert (answer.status, answer.told()["accepted"]) == (200, 1)
