"""Train the heads that Regard reads texts with, from labelled texts that lie outside this repository.

    python -m benchmarks.heads --shared ../shared/data --cache /tmp/text

Writes regard/analytics/text/trained/*.npz: numbers only. What each was trained on, and under which licence, stands in
regard/analytics/text/trained/SOURCES.md. Vectors are kept in the cache, so that no text is encoded twice.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from benchmarks.encoding import ENCODERS, encoded, words_alone
from benchmarks.fitting import Floats, centred, chances_head, scaled, softmax_head, unscaled
from benchmarks.intent_examples import examples
from benchmarks.text_sources import EKMAN, POLARITIES, Texts, emotions, rated, uci
from regard.analytics.text.contracts import EMOTIONS, INTENTS, Vector
from regard.analytics.text.glance import terms_of, words_of
from regard.analytics.text.heads import head

TRAINED = Path(__file__).parents[1] / "regard/analytics/text/trained"
FEWEST_TEXTS = 3
SURE_ALONE = 0.3


def sentiment_sources(shared: Path, encoder: str = "english") -> list[Texts]:
    """What the heads of sentiment learn from. Sentences of newspapers help in English alone."""
    judged = ["amazonReviewSnippets", "tweets", *(["nytEditorialSnippets"] if encoder == "english" else [])]
    return [
        *(rated(shared, name) for name in judged),
        *(uci(shared, name) for name in ("amazon_cells", "yelp", "imdb")),
    ]


def learn_sentiment(sources: Sequence[Texts], *, cache: Path, encoder: str) -> tuple[Floats, Floats]:
    """Weights, and what is added."""
    vectors = np.concatenate([encoded(one.texts, cache=cache, encoder=encoder) for one in sources])
    features, *scale = scaled(vectors)
    return unscaled(*softmax_head(features, np.concatenate([one.shares for one in sources]), penalty=500), *scale)


def learn_emotions(source: Texts, *, cache: Path, encoder: str) -> tuple[Floats, Floats]:
    """One yes or no per emotion, shifted so that 0 is where F1 was best on a part kept aside."""
    features, *scale = scaled(encoded(source.texts, cache=cache, encoder=encoder))
    marks = source.shares[:, [EKMAN.index(one) for one in EMOTIONS]]
    aside = np.random.default_rng(2).random(len(marks)) < 0.2
    weights, bias = chances_head(features[~aside], marks[~aside], penalty=100)
    values = features[aside] @ weights.T + bias
    shifts = np.array([_best_cut(values[:, at], marks[aside, at]) for at in range(len(EMOTIONS))])
    return unscaled(weights, bias - shifts, *scale)


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
    weights, bias = learn_sentiment(sources, cache=cache, encoder="english")
    values = [one.shares[:, 2] + one.shares[:, 1] / 2 for one in sources]
    for one in more:
        logits = encoded(one.texts, cache=cache, encoder="english") @ weights.T + bias
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        values.append((odds[:, 2] + odds[:, 1] / 2) / odds.sum(axis=1))
    words = [words_of(text) for one in (*sources, *more) for text in one.texts]
    terms, counts = _counted(words)
    learnt, added = chances_head(counts, np.concatenate(values)[:, None], penalty=0.3)
    kept = np.abs(learnt[0]) > 0.02
    return [term for term, keep in zip(terms, kept, strict=True) if keep], learnt[0][kept], float(added[0])


def add_words(terms: list[str], learnt: Floats, *, cache: Path) -> tuple[list[str], Floats]:
    """Words of other languages, weighed by what the multilingual head says of each alone, on the scale of those that were learnt."""
    found = [word for word in words_alone() if _is_word(word)]
    chances = head("multilingual.sentiment").shares(encoded(found, cache=cache, encoder="multilingual"))
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
    np.savez_compressed(TRAINED / f"{name}.npz", **small)  # type: ignore[arg-type]


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, required=True, help="the folder with the sets")
    parser.add_argument("--cache", type=Path, default=Path("/tmp/text"), help="where vectors are kept")
    asked = parser.parse_args()
    felt, centres = emotions(asked.shared), {}
    for encoder in ENCODERS:
        sources = sentiment_sources(asked.shared, encoder)
        weights, bias = learn_sentiment(sources, cache=asked.cache, encoder=encoder)
        keep(f"{encoder}.sentiment", classes=np.array(POLARITIES), weights=weights, bias=bias)
        weights, bias = learn_emotions(felt, cache=asked.cache, encoder=encoder)
        keep(f"{encoder}.emotions", classes=np.array(EMOTIONS), weights=weights, bias=bias)
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
    letters = np.frombuffer("\n".join(terms).encode("utf-8"), dtype=np.uint8)
    keep("first_look", terms=letters, weights=weights, bias=np.array([added]))


if __name__ == "__main__":
    main()
