"""What a text message says: the plan's words, or the survey's, with the link and how to stop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regard.analytics.errors import RegardError
from regard.engage.surveys.asking.sms.counting import count
from regard.engage.surveys.exchange.languages import spoken

USUAL = "{title}: {link} - Reply STOP to get no more."
MOST_PARTS = 4
LONGEST_TITLE = 70


class WordingRefused(RegardError):
    """A text message cannot be worded so."""

    code = "wording_refused"
    status = 422


def worded(*, template: str, survey: str, definition: Mapping[str, Any], link: str) -> str:
    """The text as it is sent. {title} stands for the survey's title, {link} for this person's link."""
    title = " ".join((spoken(definition.get("title")) or survey).split())[:LONGEST_TITLE]
    return (template or USUAL).replace("{title}", title).replace("{link}", link)


def check_wording(*, template: str, survey: str, definition: Mapping[str, Any], address: str) -> str:
    """The text with a link as long as a real one. Raises WordingRefused where it could not be sent."""
    if template and "{link}" not in template:
        raise WordingRefused("A text message needs {link}, where this person answers.")
    text = worded(template=template, survey=survey, definition=definition, link=f"{address}/s/{'x' * 32}")
    counted = count(text)
    if counted.parts > MOST_PARTS:
        raise WordingRefused(f"This takes {counted.parts} text messages. Make it at most {MOST_PARTS}.")
    return text
