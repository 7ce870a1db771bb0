"""A filled map to take along: as a picture, and as Mermaid."""

from regard.analytics.journeys.map_definition import JourneyMap
from regard.analytics.journeys.map_drawing import mermaid_flowchart, mermaid_journey
from regard.analytics.journeys.map_svg import DrawnStep, map_svg
from regard.analytics.journeys.matching import JourneyError
from regard.analytics.metrics.estimates import Numbers
from regard.understand.journeys.maps import FilledMap, FilledStep

FORMATS = ("svg", "mermaid-flowchart", "mermaid-journey", "json")


def draw_map(*, journey_map: JourneyMap, filled: FilledMap, form: str, period: str = "") -> str:
    """The map as `svg`, `mermaid-flowchart`, `mermaid-journey` or, without figures, `json`. Raises JourneyError."""
    if form == "json":
        return journey_map.written()
    if form == "svg":
        steps = [DrawnStep(_figures(one), one.feeling, one.is_assumption) for one in filled.steps]
        return map_svg(journey_map, steps, _note(filled, period))
    if form == "mermaid-flowchart":
        return mermaid_flowchart(journey_map, short_notes(filled))
    if form == "mermaid-journey":
        return mermaid_journey(journey_map, [one.feeling.value for one in filled.steps])
    raise JourneyError(f"A map is drawn as {', '.join(FORMATS)}, not as {form[:40]!r}.")


def told_period(*, since: object, until: object) -> str:
    """A period in words, nothing where it is open at both ends.

    >>> told_period(since="2026-05-01", until=None)
    'since 2026-05-01'
    """
    if since and until:
        return f"{since} to {until}"
    return f"since {since}" if since else f"before {until}" if until else ""


def short_notes(filled: FilledMap) -> dict[int, str]:
    """What stands below each step: how many came, or that nobody knows."""
    return {
        number: "assumption" if step.is_assumption else f"{step.customers:,} customers"
        for number, step in enumerate(filled.steps)
    }


def told_days(days: float) -> str:
    """A length of time as people say it.

    >>> told_days(0.5), told_days(3.0), told_days(0.001)
    ('12 h', '3.0 d', '1 min')
    """
    if days >= 2:
        return f"{days:.1f} d"
    return f"{days * 24:.0f} h" if days * 24 >= 2 else f"{days * 1440:.0f} min"


def _note(filled: FilledMap, period: str) -> str:
    about = [f"{filled.customers:,} customers", period, filled.segment or ""]
    fit = f"{_with_interval(filled.fitting)} % of them fit the map" if filled.fitting.value is not None else ""
    return " · ".join(part for part in [*about, fit, "[ ] 95 %"] if part)


def _figures(step: FilledStep) -> tuple[str, ...]:
    if step.is_assumption:
        return ("assumption: nothing in the log",)
    lines = [f"{step.customers:,} customers, {step.interactions:,} times"]
    if step.onward is not None:
        way = step.onward.way
        lines.append(f"{_with_interval(way.share)} % go on")
        if way.days.value is not None:
            lines.append(f"in {told_days(way.days.value)}, n {way.days.n:,}")
    lines += [
        f"{one.label} {_with_interval(one.numbers)}{' %' if one.unit == '%' else ''}, n {one.numbers.n:,}"
        for one in step.scores[:3]
    ]
    lines += [f"{one.amount:,.0f} {one.currency}, n {one.n:,}" for one in step.money[:2]]
    return tuple(lines)


def _with_interval(numbers: Numbers) -> str:
    if numbers.value is None:
        return ""
    value = f"{numbers.value:.1f}".replace("-", "−")
    if numbers.low is None or numbers.high is None:
        return value
    return f"{value} [{numbers.low:.1f}, {numbers.high:.1f}]".replace("-", "−")
