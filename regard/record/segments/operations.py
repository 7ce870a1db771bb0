"""Save, change and delete segments, and bring them up to date."""

import re
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from regard.analytics.errors import RegardError
from regard.analytics.segments.conditions import AnyCondition
from regard.analytics.segments.reading import check_size, read_condition, references, write_condition
from regard.foundation.lake.api import Lake, State
from regard.record.segments.definitions import expanded, get_segment, read_written
from regard.record.segments.models import Segment
from regard.record.segments.store import SegmentsBusy
from regard.record.segments.working_out import refresh

MOST_SEGMENTS = 500
SLUG = r"[a-z0-9][a-z0-9-]{0,63}"


class SegmentRefused(RegardError):
    """A segment cannot be saved or deleted as asked."""

    code = "segment_refused"
    status = 422


def create_segment(
    *, lake: Lake, name: str, condition: AnyCondition | dict[str, Any], slug: str | None = None, owner: str = ""
) -> str:
    """Save a segment and work it out; return its slug. Raises SegmentRefused, ConditionRefused."""
    read = _read(condition)
    with transaction.atomic():
        if Segment.objects.count() >= MOST_SEGMENTS:
            raise SegmentRefused(f"There are {MOST_SEGMENTS} segments already. Delete one that nobody uses.")
        wanted = _slug_for(_checked(name), slug)
        expanded(read, read_written())
        Segment.objects.create(slug=wanted, name=_checked(name), condition=write_condition(read), owner=owner)
    _bring_up(lake)
    return wanted


def change_segment(
    *, lake: Lake, slug: str, name: str | None = None, condition: AnyCondition | dict[str, Any] | None = None
) -> None:
    """Rename a segment, or let it mean something else. Raises NoSegment, SegmentRefused, ConditionRefused."""
    with transaction.atomic():
        segment = get_segment(slug)
        if name is not None:
            segment.name = _checked(name)
        if condition is not None:
            read = _read(condition)
            written = read_written() | {slug: read}
            for one in written.values():
                expanded(one, written)  # a circle may close elsewhere
            if write_condition(read) != segment.condition:
                segment.condition = write_condition(read)
                segment.version += 1
        segment.save()
    _bring_up(lake)


def delete_segment(*, lake: Lake, slug: str) -> None:
    """Delete a segment to which no other refers. Raises NoSegment, SegmentRefused."""
    with transaction.atomic():
        segment = get_segment(slug)
        users = sorted(other for other, one in read_written().items() if slug in references(one) and other != slug)
        if users:
            raise SegmentRefused(f"The segment {slug!r} is part of {', '.join(users[:5])}. Change those first.")
        segment.delete()
    _bring_up(lake)


def rebuild_segments(*, lake: Lake) -> State | None:
    """Work all segments out for all customers, whatever was known. None where there are none."""
    return refresh(lake=lake, whole=True)


def _bring_up(lake: Lake) -> None:
    """Work out what was changed; where somebody is at it already, the next round will have it."""
    try:
        refresh(lake=lake, wait=False)
    except SegmentsBusy:
        return


def _read(condition: AnyCondition | dict[str, Any]) -> AnyCondition:
    return read_condition(condition) if isinstance(condition, dict) else check_size(condition)


def _checked(name: str) -> str:
    name = name.strip()
    if not name or len(name) > 120 or "\x00" in name:
        raise SegmentRefused("A segment needs a name of at most 120 characters.")
    return name


def _slug_for(name: str, asked: str | None) -> str:
    if asked is not None:
        if not re.fullmatch(SLUG, asked):
            raise SegmentRefused("A slug is made of a to z, 0 to 9 and -, 64 at most.")
        if Segment.objects.filter(slug=asked).exists():
            raise SegmentRefused(f"There is a segment {asked!r} already.")
        return asked
    stem = slugify(name).replace("_", "-").strip("-")[:60] or "segment"
    taken = set(Segment.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(
        slug for slug in (stem, *(f"{stem}-{number}" for number in range(2, MOST_SEGMENTS + 3))) if slug not in taken
    )
