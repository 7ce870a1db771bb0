"""A text as a model is given it: links left out, entities and emoji put into words."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_LINK = re.compile(r"(?:https?://|www\.)\S+")
_EMOJI = re.compile("[\u203c-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]\ufe0f?")
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")


def without_links(text: str) -> str:
    """Without links, and with what was written for HTML as signs.

    >>> without_links("Slow &amp; rude https://t.co/x")
    'Slow & rude '
    """
    if "&" in text:
        text = html.unescape(text)
    return _LINK.sub("", text) if "://" in text or "www." in text else text


def in_words(text: str) -> str:
    """The same, with emoji called by their names, for a model that never saw them.

    >>> in_words("Late again 😡")
    'Late again  pouting face '
    """
    plain = without_links(text)
    return plain if plain.isascii() else _EMOJI.sub(_named, _UNSEEN.sub("", plain))


def _named(found: re.Match[str]) -> str:
    return _name_of(found[0][0])


@lru_cache(maxsize=4096)
def _name_of(sign: str) -> str:
    return f" {unicodedata.name(sign, '').lower()} "
