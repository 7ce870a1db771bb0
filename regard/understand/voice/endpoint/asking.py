"""One request over HTTP: bounded in time and size, no redirect followed, certificates checked, the key in no message."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import aiohttp

from regard.foundation.settings.api import ReaderEndpoint

SECONDS = 30.0
TRIES = 2
AGAIN = (408, 409, 425, 429, 500, 502, 503, 504)
LONGEST_PAUSE = 5.0
LARGEST = 2_000_000
AT_ONCE = 4


class NoAnswer(Exception):
    """Raised where the endpoint did not answer, with why."""


async def ask_all(
    endpoint: ReaderEndpoint, questions: Sequence[dict[str, Any]], *, seconds: float = SECONDS
) -> list[bytes | NoAnswer]:
    """The body of each answer, in order, or why there is none; a few requests at a time."""
    gate = asyncio.Semaphore(AT_ONCE)
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=min(10.0, seconds))
    async with aiohttp.ClientSession(
        headers=headers, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
    ) as session:

        async def one(question: dict[str, Any]) -> bytes | NoAnswer:
            async with gate:
                try:
                    return await _ask(session, endpoint.url, question)
                except NoAnswer as none:
                    return none

        return list(await asyncio.gather(*map(one, questions)))


async def _ask(session: aiohttp.ClientSession, url: str, question: dict[str, Any]) -> bytes:
    why = NoAnswer("it did not answer")
    for again in reversed(range(TRIES)):
        pause = 0.5
        try:
            async with session.post(
                f"{url}/chat/completions",
                data=json.dumps(question, ensure_ascii=False).encode(),
                headers={"Content-Type": "application/json", "Accept-Encoding": "identity"},
                allow_redirects=False,
            ) as answer:
                if answer.status == 200:
                    return await _body(answer)
                why = NoAnswer(f"it answered {answer.status}")
                if answer.status not in AGAIN:
                    raise why
                pause = _pause(answer.headers.get("Retry-After", ""))
        except TimeoutError:
            raise NoAnswer("it took too long") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            why = NoAnswer(f"it cannot be reached ({type(error).__name__})")
        if again:
            await asyncio.sleep(pause)
    raise why


async def _body(answer: aiohttp.ClientResponse) -> bytes:
    found = bytearray()
    async for part in answer.content.iter_chunked(1 << 16):
        found += part
        if len(found) > LARGEST:
            raise NoAnswer("its answer is too large")
    return bytes(found)


def _pause(told: str) -> float:
    return min(float(told), LONGEST_PAUSE) if told.isascii() and told.isdigit() else 0.5
