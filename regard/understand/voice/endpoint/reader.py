"""A reader whose opinions a model elsewhere judges; Regard's own finds the clauses, the language and the vectors."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from regard.analytics.text import Reader, Reading
from regard.foundation.settings.api import ReaderEndpoint
from regard.understand.voice.endpoint.answers import Unreadable, answer_in, judged
from regard.understand.voice.endpoint.asking import SECONDS, NoAnswer, ask_all
from regard.understand.voice.endpoint.spending import Spending
from regard.understand.voice.endpoint.wording import VERSION, most_tokens, question_of
from regard.understand.voice.masking import masked_sentence

TEXTS = 8
LETTERS = 6_000
"""Of one request, at most; a longer text is asked about alone."""

LONGEST = 12_000
"""Characters of a text that is asked about at all; longer ones are left to Regard's own model."""

PAUSE, LONGEST_PAUSE = 60.0, 1_000.0
"""Seconds in which nothing is asked after no answer was of use; twice as long each time."""


@dataclass
class EndpointReader:
    """Asks the endpoint, a few texts at a time. What it does not answer in time, in shape and in budget stays as read here."""

    own: Reader
    endpoint: ReaderEndpoint
    spending: Spending
    seconds: float = SECONDS
    _asks_from: float = field(default=0.0, repr=False)
    _pause: float = field(default=PAUSE, repr=False)

    @property
    def model(self) -> str:
        """Of the own reader, the endpoint's model and the question."""
        return f"{self.own.model}+{self.endpoint.model}.{VERSION}"

    def read(self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None) -> list[Reading]:
        """One reading per text, in order."""
        found = self.own.read(texts, languages=languages)
        if time.monotonic() < self._asks_from:
            self.spending.add(left=sum(bool(one.opinions) for one in found), why="it did not answer a moment ago")
            return found
        clauses = {
            at: without_personal(text, reading)
            for at, (text, reading) in enumerate(zip(texts, found, strict=True))
            if reading.opinions
        }
        asked = {at: said for at, said in clauses.items() if sum(map(len, said)) <= LONGEST}
        self.spending.add(left=len(clauses) - len(asked))
        self._judge(found, list(_groups(asked)), asked)
        return found

    def _judge(self, found: list[Reading], groups: list[list[int]], clauses: dict[int, list[str]]) -> None:
        questions = [question_of([clauses[at] for at in group], model=self.endpoint.model) for group in groups]
        for start in range(0, len(questions), TEXTS):
            some, about = questions[start : start + TEXTS], groups[start : start + TEXTS]
            if not self.spending.allows(sum(map(most_tokens, some))):
                self.spending.add(left=sum(map(len, groups[start:])), why="the day's tokens are used up")
                return
            answers = asyncio.run(ask_all(self.endpoint, some, seconds=self.seconds))
            taken = [
                self._take(found, group, clauses, answer, most_tokens(question))
                for question, group, answer in zip(some, about, answers, strict=True)
            ]
            if not any(taken):
                self._asks_from = time.monotonic() + self._pause
                self._pause = min(2 * self._pause, LONGEST_PAUSE)
                self.spending.add(left=sum(map(len, groups[start + TEXTS :])))
                return
            self._pause = PAUSE

    def _take(
        self, found: list[Reading], group: list[int], clauses: dict[int, list[str]], answer: bytes | NoAnswer, most: int
    ) -> bool:
        """Put what was answered in place. A request of which nobody knows what it cost counts in full."""
        if isinstance(answer, NoAnswer):
            self.spending.add(tokens=most, left=len(group), why=str(answer))
            return False
        try:
            told, tokens = answer_in(answer, texts=[clauses[at] for at in group])
        except Unreadable as wrong:
            self.spending.add(tokens=_paid(wrong.tokens, most), left=len(group), why=str(wrong))
            return False
        for at, one in zip(group, told, strict=True):
            found[at] = judged(found[at], one)
        self.spending.add(tokens=_paid(tokens, most), judged=len(group))
        return True


def without_personal(text: str, reading: Reading) -> list[str]:
    """The clauses of a text, after what is personal in the whole of it was replaced by its kind."""
    plain, spans = masked_sentence(text=text, spans=[(one.start, one.end) for one in reading.opinions], masked=True)
    return [plain[start:end] for start, end in spans]


def _paid(told: int | None, most: int) -> int:
    return told if told is not None and told > 0 else most


def _groups(clauses: dict[int, list[str]]) -> Iterator[list[int]]:
    group: list[int] = []
    letters = 0
    for at, said in clauses.items():
        size = sum(map(len, said))
        if group and (len(group) == TEXTS or letters + size > LETTERS):
            yield group
            group, letters = [], 0
        group.append(at)
        letters += size
    if group:
        yield group
