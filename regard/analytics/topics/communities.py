"""Communities of a neighbour graph, held where they were by anchors.

Newman's modularity at a resolution, by Louvain's method (Blondel et al. 2008) in several orders of the nodes, and what these agree on
(Lancichinetti & Fortunato 2012). scikit-network's Leiden is as good, but draws from C's generator, which cannot be
seeded: the same texts would give other topics each time. So that a topic stays what it was when data
arrive, each earlier topic has an *anchor*: a node of its own, tied to the rows that were in it by a tenth of
their weight. A community with one anchor is that topic still; without one it is new; with several, topics have grown
together. Deterministic: the same graph gives the same communities.
"""

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sknetwork.clustering import Louvain

from regard.analytics.topics.neighbours import Floats, Ints, neighbours

RESOLUTION = 4.0
ONE_CLOUD = 0.25  # density between two communities, of that within, from which on they are one
FEWEST, MOST = 8, 30  # neighbours
ANCHORED = 0.1
PRECISE = 1e-4
RUNS = 5
NEVER = 1e-3  # weight left to an edge whose ends no run put together
APART = -1  # of a row that no earlier topic held


def neighbour_graph(vectors: Floats) -> sparse.csr_array:
    """Who is near to whom: symmetric, weighted by the square of the cosine.

    A topic's texts have more neighbours of their kind the more texts there are: a quarter of the root of n, 8 to 30.
    """
    n = len(vectors)
    k = min(int(np.clip(round(np.sqrt(n) / 4), FEWEST, MOST)), n - 1)
    if k < 1:
        return sparse.csr_array((n, n), dtype=np.float32)
    near, cosine = neighbours(vectors, k=k)
    weight = np.maximum(cosine.ravel(), 1e-3) ** 2
    rows = np.repeat(np.arange(n), k)
    graph = sparse.coo_array((weight, (rows, near.ravel())), shape=(n, n)).tocsr()
    graph = (graph + graph.T).tocsr()
    graph.sort_indices()
    return graph


def communities(
    graph: sparse.csr_array, *, resolution: float, before: Ints, anchors: int, hold: float = ANCHORED
) -> tuple[Ints, Ints]:
    """Each row's community, and that of each anchor.

    Args:
        before: for each row the earlier topic's number, 0 … anchors - 1, or -1.
        anchors: how many earlier topics there are.
        hold: how much an anchor's tie weighs, of all that a row's neighbours weigh.
    """
    n = graph.shape[0]
    if anchors:
        graph = _anchored(graph, before, anchors, hold)
    if graph.nnz == 0:
        return np.arange(n), np.arange(n, n + anchors)
    found = _consensus(sparse.csr_matrix(graph), resolution)
    return found[:n], found[n:]


def _consensus(graph: sparse.csr_matrix, resolution: float) -> Ints:
    """What several runs, each with the nodes in another order, agree on.

    An edge counts by how many runs put its ends together: one run's accidents cost .02 of the adjusted Rand index on intents
    that are known, and would make topics flicker.
    """
    edges = graph.tocoo()
    together = np.zeros(edges.nnz)
    for seed in range(RUNS):
        found = _run(graph, resolution, seed)
        together += found[edges.row] == found[edges.col]
    agreed = edges.data * (together / RUNS + NEVER)
    return _run(sparse.csr_matrix((agreed, (edges.row, edges.col)), shape=graph.shape), resolution, RUNS)


def grown_together(graph: sparse.csr_array, community: Ints, anchors: Ints, *, ratio: float) -> tuple[Ints, Ints]:
    """Communities of rows and anchors, those taken as one that are tied to each other about as densely as within themselves.

    A fine resolution cuts what is one cloud of texts into pieces: between the halves of a cloud, ties are about .4 times as
    dense as within them, between topics that people tell apart below .15. Where both have an anchor, it takes half as
    much again.

    Args:
        ratio: of the density between to the smaller one within, from which on two are one.
    """
    _, label = np.unique(np.concatenate((community, anchors)), return_inverse=True)
    n, count = len(community), int(label.max(initial=-1)) + 1
    while count:
        anchored = np.bincount(label[n:], minlength=count) > 0
        becomes = _mutually_nearest(graph, label[:n], count, ratio, anchored)
        if becomes is None:
            break
        label = becomes[label]
    return label[:n], label[n:]


def _mutually_nearest(
    graph: sparse.csr_array, label: Ints, count: int, ratio: float, anchored: npt.NDArray[np.bool_]
) -> Ints | None:
    """What each community becomes when those that are each other's densest are taken as one; None where none are."""
    belongs = sparse.csr_array((np.ones(len(label)), (np.arange(len(label)), label)), shape=(len(label), count))
    ties = (belongs.T @ graph @ belongs).tocoo()
    sizes = np.bincount(label, minlength=count).astype(float)
    inside = np.zeros(count)
    own = ties.row == ties.col
    inside[ties.row[own]] = ties.data[own] / np.maximum(sizes * (sizes - 1), 1)[ties.row[own]]
    one, other = ties.row[~own], ties.col[~own]
    least = np.minimum(inside[one], inside[other])
    dense = np.where(least > 0, ties.data[~own] / (sizes[one] * sizes[other]) / np.maximum(least, 1e-12), 0)
    dense = dense / np.where(anchored[one] & anchored[other], 1.5, 1.0)
    order = np.lexsort((other, -dense, one))
    heads, first = np.unique(one[order], return_index=True)
    best, how = np.arange(count), np.zeros(count)
    best[heads], how[heads] = other[order][first], dense[order][first]
    mutual = (best[best] == np.arange(count)) & (how >= ratio) & (best != np.arange(count))
    return np.where(mutual, np.minimum(best, np.arange(count)), np.arange(count)) if mutual.any() else None


def _run(graph: sparse.csr_matrix, resolution: float, seed: int) -> Ints:
    louvain = Louvain(
        resolution=resolution,
        modularity="newman",
        tol_optimization=PRECISE,
        tol_aggregation=PRECISE,
        shuffle_nodes=True,
        random_state=seed,
        return_probs=False,
        return_aggregate=False,
    )
    return np.asarray(louvain.fit_predict(graph), dtype=np.int64)


def _anchored(graph: sparse.csr_array, before: Ints, count: int, hold: float) -> sparse.csr_array:
    held = np.flatnonzero(before != APART)
    weight = hold * np.maximum(np.asarray(graph.sum(axis=1)).ravel()[held], 1e-3)
    ties = sparse.csr_array((weight, (held, before[held])), shape=(graph.shape[0], count))
    return sparse.block_array([[graph, ties], [ties.T, None]]).tocsr()


def among_groups(graph: sparse.csr_array, group: Ints, *, count: int) -> sparse.csr_array:
    """The graph of groups: how much weight lies between each two, as a share of what chance would put there."""
    belongs = sparse.csr_array((np.ones(len(group)), (np.arange(len(group)), group)), shape=(len(group), count))
    between = (belongs.T @ graph @ belongs).tocsr()
    ends = np.maximum(np.asarray(between.sum(axis=1)).ravel(), 1e-12)
    scale = sparse.diags_array(1 / np.sqrt(ends))
    between = (scale @ between @ scale).tocsr()
    between.setdiag(0)
    between.eliminate_zeros()
    return between
