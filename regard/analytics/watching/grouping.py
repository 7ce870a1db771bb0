"""Deviations of several metrics that have one cause are one matter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from regard.analytics.watching.course import Deviation

NEAR = timedelta(days=10)


@dataclass(frozen=True)
class Finding:
    """A metric's deviation and what explains it: the parts that may be named, as (dimension, value)."""

    metric: str
    deviation: Deviation
    causes: tuple[tuple[str, str], ...] = ()


def group(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings as matters, oldest first: those that began together and do not point to different causes.

    A finding joins a matter that began within 10 days of it, if one of its causes is among the matter's or if either
    has none.
    """
    matters: list[list[Finding]] = []
    for finding in sorted(findings, key=lambda each: (each.deviation.since, each.metric)):
        home = next((matter for matter in reversed(matters) if belongs(finding, matter)), None)
        if home is None:
            matters.append([finding])
        else:
            home.append(finding)
    return matters


def belongs(finding: Finding, matter: Sequence[Finding]) -> bool:
    """Whether a finding is of this matter."""
    if any(finding.metric == each.metric and _apart(finding, each) for each in matter):
        return False
    if not any(_is_near(finding.deviation, each.deviation) for each in matter):
        return False
    causes = {cause for each in matter for cause in each.causes}
    return not causes or not finding.causes or bool(causes & set(finding.causes))


def _apart(one: Finding, other: Finding) -> bool:
    """The same metric twice, in opposite directions."""
    return (one.deviation.size > 0) != (other.deviation.size > 0)


def _is_near(one: Deviation, other: Deviation) -> bool:
    first, last = sorted((one, other), key=lambda each: each.since)
    ended: date = max(first.until or last.since, first.noticed)
    return last.since - first.since <= NEAR and last.since <= ended + timedelta(days=3)
