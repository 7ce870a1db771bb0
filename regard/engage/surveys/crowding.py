"""Against stuffing the ballot: how many responses one address may begin in a survey that is open to everybody.

Somebody's pages after the first cost nothing, so that a long survey is no shorter for an office behind one address.
Each program counts for itself, and tells the others by way of the database every 25 responses of one address, which people
hardly ever get to: so it costs nothing. There an address is a keyed digest that is dropped within minutes; nothing of it
is ever kept beside an answer.
"""

import threading
import time
from collections import Counter

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from regard.analytics.errors import RegardError
from regard.engage.surveys.models import Crowd as Told
from regard.foundation.settings.api import keyed_digest

SECONDS = 600
MOST = 1_000  # responses of one address in that time and process: an office behind one address may well answer
MOST_IN_ALL = 2_000  # over all processes; a response whose pages go to several counts in each
TOGETHER = 25
MOST_KNOWN = 200_000
ADD = """
insert into surveys_crowd (survey_id, sender_digest, period, responses) values (%s, %s, %s, %s)
on conflict (survey_id, sender_digest, period) do update set responses = surveys_crowd.responses + excluded.responses
returning responses
"""


class TooMany(RegardError):
    """One address sends more than people would."""

    code = "survey_too_many"
    status = 429


class Crowd:
    """Counts responses by survey and address, each by its page's own secret."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[int, str]] = Counter()
        self._full: set[tuple[int, str]] = set()  # as all programs together counted
        self._known: set[int] = set()
        self._period = 0

    def admit(self, *, survey_id: int, sender: str, token: str) -> None:
        """Let a call in. Raises TooMany."""
        key, response = (survey_id, sender), hash((survey_id, sender, token))
        period = int(time.time()) // SECONDS
        with self._lock:
            if period != self._period or len(self._known) > MOST_KNOWN:
                self._counts.clear()
                self._full.clear()
                self._known.clear()
                self._period = period
            if response in self._known:
                return
            if self._counts[key] >= MOST or key in self._full:
                raise TooMany("Very many answers came from this address. Try again in ten minutes.")
            self._counts[key] += 1
            self._known.add(response)
            is_round = self._counts[key] % TOGETHER == 0
        if is_round and _tell(survey_id, sender, period) >= MOST_IN_ALL:
            with self._lock:
                self._full.add(key)


def _tell(survey_id: int, sender: str, period: int) -> int:
    """Add what was counted here to what all programs counted, and return that; what is from before is dropped."""
    digest = keyed_digest(text=f"{period}:{sender}", data_dir=settings.REGARD.data_dir)[:32]
    Told.objects.filter(period__lt=period).delete()
    with connection.cursor() as cursor:
        cursor.execute(ADD, [survey_id, digest, period, TOGETHER])
        (total,) = cursor.fetchone()
    return int(total)


def sender_of(request: HttpRequest) -> str:
    """The address a request comes from; behind a proxy, the one that it saw."""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    if settings.REGARD.https and forwarded:
        return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
