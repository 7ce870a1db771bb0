"""Senders that do as the official clients do: keep what was not acknowledged, and send it again under the same ids."""

import asyncio
import base64
import gzip
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

import aiohttp

from benchmarks.reliability.events import conflicting, event_of, is_refused
from benchmarks.reliability.ledger import Ledger, now_ms

SENDERS = 6
REPEATED_SHARE = 0.03  # of the events are sent so many times more, whenever it may be
REPEATS = 10
SECONDS_FOR_AN_ANSWER = 30
LONGEST_WAIT = 5.0
KEPT_FOR_REPEATS = 4_000
_AGAIN = (408, 410, 429, 460)


@dataclass
class Senders:
    """The load of one run, in a thread of its own."""

    url: str
    key: str
    ledger: Ledger
    seed: int
    rate: float  # events a second, all senders together
    first: int = 0  # the number of the first event
    last_answer_at: float = 0.0  # when the last request that was answered 200 had been sent
    unexpected: list[str] = field(default_factory=list)
    retry_after_missing: int = 0
    _numbers: Iterator[int] = field(init=False)
    _repeats: list[tuple[int, bool]] = field(default_factory=list)  # number, and whether it was acknowledged
    _ending: threading.Event = field(default_factory=threading.Event)
    _giving_up: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self._numbers = count(self.first)
        self._dice = Random(self.seed)
        self._thread = threading.Thread(target=lambda: asyncio.run(self._send()), name="senders")

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def stop(self, *, seconds: float) -> None:
        """Send nothing new; give what is not acknowledged so many seconds more."""
        self._ending.set()
        self._thread.join(seconds)
        self._giving_up.set()
        self._thread.join(SECONDS_FOR_AN_ANSWER + LONGEST_WAIT)

    async def _send(self) -> None:
        limit = aiohttp.ClientTimeout(total=SECONDS_FOR_AN_ANSWER)
        async with aiohttp.ClientSession(timeout=limit) as session:
            await asyncio.gather(*(self._go_on(session) for _ in range(SENDERS)), self._repeat(session))

    async def _go_on(self, session: aiohttp.ClientSession) -> None:
        while not self._ending.is_set():
            choice = self._dice.random()
            size = self._dice.randrange(2, 60) if choice < 0.3 else 1
            began = now_ms()
            numbers = [next(self._numbers) for _ in range(size)]
            if choice > 0.985:
                await self._cut_off(numbers)
            elif choice > 0.975:
                await self._send_nonsense(session)
            await self._deliver(session, numbers)
            self._remember(numbers)
            pause = size * SENDERS / self.rate - (now_ms() - began) / 1000
            await asyncio.sleep(max(0.0, pause * 2 * self._dice.random()))

    def _remember(self, numbers: list[int]) -> None:
        for number in numbers:
            if self._dice.random() < REPEATED_SHARE:
                self._repeats += [(number, True)] * REPEATS
        if len(self._repeats) > KEPT_FOR_REPEATS:
            self._dice.shuffle(self._repeats)
            del self._repeats[KEPT_FOR_REPEATS:]

    async def _repeat(self, session: aiohttp.ClientSession) -> None:
        while not self._ending.is_set() or (self._repeats and not self._giving_up.is_set()):
            self._dice.shuffle(self._repeats)
            chosen = [self._repeats.pop()[0] for _ in range(min(len(self._repeats), self._dice.randrange(1, 40)))]
            if chosen:
                await self._deliver(session, chosen, conflict=self._dice.random() < 0.2)
            await asyncio.sleep(0.2)

    async def _deliver(self, session: aiohttp.ClientSession, numbers: list[int], *, conflict: bool = False) -> None:
        """Send until it is acknowledged, or until everybody gives up."""
        path, body = self._body_of(numbers, conflict)
        headers = self._headers()
        if self._dice.random() < 0.3:
            body, headers["content-encoding"] = gzip.compress(body, 1), "gzip"
        wait = 0.0
        for attempt in count():
            request = self.ledger.intend(events=numbers, how="again" if conflict or attempt else "new")
            began = now_ms()
            status, answer, told_wait = await self._post(session, path, body, headers)
            refused = [numbers[one["index"]] for one in answer.get("rejected", ())]
            self.ledger.answer(request=request, status=status, refused=refused, milliseconds=now_ms() - began)
            if status == 200:
                self.last_answer_at = max(self.last_answer_at, began)
                return
            if status is not None and status not in _AGAIN and status < 500:
                self.unexpected.append(f"{status} {answer}")
                return
            if self._giving_up.is_set():
                return
            wait = told_wait or min(LONGEST_WAIT, max(0.05, wait * 2))
            await asyncio.sleep(min(wait, LONGEST_WAIT) * (0.5 + self._dice.random() / 2))

    async def _post(
        self, session: aiohttp.ClientSession, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int | None, dict[str, Any], float]:
        try:
            async with session.post(self.url + path, data=body, headers=headers) as answer:
                text = await answer.read()
                wait = float(answer.headers.get("retry-after", 0))
                if answer.status in (429, 503) and not wait:
                    self.retry_after_missing += 1
                if answer.status >= 500 and answer.status != 503:
                    self.unexpected.append(f"{answer.status} {text[:200]!r}")
                return answer.status, json.loads(text) if text else {}, wait
        except (aiohttp.ClientError, ConnectionError, TimeoutError, json.JSONDecodeError):
            return None, {}, 0.0

    async def _send_nonsense(self, session: aiohttp.ClientSession) -> None:
        body = b'{"batch": [{"type": "track", "event": "Cut", "userId": "x"'
        for _ in range(100):
            request = self.ledger.intend(events=[], how="unreadable")
            status, _, wait = await self._post(session, "/v1/batch", body, self._headers())
            self.ledger.answer(request=request, status=status, refused=(), milliseconds=0)
            if status == 400 or self._giving_up.is_set():
                return
            await asyncio.sleep(min(wait or 0.5, LONGEST_WAIT))

    async def _cut_off(self, numbers: list[int]) -> None:
        """Hang up in the middle of a body, or before the answer."""
        path, body = self._body_of(numbers, False)
        request = self.ledger.intend(events=numbers, how="cut off")
        lines = [f"{name}: {value}" for name, value in self._headers().items()]
        head = "\r\n".join([f"POST {path} HTTP/1.1", "host: localhost", *lines, f"content-length: {len(body)}"])
        until = len(body) if self._dice.random() < 0.3 else self._dice.randrange(len(body))
        host, _, port = self.url.removeprefix("http://").partition(":")
        try:
            _, writer = await asyncio.open_connection(host, int(port))
            writer.write(head.encode() + b"\r\n\r\n" + body[:until])
            await writer.drain()
            await asyncio.sleep(self._dice.random() * 0.02)
            writer.transport.abort()
        except OSError:
            pass
        self.ledger.answer(request=request, status=None, refused=(), milliseconds=0)

    def _body_of(self, numbers: list[int], conflict: bool) -> tuple[str, bytes]:
        events = [event_of(seed=self.seed, number=number) for number in numbers]
        if conflict:
            events = [
                event if is_refused(number=number) else conflicting(event=event)
                for event, number in zip(events, numbers, strict=True)
            ]
        if len(events) > 1:
            tree: dict[str, Any] = {"batch": events}
            path = "/v1/batch"
        else:
            tree, path = events[0], f"/v1/{events[0]['type']}"
        return path, json.dumps(tree, ensure_ascii=self._dice.random() < 0.5).encode()

    def _headers(self) -> dict[str, str]:
        headers = {"content-type": "application/json"}
        if self._dice.random() < 0.5:
            return headers | {"authorization": "Basic " + base64.b64encode(f"{self.key}:".encode()).decode()}
        return headers | {"authorization": f"Bearer {self.key}"}
