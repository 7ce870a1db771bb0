"""Texts whose topics people labelled, read from a folder outside this repository, and their vectors, kept once made.

English sentences of as many word pieces are run together, so that a hundred thousand take minutes; what Regard reads is run
one by one, which changes a vector in its third decimal. None of these texts is copied here. Settings were chosen on
banking77 and on hwu64; all others come as they come.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from regard.analytics.text.encoders.english import LONGEST, WIDTH, english
from regard.analytics.text.encoders.space import encode
from regard.analytics.text.encoders.wording import in_words
from regard.analytics.text.heads import arrays
from regard.analytics.topics.neighbours import unit
from regard.simulator.words import LANGUAGES, phrases

MATTERS = ("delivery", "payment", "phone", "ticket", "product", "store", "app", "voucher", "account", "website", "ad")
AT_ONCE, BATCH = 2_000, 64


@dataclass(frozen=True)
class Said:
    """Texts with the topic people put each in, and their languages."""

    name: str
    texts: list[str]
    topics: NDArray[np.int64]
    languages: list[str]

    @property
    def count(self) -> int:
        """How many topics people told apart."""
        return len(set(self.topics.tolist()))


def sets(shared: Path) -> list[Said]:
    """The labelled sets, the two that settings were chosen on first."""
    return [
        _english("banking77", _banking(shared)),
        _english("hwu64", _hwu(shared)),
        _english("stackoverflow20", _stackoverflow(shared)),
        _english("nlupp banking, sets of intents", _nlupp(shared, "banking")),
        _english("nlupp hotels, sets of intents", _nlupp(shared, "hotels")),
        _english("airline complaints, 9 reasons", _airline(shared)),
    ]


def simulated() -> Said:
    """The sentences of the simulator in five languages, by what they are about."""
    pairs, languages = [], []
    for language in LANGUAGES:
        words = phrases(language)
        for matter in MATTERS:
            for tone, sentences in words[matter].items():
                for sentence in sentences:
                    pairs.append((sentence.replace("{product}", words["products"][0]).replace("{n}", "4"), matter))
                    languages.append(language)
                assert tone in ("bad", "neutral", "good", "question")
    said = _english("simulator, five languages", pairs)
    return Said(said.name, said.texts, said.topics, languages)


def comments(shared: Path) -> list[str]:
    """A hundred thousand comments of five sources, for speed."""
    told = [text for one in sets(shared) for text in one.texts]
    for part in ("train", "dev"):
        rows = (shared / "goemotions" / "original" / f"{part}.tsv").read_text(encoding="utf-8").splitlines()
        told += [row.split("\t")[0] for row in rows if row.strip()]
    return list(dict.fromkeys(told))


def vectors(texts: Sequence[str], languages: Sequence[str], kept: Path) -> NDArray[np.float32]:
    """Sentence vectors as Regard makes them, read from `kept` where they were made before."""
    kept.mkdir(parents=True, exist_ok=True)
    found = []
    for start in range(0, len(texts), AT_ONCE):
        some, spoken = texts[start : start + AT_ONCE], languages[start : start + AT_ONCE]
        digest = blake2b("\n".join([*some, *spoken]).encode(), digest_size=12).hexdigest()
        path = kept / f"{digest}.npy"
        if not path.exists():
            made = np.zeros((len(some), WIDTH), dtype=np.float32)
            for language in sorted(set(spoken)):
                rows = [row for row, one in enumerate(spoken) if one == language]
                told = [some[row] for row in rows]
                made[rows] = _together(told) if language == "en" else encode(told, language=language).shared
            np.save(path, made)
        found.append(np.load(path))
    return np.vstack(found)


def _together(texts: Sequence[str]) -> NDArray[np.float32]:
    encoder = english()
    pieces = [encoder._pieces.ids_of(in_words(text), longest=LONGEST) for text in texts]
    found = np.zeros((len(texts), WIDTH), dtype=np.float32)
    for length in sorted({len(one) for one in pieces}):
        rows = [row for row, one in enumerate(pieces) if len(one) == length]
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH]
            tokens = np.array([pieces[row] for row in some], dtype=np.int64)
            given = {
                "input_ids": tokens,
                "attention_mask": np.ones_like(tokens),
                "token_type_ids": np.zeros_like(tokens),
            }
            found[some] = encoder._session.run(None, given)[0][:, 0]
    return unit(unit(found) - arrays("space")["english"].astype(np.float32))


def _english(name: str, pairs: Sequence[tuple[str, str]]) -> Said:
    _, codes = np.unique([label for _, label in pairs], return_inverse=True)
    return Said(name, [text for text, _ in pairs], codes.astype(np.int64), ["en"] * len(pairs))


def _rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def _banking(shared: Path) -> list[tuple[str, str]]:
    parts = [_rows(shared / "banking77" / f"{part}.csv") for part in ("train", "test")]
    return [(row["text"], row["category"]) for rows in parts for row in rows]


def _hwu(shared: Path) -> list[tuple[str, str]]:
    folder = shared / "hwu64" / "KFold_1"
    files = [path for part in ("trainset", "testset/csv") for path in sorted((folder / part).glob("*.csv"))]
    rows = [row for path in files for row in _rows(path, ";")]
    return [(row["answer_from_anno"], f"{row['scenario']}_{row['intent']}") for row in rows]


def _stackoverflow(shared: Path) -> list[tuple[str, str]]:
    folder = shared / "stackoverflow20"
    titles = (folder / "title_StackOverflow.txt").read_text(encoding="utf-8", errors="replace").split("\n")
    labels = (folder / "label_StackOverflow.txt").read_text().split("\n")
    return [(title, label) for title, label in zip(titles, labels, strict=False) if title.strip() and label.strip()]


def _nlupp(shared: Path, domain: str) -> list[tuple[str, str]]:
    files = sorted((shared / "nlupp" / "data" / domain).glob("fold*.json"))
    rows = [row for path in files for row in json.loads(path.read_text(encoding="utf-8"))]
    return [(row["text"], "+".join(sorted(row.get("intents", [])))) for row in rows]


def _airline(shared: Path) -> list[tuple[str, str]]:
    rows = _rows(shared / "airline_tweets" / "Tweets.csv")
    told = [(row["text"], row["negativereason"]) for row in rows]
    return [(text, reason) for text, reason in told if reason and reason != "Can't Tell"]
