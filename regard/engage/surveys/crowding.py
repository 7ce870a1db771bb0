"""Against stuffing the ballot: how many responses one address may begin in a survey that is open to everybody.

Somebody's pages after the first cost nothing, so that a long survey is no shorter for an office behind one address.
Counted in memory and forgotten within minutes; nothing of it is ever kept beside an answer.
"""

import threading
import time
from collections import Counter

from django.conf import settings
from django.http import HttpRequest

from regard.analytics.errors import RegardError
from regard.engage.surveys.answering import Asked

SECONDS = 600
MOST = 1_000  # responses of one address in that time and process: an office behind one address may well answer
MOST_KNOWN = 200_000


class TooMany(RegardError):
    """One address sends more than people would."""

    code = "survey_too_many"
    status = 429


class Crowd:
    """Counts responses by survey and address, each by its page's own secret."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[int, str]] = Counter()
        self._known: set[int] = set()
        self._since = time.monotonic()

    def admit(self, *, asked: Asked, sender: str, token: str) -> None:
        """Let a call in; the invited always. Raises TooMany."""
        if asked.invitation is not None:
            return
        response = hash((asked.survey.pk, sender, token))
        with self._lock:
            if time.monotonic() - self._since > SECONDS or len(self._known) > MOST_KNOWN:
                self._counts.clear()
                self._known.clear()
                self._since = time.monotonic()
            if response in self._known:
                return
            if self._counts[asked.survey.pk, sender] >= MOST:
                raise TooMany("Very many answers came from this address. Try again in ten minutes.")
            self._counts[asked.survey.pk, sender] += 1
            self._known.add(response)


def sender_of(request: HttpRequest) -> str:
    """The address a request comes from; behind a proxy, the one that it saw."""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    if settings.REGARD.https and forwarded:
        return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
