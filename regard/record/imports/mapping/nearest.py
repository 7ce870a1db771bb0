"""The valid names that a wrong one probably meant."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_NEAR = 0.7


def suggestion(name: str, valid: Iterable[str]) -> str:
    """A question to append to a sentence, or nothing where no valid name is near.

    >>> suggestion("order_dlivered", ["order_id", "order_delivered_carrier_date"])
    '; did you mean `order_delivered_carrier_date`?'
    >>> suggestion("x", ["order_id"])
    ''
    """
    ranked = sorted(((_likeness(name, candidate), candidate) for candidate in valid), key=lambda pair: -pair[0])
    near = [candidate for likeness, candidate in ranked if likeness >= max(_NEAR, ranked[0][0] - 0.02)]
    return f"; did you mean {' or '.join(f'`{candidate}`' for candidate in near[:2])}?" if near else ""


def _likeness(name: str, candidate: str) -> float:
    """How alike two names are, where the beginning of a long name is nearly as good as all of it."""
    one, other = name.casefold(), candidate.casefold()
    whole = SequenceMatcher(None, one, other).ratio()
    start = SequenceMatcher(None, one, other[: len(one) + 1]).ratio()
    return max(whole, start - 0.05)
