"""Which language a text is in, among those that are asked for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

COMMON = (
    "en",
    "de",
    "fr",
    "es",
    "pt",
    "nl",
    "it",
    "pl",
    "sv",
    "da",
    "no",
    "fi",
    "cs",
    "ro",
    "hu",
    "el",
    "tr",
    "ru",
    "uk",
    "ar",
    "he",
    "hi",
    "ja",
    "ko",
    "zh",
)
"""What is weighed where nobody says which languages customers write in."""

LIKELIEST = ("en", "de", "fr", "es", "pt", "nl", "it")
"""Of these one is taken where a few words could be of many languages."""

DOUBTFUL = 0.5
FEWEST_LETTERS = 4
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+|\d+")


@lru_cache(maxsize=16)
def _identifier(languages: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  a model of its own, spared to whoever reads no text

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(languages))
    return identifier


def language_of(text: str, *, among: tuple[str, ...] = COMMON) -> str | None:
    """The language (ISO 639-1), or None where the text says too little.

    >>> language_of("Die Lieferung kam leider viel zu spät an.")
    'de'
    >>> language_of("12:30") is None
    True
    """
    said = _NOISE.sub(" ", text[:2000])
    if sum(map(str.isalpha, said)) < FEWEST_LETTERS:
        return None
    language, certainty = _identifier(among).classify(said)
    likely = tuple(one for one in LIKELIEST if one in among)
    if certainty < DOUBTFUL and language not in likely and likely:
        language = _identifier(likely).classify(said)[0]
    return str(language)
