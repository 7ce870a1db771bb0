"""What was found, as the schemas of REST have it."""

from typing import Any

from regard.analytics.metrics.estimates import Change
from regard.understand.voice.figures import Figures
from regard.understand.voice.opinions.reading import Progress
from regard.understand.voice.queries import TopicDetail, TopicRow, Voice


def told_voice(found: Voice) -> dict[str, Any]:
    """As the schema has it."""
    return {
        "progress": told_progress(found.progress),
        "whole": told_figures(found.whole),
        "before": None if found.before is None else told_figures(found.before),
        "topics": [told_topic(row) for row in found.topics],
        "edges": list(found.edges),
        "drift": found.drift,
        "unplaced": found.unplaced,
    }


def told_progress(found: Progress) -> dict[str, Any]:
    """As the schema has it."""
    return {**found.__dict__, "waiting": found.waiting, "seconds_left": found.seconds_left}


def told_detail(found: TopicDetail) -> dict[str, Any]:
    """As the schema has it."""
    return {
        "topic": told_topic(found.row),
        "parts": [told_topic(row) for row in found.parts],
        "channels": {name: told_figures(one) for name, one in found.channels.items()},
        "touchpoints": {name: told_figures(one) for name, one in found.touchpoints.items()},
        "aspects": [{"aspect": name, "n": n} for name, n in found.aspects],
    }


def told_figures(found: Figures) -> dict[str, Any]:
    """As the schema has it."""
    own = {name: value for name, value in found.__dict__.items() if not name.startswith("_")}
    return {**own, "is_small": found.is_small, "unsure": found.unsure, "negative": found.negative}


def told_topic(row: TopicRow) -> dict[str, Any]:
    """As the schema has it."""
    one = row.topic
    return {
        **{name: getattr(one, name) for name in ("id", "name", "parent", "is_pinned", "was_named")},
        "words": list(one.words),
        "figures": told_figures(row.figures),
        "share": row.share,
        "volume": row.volume and _change(row.volume.__dict__),
        "feeling": _feeling(row.feeling),
        "course": list(row.course),
        "rise": row.rise,
        "kinds": list(row.kinds),
    }


def _feeling(found: Change | None) -> dict[str, Any] | None:
    return None if found is None else _change({**found.__dict__, "adjusted_p": None})


def _change(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in ("value", "low", "high", "word", "adjusted_p")}
