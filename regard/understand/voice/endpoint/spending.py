"""What the endpoint cost today, so that a day's bound holds, also over a restart."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec


class Day(msgspec.Struct, frozen=True):
    """One day's tokens, texts the endpoint judged, and texts left to Regard's own model."""

    day: str
    tokens: int = 0
    judged: int = 0
    left: int = 0
    why: str = ""


def today() -> str:
    """The day of UTC."""
    return datetime.now(UTC).date().isoformat()


@dataclass
class Spending:
    """The day's count, kept in a file where one is named."""

    most: int
    path: Path | None = None
    day: Callable[[], str] = today
    _known: Day = field(default_factory=lambda: Day(""))

    def read(self) -> Day:
        """What was spent today."""
        if self.path is not None:
            with suppress(FileNotFoundError, msgspec.MsgspecError):
                self._known = msgspec.json.decode(self.path.read_bytes(), type=Day)
        if self._known.day != self.day():
            self._known = Day(self.day())
        return self._known

    def allows(self, tokens: int) -> bool:
        """Whether so many more tokens stay within the day's bound."""
        return self.read().tokens + tokens <= self.most

    def add(self, *, tokens: int = 0, judged: int = 0, left: int = 0, why: str = "") -> Day:
        """Count, and keep."""
        before = self.read()
        self._known = Day(
            before.day, before.tokens + tokens, before.judged + judged, before.left + left, why or before.why
        )
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            draft = self.path.with_name(f".{self.path.name}.{os.getpid()}")
            draft.write_bytes(msgspec.json.encode(self._known))
            draft.replace(self.path)
        return self._known
