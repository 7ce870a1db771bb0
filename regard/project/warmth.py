"""Answers worked out before anybody asks: what the console opens with."""

from __future__ import annotations

import logging
import threading

from regard.analytics.scope import Scope
from regard.decide.fix_first.api import list_fix_first, list_voices
from regard.foundation.lake.api import Lake
from regard.record.interactions.api import list_choices
from regard.understand.journeys.api import journey_of
from regard.understand.metrics.api import score_card

logger = logging.getLogger("regard.warmth")


def warm(*, lake: Lake) -> None:
    """Ask what the Overview asks first, of the last whole quarter and of the whole log."""
    whole = [period for period in list_choices(lake=lake).periods if period["is_complete"]]
    scopes = [Scope(since=period["since"], until=period["until"]) for period in whole[:1]]
    for scope in (*scopes, Scope()):
        journey_of(lake=lake, scope=scope)
        score_card(lake=lake, scope=scope)
        found = list_fix_first(lake=lake, scope=scope)
        list_voices(lake=lake, scope=scope, keys=[row.key for row in found.rows])


def warm_in_background(*, lake: Lake) -> None:
    """The same beside serving; a failure is logged and costs nobody anything but time."""

    def run() -> None:
        try:
            warm(lake=lake)
        except Exception:
            logger.exception("Answers could not be worked out in advance.")

    threading.Thread(target=run, name="warmth", daemon=True).start()
