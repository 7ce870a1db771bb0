"""What an anonymous survey may show: no view of fewer than five, and no two views that differ by fewer.

A view is everything, or one part of it: those who gave one answer, one month, one language. Parts are not laid over each
other and days are not chosen, so that views differ only as these parts do. A part is shown where it holds five or more,
where no shown part holds all of it and fewer than five besides, and where what is not shown beside it is nobody or five.
Of each question the same holds among those who answered it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from regard.analytics.errors import RegardError
from regard.engage.surveys.recording import LEAST_TOGETHER

Families = Mapping[str, Mapping[str, int]]  # what answers are parted by, its values, and who they hold, a bit for each


class TellsOfFew(RegardError):
    """A view of an anonymous survey would tell of few."""

    code = "results_tell_of_few"
    status = 422


def refuse_views(*, days: bool, parts: int, by: str | None, is_segmented: bool) -> None:
    """Refuse what could tell of few in an anonymous survey. Raises TellsOfFew."""
    if is_segmented:
        raise TellsOfFew("Nobody knows who answered an anonymous survey, so its answers belong to no segment.")
    if days or by in ("day", "week"):
        raise TellsOfFew(
            "Days of an anonymous survey are not chosen: two choices a day apart would tell of whoever answered "
            "that day. Split a score by month."
        )
    if parts + (by is not None) > 1:
        raise TellsOfFew(
            "Answers of an anonymous survey are parted once: by one answer or by one split, not by both, which would "
            "tell of the few in whom they differ."
        )


def families_of(parted: Iterable[Iterable[tuple[str, str]]]) -> dict[str, dict[str, int]]:
    """Who has which value of what, of the (family, value) pairs of one response after the other."""
    found: dict[str, dict[str, int]] = {}
    for place, pairs in enumerate(parted):
        for family, value in pairs:
            values = found.setdefault(family, {})
            values[value] = values.get(value, 0) | 1 << place
    return found


def mask_of(flags: Iterable[Any]) -> int:
    """Those of whom something holds, a bit for each."""
    return sum(1 << place for place, flag in enumerate(flags) if flag)


def shown_parts(families: Families, *, among: int, least: int = LEAST_TOGETHER) -> set[tuple[str, str]]:
    """The (family, value) pairs that may be shown among some."""
    parts = {(family, value): held & among for family, values in families.items() for value, held in values.items()}
    shown: dict[tuple[str, str], int] = {}
    views = [among]
    for pair, held in sorted(parts.items(), key=lambda one: (-one[1].bit_count(), one[0])):
        size = held.bit_count()
        if size < least or any(held & view == held and 0 < view.bit_count() - size < least for view in views):
            continue
        shown[pair] = held
        views.append(held)
    for family in families:
        _hide_rests(family, shown, among, least)
    return set(shown)


def _hide_rests(family: str, shown: dict[tuple[str, str], int], among: int, least: int) -> None:
    """Hide the smallest that is shown until those that none shows are nobody or enough together."""
    while mine := [pair for pair in shown if pair[0] == family]:
        rest = among
        for pair in mine:
            rest &= ~shown[pair]
        if not 0 < rest.bit_count() < least:
            return
        del shown[min(mine, key=lambda pair: (shown[pair].bit_count(), pair))]
