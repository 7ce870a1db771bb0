"""What Regard's reading of texts is measured against: VADER, TextBlob, and words counted and weighed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.int64]


def vader(texts: Sequence[str], *, classes: int = 3) -> Labels:
    """VADER's compound value, cut at ±0.05 as its authors say; for two classes at 0."""
    analyser = _vader()
    return cut(np.array([analyser.polarity_scores(text)["compound"] for text in texts]), 0.05, classes)


def textblob(texts: Sequence[str], *, classes: int = 3) -> Labels:
    """TextBlob's polarity, cut in the same way."""
    from textblob import TextBlob

    return cut(np.array([TextBlob(text).sentiment.polarity for text in texts]), 0.05, classes)


def cut(values: NDArray[np.float64], edge: float, classes: int) -> Labels:
    """Values as negative, neutral, positive; or as negative and positive alone."""
    if classes == 2:
        return np.where(values > 0, 2, 0).astype(np.int64)
    return np.where(values < -edge, 0, np.where(values > edge, 2, 1)).astype(np.int64)


def weighed_words(texts: Sequence[str], labels: Sequence[int]) -> Callable[[Sequence[str]], Any]:
    """TF-IDF of words and pairs of words and of two to five characters, and logistic regression: the decision values of new texts."""
    from sklearn.linear_model import LogisticRegression

    union = _union()
    model = LogisticRegression(C=10, max_iter=300, tol=1e-4)
    model.fit(union.fit_transform(texts), labels)
    return lambda new: np.asarray(model.predict_proba(union.transform(new)))


def weighed_words_marks(texts: Sequence[str], marks: NDArray[np.float64]) -> Callable[[Sequence[str]], Any]:
    """The same, one yes or no per column, cut where F1 is best on a fifth kept aside."""
    from sklearn.linear_model import LogisticRegression

    union = _union()
    counted = union.fit_transform(texts)
    aside = np.random.default_rng(2).random(len(texts)) < 0.2
    models, cuts = [], []
    for column in marks.T:
        model = LogisticRegression(C=10, max_iter=300, tol=1e-4, class_weight="balanced").fit(
            counted[~aside], column[~aside]
        )
        chances = model.predict_proba(counted[aside])[:, 1]
        order = np.argsort(-chances)
        right = np.cumsum(column[aside][order])
        best = int((2 * right / (np.arange(1, len(order) + 1) + column[aside].sum())).argmax())
        models.append(model)
        cuts.append(chances[order[best]])
    return lambda new: np.column_stack(
        [one.predict_proba(union.transform(new))[:, 1] >= at for one, at in zip(models, cuts, strict=True)]
    )


def _union() -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_union

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    return make_union(words, TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2))


@lru_cache(maxsize=1)
def _vader() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()
