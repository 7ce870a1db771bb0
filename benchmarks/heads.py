"""Train the heads that Regard reads texts with, from labelled texts that lie outside this repository.

    python -m benchmarks.heads --shared ../shared/data --cache /tmp/text

Writes regard/analytics/text/trained/*.npz: numbers only. What each was trained on, and under which licence, stands in
regard/analytics/text/trained/SOURCES.md. Vectors are kept in the cache, so that no text is encoded twice.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.text_sources import POLARITIES, Texts, rated, uci
from regard.analytics.text.contracts import Vector
from regard.analytics.text.encoders.english import NAME, english

TRAINED = Path(__file__).parents[1] / "regard/analytics/text/trained"
Floats = NDArray[np.float64]


def encoded(
    texts: Sequence[str], *, cache: Path, name: str = NAME, encode: Callable[[Sequence[str]], Vector] | None = None
) -> Vector:
    """Vectors of texts, out of the cache where they are there."""
    digest = hashlib.sha256("\0".join([name, *texts]).encode("utf-8", "replace")).hexdigest()[:24]
    file = cache / "vectors" / f"{digest}.npy"
    if file.exists():
        return np.asarray(np.load(file, allow_pickle=False), dtype=np.float32)
    file.parent.mkdir(parents=True, exist_ok=True)
    vectors = (encode or english().encode)(texts)
    np.save(file, vectors.astype(np.float16))
    return vectors.astype(np.float16).astype(np.float32)


def softmax_head(
    features: Floats, shares: Floats, *, weights: Floats | None = None, penalty: float = 1.0
) -> tuple[Floats, Floats]:
    """Multinomial logistic regression on shares of classes: weights and what is added."""
    n, d = features.shape
    k = shares.shape[1]
    weight = np.ones(n) if weights is None else weights

    def loss(theta: Floats) -> tuple[float, Floats]:
        w, b = theta[: k * d].reshape(k, d), theta[k * d :]
        logits = features @ w.T + b
        logits -= logits.max(axis=1, keepdims=True)
        log_sum = np.log(np.exp(logits).sum(axis=1, keepdims=True))
        log_p = logits - log_sum
        gap = (np.exp(log_p) - shares) * weight[:, None]
        value = -float((weight[:, None] * shares * log_p).sum()) + penalty / 2 * float((w * w).sum())
        return value, np.concatenate([(gap.T @ features + penalty * w).ravel(), gap.sum(axis=0)])

    found = minimize(loss, np.zeros(k * d + k), jac=True, method="L-BFGS-B", options={"maxiter": 500, "ftol": 1e-9})
    return found.x[: k * d].reshape(k, d), found.x[k * d :]


def centred(vectors: Vector, centre: Vector) -> Floats:
    """Vectors about their mean, of unit length again."""
    moved = vectors - centre
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), dtype=np.float64)


def keep(name: str, *, classes: Sequence[str], weights: Floats, bias: Floats, **more: NDArray[np.generic]) -> None:
    """Write a head."""
    TRAINED.mkdir(exist_ok=True)
    np.savez(
        TRAINED / f"{name}.npz",
        classes=np.array(classes),
        weights=weights.astype(np.float32),
        bias=bias.astype(np.float32),
        **more,
    )  # type: ignore[arg-type]


def sentiment_sources(shared: Path) -> list[Texts]:
    """What the head of sentiment learns from."""
    return [
        rated(shared, "amazonReviewSnippets"),
        rated(shared, "tweets"),
        *(uci(shared, name) for name in ("amazon_cells", "yelp", "imdb")),
    ]


def train_sentiment(sources: Sequence[Texts], vectors: Sequence[Vector], centre: Vector) -> tuple[Floats, Floats]:
    """A head on all sources, each of equal weight per text."""
    features = np.concatenate([centred(one, centre) for one in vectors])
    return softmax_head(features, np.concatenate([one.shares for one in sources]), penalty=1.0)


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, required=True, help="the folder with the sets")
    parser.add_argument("--cache", type=Path, default=Path("/tmp/text"), help="where vectors are kept")
    asked = parser.parse_args()
    sources = sentiment_sources(asked.shared)
    vectors = [encoded(one.texts, cache=asked.cache) for one in sources]
    centre = np.concatenate(vectors).mean(axis=0)
    weights, bias = train_sentiment(sources, vectors, centre)
    keep("sentiment", classes=POLARITIES, weights=weights, bias=bias, centre=centre)


if __name__ == "__main__":
    main()
