"""What an alert says, in a sentence."""

from regard.analytics.metrics.measure import find_metric
from regard.understand.watch.models import Alert, Finding, Watch


def title_of(alert: Alert, findings: list[Finding]) -> str:
    """The alert in one line: the metrics, the direction, since when, and what accounts for it."""
    told = [f"{find_metric(one.metric).label} {direction_of(one)}" for one in findings]
    since = min((one.since for one in findings), default=alert.raised_at.date())
    cause = next((each for one in findings for each in one.explained_by if each["explains"]), None)
    where = f", mostly {cause_in_words(cause['dimension'], cause['value'])}" if cause else ""
    return f"{_listed(told)} than expected since {since:%-d %B %Y}{where}"


def direction_of(finding: Finding) -> str:
    """Higher or lower."""
    return "higher" if finding.size > 0 else "lower"


def cause_in_words(dimension: str, value: str) -> str:
    """A part as people say it.

    >>> cause_in_words("trait.country", "ES"), cause_in_words("touchpoint", "Delivery")
    ('country ES', 'touchpoint Delivery')
    """
    return f"{dimension.removeprefix('trait.')} {value}"


def scope_in_words(watch: Watch) -> str:
    """What a watch is about."""
    scope = watch.scope
    parts = [
        ", ".join(scope.get("channels") or ()),
        scope.get("stage") or "",
        scope.get("touchpoint") or "",
        (scope.get("segment") or "").removeprefix("segment:").removeprefix("trait:"),
    ]
    return " · ".join(part for part in parts if part) or "everything"


def _listed(told: list[str]) -> str:
    if len(told) <= 1:
        return "".join(told)
    return f"{', '.join(told[:-1])} and {told[-1]}"
