"""Train the heads that Regard reads texts with, from labelled texts that lie outside this repository.

    python -m benchmarks.heads --shared ../shared/data

Writes regard/analytics/text/trained/*.npz: numbers only. What each was trained on, and under which licence, stands in
regard/analytics/text/trained/SOURCES.md. Vectors are kept in the cache, so that no text is encoded twice.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from benchmarks.encoding import ENCODERS, encoded, words_alone
from benchmarks.fitting import Floats, centred, chances_head, scaled, softmax_head, unscaled
from benchmarks.intent_examples import examples
from benchmarks.text_sources import EKMAN, POLARITIES, Texts, emotions, rated, uci
from regard.analytics.text.contracts import EMOTIONS, INTENTS, Vector
from regard.analytics.text.heads import Head, head
from regard.analytics.text.terms import terms_of, words_of

TRAINED = Path(__file__).parents[1] / "regard/analytics/text/trained"
FEWEST_TEXTS = 3
SURE_ALONE = 0.3
LEAST_WEIGHT = 0.1


def sentiment_sources(shared: Path, encoder: str = "english") -> list[Texts]:
    """What the heads of sentiment learn from. Sentences of newspapers help in English alone."""
    judged = ["amazonReviewSnippets", "tweets", *(["nytEditorialSnippets"] if encoder == "english" else [])]
    return [
        *(rated(shared, name) for name in judged),
        *(uci(shared, name) for name in ("amazon_cells", "yelp", "imdb")),
    ]


@dataclass(frozen=True)
class Learnt:
    """A head as it was learnt: weights of vectors, what is added, terms and their weights."""

    weights: Floats
    bias: Floats
    terms: list[str]
    words: Floats

    def head(self, classes: Sequence[str]) -> Head:
        """The head itself, for who measures it."""
        known = {term: row for row, term in enumerate(self.terms)}
        weights, bias, words = (one.astype(np.float32) for one in (self.weights, self.bias, self.words))
        return Head(tuple(classes), weights, bias, words if self.terms else None, known)


def learn_sentiment(sources: Sequence[Texts], *, cache: Path, encoder: str) -> Learnt:
    """How sentences are meant, by their vectors and in English by their words as well."""
    texts = [text for one in sources for text in one.texts]
    vectors = np.concatenate([encoded(one.texts, cache=cache, encoder=encoder) for one in sources])
    features, scale, terms = _side_by_side(vectors, texts, encoder=encoder, words_count=25)
    weights, bias = softmax_head(features, np.concatenate([one.shares for one in sources]), penalty=500)
    return _apart(weights, bias, scale, terms, words_count=25)


def learn_emotions(source: Texts, *, cache: Path, encoder: str) -> Learnt:
    """One yes or no per emotion, shifted so that 0 is where F1 was best on a part kept aside."""
    vectors = encoded(source.texts, cache=cache, encoder=encoder)
    features, scale, terms = _side_by_side(vectors, source.texts, encoder=encoder, words_count=16)
    marks = source.shares[:, [EKMAN.index(one) for one in EMOTIONS]]
    aside = np.random.default_rng(2).random(len(marks)) < 0.2
    weights, bias = chances_head(features[~aside], marks[~aside], penalty=100)
    values = features[aside] @ weights.T + bias
    shifts = np.array([_best_cut(values[:, at], marks[aside, at]) for at in range(len(EMOTIONS))])
    return _apart(weights, bias - shifts, scale, terms, words_count=16)


def _side_by_side(
    vectors: Vector, texts: Sequence[str], *, encoder: str, words_count: float
) -> tuple[Any, Any, list[str]]:
    """Scaled vectors and, in English, counted words; the second as heavy beside the first as is asked."""
    plain, *scale = scaled(vectors)
    if encoder != "english":
        return plain, scale, []
    terms, counts = _counted([words_of(text) for text in texts])
    return sp.hstack([sp.csr_matrix(plain), counts * words_count]).tocsr(), scale, terms


def _apart(weights: Floats, bias: Floats, scale: Any, terms: list[str], *, words_count: float) -> Learnt:
    """Weights on plain vectors and on plain counts; terms that weigh next to nothing are dropped."""
    width = len(scale[0])
    words = weights[:, width:].T * words_count
    kept = np.abs(words).max(axis=1, initial=0) > LEAST_WEIGHT
    vectors, added = unscaled(weights[:, :width], bias, *scale)
    return Learnt(vectors, added, [term for term, keep in zip(terms, kept, strict=True) if keep], words[kept])


def _best_cut(values: Floats, marks: Floats) -> float:
    order = np.argsort(-values)
    right = np.cumsum(marks[order])
    f1 = 2 * right / (np.arange(1, len(values) + 1) + marks.sum())
    return float(values[order[int(f1.argmax())]])


def learn_intents(shared: Path, *, cache: Path, encoder: str) -> tuple[Floats, Floats, tuple[str, ...]]:
    """Regard's own examples, in English alone or in all languages, and sentences of which the sentiment is sure."""
    classes = (*INTENTS, "none")
    own = examples(("en",)) if encoder == "english" else examples()
    vectors = [encoded([text for text, _ in own], cache=cache, encoder=encoder)]
    labels, weights = [classes.index(intent) for _, intent in own], [1.0] * len(own)
    for one in sentiment_sources(shared, encoder):
        told = one.shares.max(axis=1) > 0.8
        vectors.append(encoded(one.texts, cache=cache, encoder=encoder)[told])
        labels += [
            (classes.index("complaint"), classes.index("none"), classes.index("praise"))[label]
            for label in one.labels[told]
        ]
        weights += [20 / told.sum()] * int(told.sum())
    features, *scale = scaled(np.concatenate(vectors))
    found, bias = softmax_head(features, np.eye(len(classes))[labels], weights=np.array(weights), penalty=20)
    return *unscaled(found, bias, *scale), classes


def learn_first_look(
    sources: Sequence[Texts], more: Sequence[Texts], *, cache: Path
) -> tuple[list[str], Floats, float]:
    """Weights of words and pairs of words from what people said, and from what the English head says of further texts."""
    teacher = learn_sentiment(sources, cache=cache, encoder="english").head(POLARITIES)
    values = [one.shares[:, 2] + one.shares[:, 1] / 2 for one in sources]
    for one in more:
        shares = teacher.shares(encoded(one.texts, cache=cache, encoder="english"), one.texts)
        values.append((shares[:, 2] + shares[:, 1] / 2).astype(float))
    words = [words_of(text) for one in (*sources, *more) for text in one.texts]
    terms, counts = _counted(words)
    learnt, added = chances_head(counts, np.concatenate(values)[:, None], penalty=0.3)
    kept = np.abs(learnt[0]) > 0.02
    return [term for term, keep in zip(terms, kept, strict=True) if keep], learnt[0][kept], float(added[0])


def add_words(terms: list[str], learnt: Floats, *, cache: Path) -> tuple[list[str], Floats]:
    """Words of other languages, weighed by what the multilingual head says of each alone, on the scale of those that were learnt."""
    found = [word for word in words_alone() if _is_word(word)]
    chances = head("multilingual.sentiment").shares(encoded(found, cache=cache, encoder="multilingual"), found)
    said = dict(zip(found, (chances[:, 2] - chances[:, 0]).astype(float).tolist(), strict=True))
    both = [(said[term], weight) for term, weight in zip(terms, learnt, strict=True) if term in said]
    alone, weighed = np.array(both).T
    slope = float(alone @ weighed / (alone @ alone))
    known = set(terms)
    more = {word: slope * value for word, value in said.items() if word not in known and abs(value) > SURE_ALONE}
    return [*terms, *more], np.concatenate([learnt, list(more.values())])


def _is_word(word: str) -> bool:
    return words_of(word) == [word]


def _counted(texts: Sequence[list[str]]) -> tuple[list[str], sp.csr_matrix]:
    seen: dict[str, int] = {}
    for words in texts:
        for term in set(terms_of(words)):
            seen[term] = seen.get(term, 0) + 1
    terms = sorted(term for term, times in seen.items() if times >= FEWEST_TEXTS)
    place = {term: at for at, term in enumerate(terms)}
    rows, columns, values = [], [], []
    for row, words in enumerate(texts):
        known = [place[term] for term in terms_of(words) if term in place]
        rows += [row] * len(known)
        columns += known
        values += [max(len(words), 1) ** -0.5] * len(known)
    return terms, sp.csr_matrix((values, (rows, columns)), shape=(len(texts), len(terms)))


def learn_bridge(sources: Sequence[Texts], *, cache: Path, centres: dict[str, Vector]) -> Floats:
    """The map that takes vectors of the multilingual encoder to where the English one puts the same sentence."""
    both = [
        np.concatenate([centred(encoded(one.texts, cache=cache, encoder=name), centres[name]) for one in sources])
        for name in ENCODERS
    ]
    theirs, ours = both[1], both[0]
    return np.asarray(np.linalg.solve(theirs.T @ theirs + 1.0 * np.eye(theirs.shape[1]), theirs.T @ ours))


def keep(name: str, **arrays: NDArray[np.generic]) -> None:
    """Write arrays, real numbers in half precision."""
    small = {key: one.astype(np.float16) if one.dtype.kind == "f" else one for key, one in arrays.items()}
    np.savez_compressed(TRAINED / f"{name}.npz", **small)


def keep_head(name: str, classes: Sequence[str], one: Learnt) -> None:
    """Write a head."""
    keep(
        name, classes=np.array(classes), weights=one.weights, bias=one.bias, terms=_letters(one.terms), words=one.words
    )


def _letters(terms: list[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(terms).encode("utf-8"), dtype=np.uint8)


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, required=True, help="the folder with the sets")
    parser.add_argument(
        "--cache", type=Path, default=Path(tempfile.gettempdir()) / "regard-text", help="where vectors are kept"
    )
    asked = parser.parse_args()
    felt, centres = emotions(asked.shared), {}
    for encoder in ENCODERS:
        sources = sentiment_sources(asked.shared, encoder)
        keep_head(f"{encoder}.sentiment", POLARITIES, learn_sentiment(sources, cache=asked.cache, encoder=encoder))
        keep_head(f"{encoder}.emotions", EMOTIONS, learn_emotions(felt, cache=asked.cache, encoder=encoder))
        weights, bias, classes = learn_intents(asked.shared, cache=asked.cache, encoder=encoder)
        keep(f"{encoder}.intents", classes=np.array(classes), weights=weights, bias=bias)
        centres[encoder] = np.concatenate(
            [encoded(one.texts, cache=asked.cache, encoder=encoder) for one in sources]
        ).mean(axis=0)
    sources = sentiment_sources(asked.shared)
    bridge = learn_bridge([*sources, felt], cache=asked.cache, centres=centres)
    keep("space", english=centres["english"], multilingual=centres["multilingual"], bridge=bridge)
    more = [rated(asked.shared, "movieReviewSnippets"), felt]
    terms, weights, added = learn_first_look(sources, more, cache=asked.cache)
    terms, weights = add_words(terms, weights, cache=asked.cache)
    keep("first_look", terms=_letters(terms), weights=weights, bias=np.array([added]))


if __name__ == "__main__":
    main()
