"""The saved conditions, read, with their references to each other expanded."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from regard.analytics.errors import RegardError
from regard.analytics.segments.conditions import AnyCondition
from regard.analytics.segments.reading import expand, read_condition, write_condition
from regard.record.segments.models import Segment


class NoSegment(RegardError):
    """There is no such segment."""

    code = "segment_unknown"
    status = 404


@dataclass(frozen=True)
class Definition:
    """What one segment means: its condition as written, the same without references, and a fingerprint of that."""

    slug: str
    name: str
    written: AnyCondition
    expanded: AnyCondition

    @property
    def fingerprint(self) -> str:
        """The same for conditions that say the same."""
        canonical = json.dumps(write_condition(self.expanded), sort_keys=True)
        return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def read_definitions() -> dict[str, Definition]:
    """Every saved segment by slug."""
    saved = list(Segment.objects.order_by("slug").values("slug", "name", "condition"))
    written = {row["slug"]: read_condition(row["condition"]) for row in saved}
    return {
        row["slug"]: Definition(row["slug"], row["name"], written[row["slug"]], expanded(written[row["slug"]], written))
        for row in saved
    }


def read_written() -> dict[str, AnyCondition]:
    """The conditions as they were written, by slug."""
    return {slug: read_condition(one) for slug, one in Segment.objects.values_list("slug", "condition")}


def expanded(condition: AnyCondition, written: Mapping[str, AnyCondition]) -> AnyCondition:
    """The condition without references. Raises ConditionRefused for one to nothing, or in a circle."""
    return expand(condition, lambda slug: written.get(slug))  # noqa: PLW0108  # a Mapping's get has a default too


def get_segment(slug: str) -> Segment:
    """The saved segment. Raises NoSegment."""
    found = Segment.objects.filter(slug=slug).first()
    if found is None:
        raise NoSegment(f"There is no segment {slug[:64]!r}. `regard segments list` shows all.")
    return found
