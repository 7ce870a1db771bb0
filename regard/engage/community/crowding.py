"""How much one address may ask of the public pages. Counted in memory, forgotten within minutes, kept nowhere."""

import threading
import time
from collections import Counter

from django.conf import settings
from django.http import HttpRequest

from regard.engage.community.errors import TooMuch

SECONDS = 600
MOST = {"link": 20, "similar": 600, "write": 120}
MOST_SENDERS = 50_000


class Crowd:
    """Counts what is asked by what it is and where it comes from."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, str]] = Counter()
        self._since = time.monotonic()

    def admit(self, *, request: HttpRequest, what: str) -> None:
        """Let one more in. Raises TooMuch."""
        with self._lock:
            if time.monotonic() - self._since > SECONDS or len(self._counts) > MOST_SENDERS:
                self._counts.clear()
                self._since = time.monotonic()
            key = what, _sender_of(request)
            self._counts[key] += 1
            if self._counts[key] > MOST[what]:
                raise TooMuch("Very much came from where you are. Try again in ten minutes.")


def _sender_of(request: HttpRequest) -> str:
    """The address a request comes from; behind a proxy, the one that it saw."""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    if settings.REGARD.https and forwarded:
        return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
