"""Hearing: what people said in anger, as signals; of one person at most one case in a month."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from regard.engage.cases.models import OPEN_STATES, Case, Rule
from regard.engage.cases.signals import OPINIONS, Signal, signal_of_words
from regard.foundation.lake.api import Lake, LakeBusy
from regard.understand.voice.api import list_angry, opinion_token

WINDOW = timedelta(days=30)  # after the last angry words of a case that is over, no further case for the same person
LATEST = timedelta(days=30)  # words read later than that after they were said open nothing by themselves


def read_so_far(*, lake: Lake, seen: str) -> str:
    """What changes whenever something else was read in texts; what was seen where that is being written just now."""
    try:
        return opinion_token(lake=lake)
    except LakeBusy:
        return seen


def words_now(*, lake: Lake, rule: Rule, now: datetime) -> list[Signal]:
    """Angry words since the rule was switched on, of the last month."""
    began = now - LATEST if rule.since is None else max(rule.since, now - LATEST)
    return words_since(lake=lake, began=began, sentiment=rule.threshold)


def words_since(*, lake: Lake, began: datetime, sentiment: float) -> list[Signal]:
    """Angry words from a moment on."""
    return [signal_of_words(one) for one in list_angry(lake=lake, since=began, sentiment=sentiment)]


def unheard(*, signals: Sequence[Signal]) -> list[Signal]:
    """Those of people who had no case of angry words that is over and lasted into the month before."""
    over = _over({one.customer_id for one in signals})
    return [one for one in signals if one.customer_id not in over or one.at > over[one.customer_id] + WINDOW]


def _over(customer_ids: Iterable[str]) -> dict[str, datetime]:
    """When those with such a case last said something angry in it."""
    told = Case.objects.filter(rule=OPINIONS, customer_id__in=list(customer_ids)).exclude(state__in=OPEN_STATES)
    return dict(told.order_by("last_at").values_list("customer_id", "last_at"))
