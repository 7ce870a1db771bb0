"""The sender's ledger: what it meant to send, written before it sends, and what it was told, written after."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


class Ledger:
    """A file of JSON lines, one for each intent and one for each answer."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8")
        self._lock = threading.Lock()
        self._requests = 0

    def intend(self, *, events: Sequence[int], how: str) -> int:
        """Write down what is about to be sent; return the number of the request."""
        with self._lock:
            self._requests += 1
            self._write({"request": self._requests, "how": how, "events": list(events)})
            return self._requests

    def answer(self, *, request: int, status: int | None, refused: Iterable[int], milliseconds: float) -> None:
        """Write down what came back; no status where nothing came."""
        told = {"answer": request, "status": status, "refused": list(refused), "ms": round(milliseconds, 1)}
        with self._lock:
            self._write(told)

    def close(self) -> None:
        """Write no more."""
        self._file.close()

    def _write(self, line: dict[str, object]) -> None:
        self._file.write(json.dumps(line) + "\n")
        self._file.flush()


@dataclass
class Account:
    """What a ledger says, event by event."""

    accepted: set[int] = field(default_factory=set)  # a 200 said: accepted, or known already
    refused: set[int] = field(default_factory=set)  # a 200 said: rejected
    intended: Counter[int] = field(default_factory=Counter)  # how often each was meant to be sent
    unreadable: Counter[str] = field(
        default_factory=Counter
    )  # bodies without sense: meant to be sent, and answered 400
    statuses: Counter[str] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)
    events_acknowledged: int = 0  # by answers, so that one sent twice counts twice


def read_ledger(*, path: Path) -> Account:
    """Add up a ledger."""
    account = Account()
    open_requests: dict[int, tuple[str, list[int]]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            if "request" in told:
                open_requests[told["request"]] = (told["how"], told["events"])
                account.intended.update(told["events"])
                account.unreadable["sent"] += told["how"] == "unreadable"
            else:
                _add_answer(account, told, *open_requests.pop(told["answer"]))
    account.statuses["none yet"] = len(open_requests)
    return account


def _add_answer(account: Account, told: dict[str, object], how: str, events: list[int]) -> None:
    status = told["status"]
    account.statuses[str(status or "none")] += 1
    if how == "unreadable":
        account.unreadable["answered"] += status == 400
        account.events_acknowledged += status == 400
    elif status == 200:
        refused = told["refused"]
        assert isinstance(refused, list)
        account.refused.update(refused)
        account.accepted.update(set(events) - set(refused))
        account.events_acknowledged += len(events)
        account.milliseconds.append(float(str(told["ms"])))


def now_ms() -> float:
    """A clock that only goes forward, in milliseconds."""
    return time.monotonic() * 1000
