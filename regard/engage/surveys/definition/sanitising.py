"""HTML in definitions, cut down to what formats text. Nothing that runs, loads or posts gets through."""

from collections.abc import Mapping
from typing import Any

import nh3

TAGS = set(
    "a abbr b blockquote br code dd del div dl dt em h2 h3 h4 hr i img ins li ol p small span strong sub sup u ul".split()
)
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "width", "height"}, "*": {"lang", "dir"}}
HTML = ("html", "completedHtml")


def clean_html(*, html: str) -> str:
    """HTML that may be shown to anybody.

    >>> clean_html(html='<p onclick="x()">Hi <script>x()</script><a href="javascript:x()">you</a></p>')
    '<p>Hi <a rel="noopener noreferrer">you</a></p>'
    """
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"https", "http", "mailto", "tel"})


def sanitised(definition: Any) -> Any:
    """A definition with every piece of HTML in it cleaned, in all its languages."""
    if isinstance(definition, list):
        return [sanitised(one) for one in definition]
    if not isinstance(definition, Mapping):
        return definition
    return {name: _clean(inner) if name in HTML else sanitised(inner) for name, inner in definition.items()}


def _clean(html: Any) -> Any:
    if isinstance(html, str):
        return clean_html(html=html)
    if isinstance(html, Mapping):
        return {language: clean_html(html=text) for language, text in html.items() if isinstance(text, str)}
    return ""
