"""The sets of texts that people labelled, read from a folder outside this repository; none of their texts is copied here.

Heads are trained on those in `TRAINING`, whose licences allow it: the sentences rated for VADER (MIT), the sentences of UCI (CC BY 4.0),
GoEmotions (CC BY 4.0), banking77, hwu64 and nlupp (CC BY 4.0). All others only test.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

csv.field_size_limit(2**24)
POLARITIES = ("negative", "neutral", "positive")


@dataclass(frozen=True)
class Texts:
    """Texts with what people said of each: a share per class, one where they agreed or were one."""

    name: str
    texts: list[str]
    shares: NDArray[np.float64]
    classes: tuple[str, ...]

    @property
    def labels(self) -> NDArray[np.int64]:
        """The commonest class of each text."""
        return np.asarray(self.shares.argmax(axis=1), dtype=np.int64)


def labelled(name: str, pairs: list[tuple[str, int]], classes: tuple[str, ...]) -> Texts:
    """Texts with one label each."""
    return Texts(name, [text for text, _ in pairs], np.eye(len(classes))[[label for _, label in pairs]], classes)


def rated(shared: Path, name: str) -> Texts:
    """Sentences that twenty people each rated from -4 to 4: the shares that found them negative, neutral, positive."""
    folder = shared / "vader_groundtruth"
    marks = {row[0]: ast.literal_eval(row[-1]) for row in _tabbed(folder / f"{name}_anonDataRatings.txt")}
    rows = [(row[-1], marks[row[0]]) for row in _tabbed(folder / f"{name}_GroundTruth.txt") if row[0] in marks]
    shares = np.array([np.bincount(np.sign(found) + 1, minlength=3) for _, found in rows], dtype=float)
    return Texts(f"rated {name}", [text for text, _ in rows], shares / shares.sum(axis=1, keepdims=True), POLARITIES)


def uci(shared: Path, name: str) -> Texts:
    """Sentences of reviews, negative or positive."""
    lines = (
        (shared / "uci_sentiment_sentences" / f"{name}_labelled.txt")
        .read_text(encoding="utf-8", errors="replace")
        .splitlines()
    )
    pairs = [
        (text.strip(), 2 * int(mark))
        for text, _, mark in (line.rpartition("\t") for line in lines)
        if mark in {"0", "1"}
    ]
    return labelled(f"UCI {name}", pairs, POLARITIES)


def _tabbed(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8-sig", errors="replace").splitlines():
        yield line.split("\t")


def _columns(path: Path, *, delimiter: str = ",") -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def airline(shared: Path) -> Texts:
    """Tweets to American airlines. Test only."""
    rows = _columns(shared / "airline_tweets/Tweets_with_exact_ids.csv")
    return labelled(
        "airline tweets", [(row["text"], POLARITIES.index(row["airline_sentiment"])) for row in rows], POLARITIES
    )


EKMAN = ("anger", "disgust", "fear", "joy", "neutral", "sadness", "surprise")


def goemotions(shared: Path, part: str) -> Texts:
    """Comments on Reddit with any number of Ekman's emotions, or none: one column each, not shares."""
    rows = [row for row in _tabbed(shared / "goemotions/ekman" / f"{part}.tsv") if len(row) == 3]
    marks = np.zeros((len(rows), len(EKMAN)))
    for at, row in enumerate(rows):
        marks[at, [int(one) for one in row[1].split(",")]] = 1
    return Texts(f"GoEmotions {part}", [row[0] for row in rows], marks, EKMAN)


def tweets(shared: Path, language: str, part: str = "test") -> Texts:
    """Tweets of one language. Test only."""
    folder = shared / "umsab_en_fr_it_es" / language
    texts = (folder / f"{part}_text.txt").read_text(encoding="utf-8").splitlines()
    labels = (folder / f"{part}_labels.txt").read_text(encoding="utf-8").split()
    return labelled(f"tweets {language}", list(zip(texts, map(int, labels), strict=True)), POLARITIES)


def olist(shared: Path) -> Texts:
    """Reviews of a Brazilian shop; one and two stars are negative, three neutral, four and five positive. Test only."""
    rows = _columns(shared / "olist_subset/olist_order_reviews_dataset.csv")
    pairs = [(row["review_comment_message"].strip(), (0, 0, 1, 2, 2)[int(row["review_score"]) - 1]) for row in rows]
    return labelled("Olist reviews", [(text, label) for text, label in pairs if len(text) > 3], POLARITIES)


def issues(shared: Path, part: str) -> Texts:
    """Titles of issues of five programs: bug, feature or question. Test only."""
    classes = ("bug", "feature", "question")
    rows = _columns(shared / "nlbse24_issues" / f"issues_{part}.csv")
    return labelled(f"issues {part}", [(row["title"], classes.index(row["label"])) for row in rows], classes)


def banking(shared: Path, part: str) -> Texts:
    """Questions to a bank, of 77 kinds."""
    rows = _columns(shared / "banking77" / f"{part}.csv")
    classes = tuple(sorted({row["category"] for row in rows}))
    return labelled(f"banking77 {part}", [(row["text"], classes.index(row["category"])) for row in rows], classes)


def emotions(shared: Path) -> Texts:
    """What the head of emotions learns from: all of GoEmotions' rare ones, and some of those that abound."""
    every = goemotions(shared, "train")
    most = {"joy": 3500, "neutral": 3500, "surprise": 2500, "anger": 3000}
    order = np.random.default_rng(1).permutation(len(every.texts))
    kept: list[int] = []
    for at, name in enumerate(EKMAN):
        kept += [row for row in order if every.shares[row, at]][: most.get(name, len(order))]
    rows = sorted(set(kept))
    return Texts("GoEmotions train", [every.texts[row] for row in rows], every.shares[rows], EKMAN)


def opinions(shared: Path, name: str, *, most: int = 1500) -> Texts:
    """Sentences of product reviews whose features all were liked, or all disliked. Test only."""
    pairs = []
    for file in sorted((shared / "huliu_customer_reviews").glob(f"{name}*.txt")):
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            features, mark, text = line.partition("##")
            signs = set(re.findall(r"\[([+-])\d?\]", features)) if mark else set()
            if len(signs) == 1:
                pairs.append((text.strip(), 2 if signs == {"+"} else 0))
    return labelled("product reviews (Hu & Liu)", pairs[:most], POLARITIES)


@dataclass(frozen=True)
class Aspects:
    """A sentence, the places of what it speaks about with how each is judged, and the categories it touches."""

    text: str
    terms: tuple[tuple[int, int, int], ...]
    categories: frozenset[str]


def aspects(shared: Path, name: str, *, most: int = 1500) -> list[Aspects]:
    """Sentences of SemEval 2014, task 4. Test only; what is judged both ways is left out."""
    root = ElementTree.parse(shared / "semeval_absa/ABSA-SemEval2014" / f"{name}_Train_v2.xml").getroot()
    found = []
    for sentence in list(root)[:most]:
        terms = tuple(
            (int(one.attrib["from"]), int(one.attrib["to"]), POLARITIES.index(one.attrib["polarity"]))
            for one in sentence.iter("aspectTerm")
            if one.attrib["polarity"] in POLARITIES
        )
        categories = frozenset(one.attrib["category"] for one in sentence.iter("aspectCategory"))
        found.append(Aspects(sentence.findtext("text") or "", terms, categories))
    return found
