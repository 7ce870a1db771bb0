"""Texts of other tools: HTML made safe, or made plain."""

from __future__ import annotations

import html
import re

import nh3

from regard.engage.surveys.definition.sanitising import clean_html

SCRIPTED = re.compile(r"<\s*(script|style|iframe|object|embed|form|video|audio)\b|\bon\w+\s*=|javascript:", re.I)
_BREAKS = re.compile(r"<\s*(br|/p|/div|/li|/tr|/h\d)\b[^>]*>", re.I)
_TAG = re.compile(r"<[a-z/!][^>]*>", re.I)
_PICTURE = re.compile(r"<\s*(img|video|audio|iframe|embed|object)\b", re.I)
LONGEST = 100_000


def safe_html(text: str) -> str:
    """Keep the harmless part of HTML: no scripts, styles, frames, forms or event attributes.

    >>> safe_html('<b onclick="x()">Hi</b><script>alert(1)</script><a href="javascript:x()">y</a>')
    '<b>Hi</b><a rel="noopener noreferrer">y</a>'
    """
    return clean_html(html=text[:LONGEST])


def plain(text: object) -> str:
    """Words without markup, as a person would read them.

    >>> plain("<b>How</b> likely&nbsp;are<br>you?")
    'How likely are you?'
    """
    words = _BREAKS.sub(" ", str(text if text is not None else "")[:LONGEST])
    words = html.unescape(nh3.clean(words, tags=set(), clean_content_tags={"script", "style"}))
    return re.sub(r"\s+", " ", words.replace("\xa0", " ").replace("\x00", "")).strip()


def is_marked_up(text: object) -> bool:
    """Whether there is more to it than words, blanks and line breaks."""
    return bool(_TAG.search(_BREAKS.sub("", str(text or ""))))


def has_scripts(text: object) -> bool:
    """Whether something in it would have run."""
    return bool(SCRIPTED.search(str(text or "")))


def has_pictures(text: object) -> bool:
    """Whether something in it is not words."""
    return bool(_PICTURE.search(str(text or "")))
