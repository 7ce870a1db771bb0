"""Personal data: what is masked of what people give away, and what is masked that is nobody's, by kind and language."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.text_sources import airline, olist, tweets
from regard.analytics.text import Personal, find_personal

HERE = Path(__file__).parent
KINDS = ("name", "email", "phone", "address", "account", "card", "order")
Z = 1.96


def personal(shared: Path, cache: Path) -> str:
    """Filled sentences of six languages, texts written with places marked, and real texts that hold next to nothing."""
    del cache
    told = tomllib.loads((HERE / "personal/sentences.toml").read_text(encoding="utf-8"))
    values = told.pop("values")
    asked, whole = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    wrong = plain = 0
    for language, sentences in told.items():
        for kind in KINDS:
            for text, start, end in _filled(sentences[kind], values[kind], language):
                found = find_personal(text)
                asked[language, kind] += 1
                whole[language, kind] += not _left(text, start, end, found)
                wrong += sum(not (one.start < end and start < one.end) for one in found)
        plain += len(sentences["plain"])
        wrong += sum(len(find_personal(text)) for text in sentences["plain"])
    lines = [
        "## Personal data",
        "",
        f"Share masked whole, of {asked.total():,} places in sentences of six languages.",
        "",
    ]
    lines += [f"| kind | {' | '.join(told)} | all |", "|" + " --- |" * (len(told) + 2)]
    for kind in KINDS:
        cells = [f"{whole[one, kind]}/{asked[one, kind]}" for one in told]
        right, of = (sum(count[one, kind] for one in told) for count in (whole, asked))
        lines.append(f"| {kind} | {' | '.join(cells)} | {right / of:.3f} {wilson(right, of)} |")
    lines += [
        "",
        f"Masked beside such places and in {plain} sentences without any: {wrong}.",
        "",
        _marked("marked.txt"),
        "",
        _marked("marked_later.txt"),
        MENDED,
        "",
        _real(shared),
    ]
    return "\n".join([*lines, "", NOTE])


def wilson(right: int, of: int) -> str:
    """The 95 % interval of a share (Wilson 1927)."""
    share = right / of
    middle = (share + Z * Z / 2 / of) / (1 + Z * Z / of)
    wide = Z / (1 + Z * Z / of) * (share * (1 - share) / of + Z * Z / 4 / of / of) ** 0.5
    return f"[{max(middle - wide, 0):.3f}, {min(middle + wide, 1):.3f}]"


def _filled(sentences: Sequence[str], values: Any, language: str) -> Iterator[tuple[str, int, int]]:
    for sentence in sentences:
        for value in values[language] if isinstance(values, dict) else values:
            filling = value.split(" ", 1)[1] if "{last}" in sentence else value
            start = sentence.index("{")
            yield sentence.replace("{last}", "{}").replace("{}", filling), start, start + len(filling)


def _marked(name: str) -> str:
    lines = (HERE / "personal" / name).read_text(encoding="utf-8").splitlines()
    marked, right, found, missed = 0, 0, 0, []
    for line in lines:
        text, spans = _unmarked(line.replace("\\n", "\n"))
        said = find_personal(text)
        marked, found = marked + len(spans), found + len(said)
        right += sum(any(one.start < end and start < one.end for start, end in spans) for one in said)
        missed += [text[start:end] for start, end in spans if _left(text, start, end, said)]
    whole = marked - len(missed)
    return (
        f"{len(lines)} texts in seven languages: {whole} of {marked} marked places are masked whole, {whole / marked:.3f} "
        f"{wilson(whole, marked)}; {found - right} of {found} masked places are not personal. Left, whole or in part: "
        f"{', '.join(missed) or 'nothing'}."
    )


def _real(shared: Path) -> str:
    sets = [airline(shared), *(tweets(shared, one) for one in ("french", "italian", "spanish")), olist(shared)]
    cells = []
    for one in sets:
        kinds = Counter(found.kind for text in one.texts for found in find_personal(text))
        cells.append(f"{one.name} {', '.join(f'{kind} {kinds[kind]}' for kind in sorted(kinds)) or 'nothing'}")
    total = sum(len(one.texts) for one in sets)
    return f"Masked in {total:,} real texts, of which nobody marked what is personal: {'; '.join(cells)}."


def _left(text: str, start: int, end: int, said: Sequence[Personal]) -> bool:
    """Whether any letter or digit of a place stays to be read."""
    return any(text[at].isalnum() and not any(one.start <= at < one.end for one in said) for at in range(start, end))


def _unmarked(line: str) -> tuple[str, list[tuple[int, int]]]:
    text, spans, at = "", [], 0
    for found in re.finditer(r"<(\w+)>(.*?)</\1>", line):
        text += line[at : found.start()]
        spans.append((len(text), len(text) + len(found[2])))
        text, at = text + found[2], found.end()
    return text + line[at:], spans


MENDED = """\
The second of these were written after the patterns, which at first met 30 of their 54 places (four of the others were marked wrongly):
expect that of strangers' texts rather than what they reach since they were mended."""
NOTE = """\
All were made by those who made the patterns; the filled sentences met 737 of 875 at first. A bare name without any word that leads to it is
found only where it begins with one of 600 first names."""
