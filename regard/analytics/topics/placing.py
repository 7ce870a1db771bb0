"""Placing texts in topics that are known, and saying when one fits nowhere.

A topic is remembered by up to eight prototypes, since few topics are round. A text belongs to the topic of the nearest
prototype, unless it lies further from it than 99 of 100 of the topic's own texts.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from regard.analytics.topics.contracts import Memory, TopicsRefused
from regard.analytics.topics.neighbours import Floats, Ints, means_of, unit

PROTOTYPES, EACH_OF, TURNS = 8, 8, 6  # at most, of at least so many texts each
OUTSIDE = 0.01  # of a topic's own texts are left outside by its cut-off
POOLED = 50  # texts of everybody that steady the cut-off of a small topic
ENOUGH = 200  # texts of a language before it has a centre of its own


def centred(
    vectors: npt.NDArray[np.floating], centres: Mapping[str, Floats], *, languages: Sequence[str | None] | None = None
) -> Floats:
    """Vectors less the centre of their language, at unit length."""
    found = unit(vectors)
    if not centres:
        return found
    if languages is None or len(centres) == 1:
        return unit(found - centres[""])
    moved = found.copy()
    told = np.array([one if one in centres else "" for one in languages], dtype=object)
    for language, centre in centres.items():
        moved[told == language] -= centre
    return unit(moved)


def centres_of(vectors: Floats, languages: Sequence[str | None] | None) -> dict[str, Floats]:
    """The centre of all, and of each language that is spoken often."""
    if not len(vectors):
        return {}
    centres = {"": vectors.mean(axis=0, dtype=np.float64).astype(np.float32)}
    if languages is not None:
        told = np.array([one or "" for one in languages], dtype=object)
        for language in sorted(set(told.tolist()) - {""}):
            rows = told == language
            if rows.sum() >= ENOUGH:
                centres[language] = vectors[rows].mean(axis=0, dtype=np.float64).astype(np.float32)
    return centres


def prototypes(vectors: Floats, topic: Ints, *, count: int) -> tuple[Floats, Ints, Floats]:
    """Up to eight prototypes of each topic, whose each is, and each topic's cut-off."""
    found, of, near = [], [], np.ones(len(vectors), dtype=np.float32)
    for one in range(count):
        rows = np.flatnonzero(topic == one)
        if not len(rows):
            continue
        own = _spread_out(vectors[rows])
        near[rows] = (vectors[rows] @ own.T).max(axis=1)
        found.append(own)
        of.append(np.full(len(own), one))
    if not found:
        return np.zeros((0, vectors.shape[1]), np.float32), np.zeros(0, np.int64), np.zeros(count, np.float32)
    return np.vstack(found), np.concatenate(of), _cutoffs(near, topic, count)


def _spread_out(rows: Floats) -> Floats:
    """Farthest first from the middle, then k-means among them: the same for the same rows."""
    middle = unit(rows.mean(axis=0, keepdims=True))
    chosen = [int((rows @ middle[0]).argmax())]
    best = rows @ rows[chosen[0]]
    while len(chosen) < min(PROTOTYPES, len(rows) // EACH_OF):
        chosen.append(int(best.argmin()))
        best = np.maximum(best, rows @ rows[chosen[-1]])
    own = rows[chosen]
    for _ in range(TURNS):
        own = means_of(rows, (rows @ own.T).argmax(axis=1), count=len(own), otherwise=own)
    return own


def _cutoffs(near: Floats, topic: Ints, count: int) -> Floats:
    """A low quantile of each topic's own cosines, drawn towards everybody's where there are few."""
    everybody = float(np.quantile(near, OUTSIDE))
    cutoffs = np.full(count, everybody, dtype=np.float32)
    for one in range(count):
        rows = near[topic == one]
        if len(rows):
            own = float(np.quantile(rows, OUTSIDE))
            cutoffs[one] = (len(rows) * own + POOLED * everybody) / (len(rows) + POOLED)
    return cutoffs


def place(
    memory: Memory, vectors: npt.NDArray[np.floating], *, languages: Sequence[str | None] | None = None
) -> tuple[Ints, Floats]:
    """The place of each text's topic, -1 where it fits nowhere, and its cosine with the nearest prototype."""
    vectors = np.asarray(vectors, dtype=np.float32)
    if not len(memory.of) or not len(vectors):
        return np.full(len(vectors), -1, dtype=np.int64), np.zeros(len(vectors), dtype=np.float32)
    if vectors.ndim != 2 or vectors.shape[1] != memory.prototypes.shape[1]:
        raise TopicsRefused(
            f"The topics were found among vectors of {memory.prototypes.shape[1]} numbers, these have shape "
            f"{vectors.shape}. Read the texts with the same model, or find the topics anew."
        )
    moved = centred(vectors, memory.centres, languages=languages)
    found = np.empty(len(moved), dtype=np.int64)
    cosine = np.empty(len(moved), dtype=np.float32)
    for start in range(0, len(moved), 8192):
        near = moved[start : start + 8192] @ memory.prototypes.T
        best = near.argmax(axis=1)
        cosine[start : start + 8192] = near[np.arange(len(best)), best]
        found[start : start + 8192] = memory.of[best]
    return np.where(cosine >= memory.cutoffs[found], found, -1), cosine
