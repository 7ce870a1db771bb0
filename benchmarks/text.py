"""How well Regard reads texts, beside VADER, TextBlob and weighed words; always learnt from one source and tested on another.

    python -m benchmarks.text --shared ../shared/data

Writes benchmarks/text.md. `--model NAME` compares a model at the endpoint REGARD_READER_URL with Regard's own and prints it; `--only
sentiment speed` measures parts and prints them. What was measured with the same models is taken from the cache: delete its folder
`parts` to measure anew. Needs the extra `bench`.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.machine import described
from benchmarks.text_model import TEXTS, beside
from benchmarks.text_parts import aspects, emotions, intents, languages, scope, speed
from benchmarks.text_personal import personal
from benchmarks.text_sentiment import daring, own_sentences, reach, sentiment, two_classes
from regard.analytics.text import load_reader

PARTS: dict[str, Callable[[Path, Path], str]] = {
    "sentiment": sentiment,
    "two_classes": two_classes,
    "reach": reach,
    "own_sentences": own_sentences,
    "daring": daring,
    "emotions": emotions,
    "intents": intents,
    "aspects": aspects,
    "scope": scope,
    "languages": languages,
    "personal": personal,
    "speed": speed,
}


def main() -> None:
    """Measure, print, and write where everything was measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, required=True, help="the folder with the sets")
    parser.add_argument(
        "--cache", type=Path, default=Path(tempfile.gettempdir()) / "regard-text", help="where vectors are kept"
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, help="measure these parts alone, and write nothing")
    parser.add_argument(
        "--model", help="compare this model at REGARD_READER_URL with Regard's own, print it, and write nothing"
    )
    parser.add_argument("--texts", type=int, default=TEXTS, help="of each set, for --model")
    asked = parser.parse_args()
    if asked.model:
        print(beside(asked.shared, asked.cache, model=asked.model, texts=asked.texts))
        return
    found = [_measured(name, asked.shared, asked.cache) for name in asked.only or PARTS]
    if not asked.only:
        head = f"# Reading texts\n\n`python -m benchmarks.text --shared ../shared/data`\n\n{described()}\nModel: `{load_reader().model}`."
        page = "\n\n".join([head, HOW, *found, NOTES]) + "\n"
        (Path(__file__).parent / "text.md").write_text(page, encoding="utf-8")


def _measured(name: str, shared: Path, cache: Path) -> str:
    """One part, out of the cache where this model was measured already."""
    model = "".join(sign if sign.isalnum() else "-" for sign in load_reader().model)
    file = cache / "parts" / f"{model}.{name}.md"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PARTS[name](shared, cache), encoding="utf-8")
    told = file.read_text(encoding="utf-8")
    print(told, flush=True)
    return told


HOW = """\
Macro F1 unless something else is said; in brackets the interval in which 95 of 100 resampled sets lie. Nothing measured here was learnt
from the set it is measured on: the heads of sentiment learnt from sentences rated for VADER and from UCI's, and nothing from tweets to
airlines, from the tweets in four languages, from Olist or from SemEval; no set in another language than English taught them anything.
*Weighed words* are TF-IDF of words and characters with logistic regression, taught by the same sentences as Regard's heads."""

NOTES = """\
## Notes

- Speeds are per second of one core's time, not of the clock: other work on the machine costs up to a third of them.
- Two classes, emotion, bugs and what does not belong rest on vectors of single sentences and on heads that did not change: they are of an
  earlier run of the day, out of the cache.
- SemEval's restaurants and laptops: every place spoken about, judged by the clause it stands in.
- Not here: topics and BERTopic (`benchmarks/topics.md`), requests outside of a domain that people really made (the public set for them
  is not at hand), real texts in German and Dutch (no labelled set is).
- A model elsewhere can be compared on the same texts by `--model`; none was at hand."""


if __name__ == "__main__":
    main()
