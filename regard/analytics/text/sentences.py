"""Where sentences and clauses begin and end, in any script, so that `text[start:end]` is what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

FEWEST_WORDS = 3
LONGEST = 400
"""Characters after which a sentence is cut at the next blank: what people type without a full stop."""


def _any_of(words: str) -> str:
    return "|".join(word.replace("_", r"\s") for word in words.split())


_ENDS = re.compile(
    r"(?P<mark>[.!?…]+[\"'”’»)\]]*(?=\s|$|[A-ZÀ-Þ¿¡])|[。！？؟।]+[」』”]?)|(?P<line>\s*[\r\n]+\s*)|(?P<bullet>\s+[•·▪]\s+)"
)
_SHORT = re.compile(
    r"(?:^|[\s(])(?:[a-z]|mr|mrs|ms|dr|prof|st|sr|sra|srta|jr|vs|etc|e\.g|i\.e|u\.s|u\.k|no|nr|nº|art|approx|ca|bzw|usw|z\.b|d\.h|ggf|inkl|"
    r"evtl|str|tel|mme|mlle|env|dhr|mevr|bijv|enz|p\.ex|ex|pág|núm|av|ud|uds|vd|mm|inc|ltd|co|corp)\.$",
    re.IGNORECASE,
)
_TURNING = "but however although aber jedoch pero aunque mas porém mais cependant pourtant maar echter però tuttavia sin_embargo"
_TURNING_AFTER_A_PAUSE = (
    "yet though except unfortunately doch obwohl allerdings leider contudo embora malheureusement par_contre "
    "helaas hoewel ma purtroppo"
)
_TURNS = re.compile(
    rf"(?:[,–—-]\s*|\s)(?=(?:{_any_of(_TURNING)})\b)|[,–—-]\s*(?=(?:{_any_of(_TURNING_AFTER_A_PAUSE)})\b)|;\s+|\s+[–—]\s+",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


def sentences_of(text: str) -> list[Span]:
    """Sentences, without the blanks around them.

    >>> text = "Dr. Meier was kind. The app? It crashes at 3.5 MB!"
    >>> [text[start:end] for start, end in sentences_of(text)]
    ['Dr. Meier was kind.', 'The app?', 'It crashes at 3.5 MB!']
    """
    return [span for start, end in _between_ends(text) for span in _cut_long(text, start, end)]


def clauses_of(text: str) -> list[Span]:
    """Sentences cut where they turn ("..., but ..."), where both sides say something.

    >>> text = "The food was lovely, but we waited an hour."
    >>> [text[start:end] for start, end in clauses_of(text)]
    ['The food was lovely,', 'but we waited an hour.']
    """
    return [clause for start, end in sentences_of(text) for clause in _turns(text, start, end)]


def _between_ends(text: str) -> Iterator[Span]:
    start = 0
    for found in _ENDS.finditer(text):
        if found["mark"] == "." and _is_short(text, start, found.end()):
            continue
        yield from _trimmed(text, start, found.end() if found["mark"] else found.start())
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _is_short(text: str, start: int, end: int) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial, or a list's number."""
    return _SHORT.search(text[max(start, end - 12) : end]) is not None or text[start:end].strip(" .").isdigit()


def _turns(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for found in _TURNS.finditer(text, start, end):
        if _words(text, begin, found.start()) >= FEWEST_WORDS and _words(text, found.end(), end) >= FEWEST_WORDS:
            yield from _trimmed(text, begin, found.end())
            begin = found.end()
    yield from _trimmed(text, begin, end)


def _words(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _WORD.finditer(text, start, end))


def _cut_long(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST:
        blank = max(
            text.rfind(" ", start + LONGEST // 2, start + LONGEST),
            text.rfind(",", start + LONGEST // 2, start + LONGEST),
        )
        cut = blank + 1 if blank > 0 else start + LONGEST
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end
