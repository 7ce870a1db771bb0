"""Numbers and sentences of the digest, the same in HTML, text and PDF."""

from datetime import timedelta

from regard.decide.digest.content import Digest, Fix, Line

MINUS = "−"
SHAPES = {"higher": "▲", "lower": "▼", "as expected": "–", "too new": "·"}


def span_of(digest: Digest) -> str:
    """The week in words: 21 to 27 September 2026."""
    last = digest.until - timedelta(days=1)
    return f"{digest.since:%-d %B %Y} to {last:%-d %B %Y}"


def headline_of(digest: Digest) -> str:
    """What the week was, in a sentence."""
    count = len(digest.changes)
    if count == 0:
        return "Every metric was what the weeks before let expect."
    named = [f"{line.label} {line.word}" for line in digest.changes[:3]]
    more = f" and {count - 3} more" if count > 3 else ""
    return f"{', '.join(named)}{more} than expected; everything else as before."


def number_in(unit: str, value: float) -> str:
    """A value in its unit.

    >>> number_in("%", 61.24), number_in("points", -3.2), number_in("EUR", 16571.7), number_in("hours", 3.25)
    ('61.2 %', '−3', '16,572 EUR', '3.2 hours')
    """
    if unit == "%":
        text = f"{value:,.1f} %"
    elif unit == "points":
        text = f"{value:+,.0f}" if round(value) else "0"
    elif len(unit) == 3 and unit.isupper():
        text = f"{value:,.0f} {unit}"
    elif unit in ("hours", "days", "minutes"):
        text = f"{value:,.1f} {unit}"
    else:
        text = f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.replace("-", MINUS)


def expected_of(line: Line) -> str:
    """What was expected, with its 95 % band."""
    if line.expected is None or line.low is None or line.high is None:
        return "fewer than 16 weeks known"
    low, high = number_in(line.unit, line.low), number_in(line.unit, line.high)
    return f"{number_in(line.unit, line.expected)} [{low} to {high}]"


def fix_in_words(fix: Fix) -> str:
    """What a pain point does and costs, and how it is known."""
    known = "effect" if fix.evidence == "effect" else "association only"
    moved = f"{fix.effect:+.1f} {fix.unit} [{fix.low:+.1f} to {fix.high:+.1f}]".replace("-", MINUS)
    stake = f", {fix.at_stake:,.0f} {fix.currency} at stake" if fix.at_stake else ""
    return f"{fix.customers:,} customers, {moved}{stake} ({known})"
