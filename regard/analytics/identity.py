"""Who is who: identifiers form a graph, a customer is a connected part of it that breaks no limit.

The answer depends on the set of links alone, never on the order in which they arrived, and a
customer's id is a fingerprint of its strongest identifier, so that two machines which saw the same
links name the same customers alike.

Two rules keep strangers apart:

* An identifier seen directly with more others of one kind than `LIMITS` allows is *shared* (a
  tablet in a store, a family mailbox used by two accounts). It joins nobody; rows that carry
  nothing else belong to a customer of their own.
* One user id per customer. Where a chain of links would join two, links are taken strongest first
  and the one that would join them is left out.

Source of the limits and blocked values: Segment Unify's identity resolution settings
(reference in docs/decisions).
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

PRIORITY = {"user_id": 0, "email": 1, "phone": 2, "external_id": 3, "anonymous_id": 4}

# How many distinct identifiers of a kind one identifier may be seen with before it is shared.
LIMITS: dict[str, dict[str, int]] = {
    "email": {"user_id": 1},
    "phone": {"user_id": 1, "email": 5},
    "external_id": {"user_id": 1, "email": 5},
    "anonymous_id": {"user_id": 1, "email": 2, "phone": 2, "external_id": 2},
}

BLOCKED = re.compile(
    r"^(?:[0-]*|-1|null|none|nil|undefined|nan|n/a|na|anonymous|guest|unknown|test|true|false|\[object object\])$",
    re.IGNORECASE,
)

Identifier = tuple[str, str]


def is_blocked(value: str) -> bool:
    """Whether a value is a placeholder that would join everybody.

    >>> [is_blocked(value) for value in ("null", "0000", "-1", "", "u-17")]
    [True, True, True, True, False]
    """
    return BLOCKED.match(value.strip()) is not None


def anchor_of(identifier: Identifier) -> str:
    """The customer id that an identifier standing alone would have.

    >>> anchor_of(("user_id", "17"))
    'cus_d5b8ac44fbc01192'
    """
    kind, value = identifier
    return "cus_" + hashlib.sha256(f"{kind}:{value}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True)
class Resolution:
    """For each node: the node whose anchor names its customer, and whether it is shared."""

    owner: npt.NDArray[np.int64]
    shared: npt.NDArray[np.bool_]
    refused: tuple[tuple[int, int], ...]  # links left out since they would join two user ids


def resolve(
    nodes: Sequence[Identifier],
    links: npt.NDArray[np.int64],
    known_shared: npt.NDArray[np.bool_] | None = None,
) -> Resolution:
    """Group identifiers into customers.

    Args:
        nodes: the identifiers, distinct.
        links: shape (m, 2), positions in `nodes` of two identifiers seen together.
        known_shared: nodes known to be shared from links that are not all given here.

    >>> nodes = [("user_id", "a"), ("anonymous_id", "x"), ("anonymous_id", "y"), ("user_id", "b")]
    >>> resolve(nodes, np.array([[0, 1], [0, 2], [3, 2]])).owner.tolist()  # y is shared by a and b
    [0, 0, 2, 3]
    """
    count = len(nodes)
    rank = _strength(nodes)
    kinds = np.array([PRIORITY[kind] for kind, _ in nodes], dtype=np.int64)
    links = np.unique(np.sort(links.reshape(-1, 2), axis=1), axis=0) if len(links) else links.reshape(0, 2)
    shared = _shared(kinds, links, count)
    if known_shared is not None:
        shared |= known_shared
    usable = links[~(shared[links[:, 0]] | shared[links[:, 1]])] if len(links) else links
    labels = _components(usable, count)
    crowded = _with_several_users(kinds, labels)
    refused: list[tuple[int, int]] = []
    if crowded.any():
        inside = crowded[labels[usable[:, 0]]]
        kept, refused = _grow_strongest_first(usable[inside], kinds, rank)
        labels = _components(np.concatenate([usable[~inside], kept]), count)
    return Resolution(_strongest(labels, rank), shared, tuple(refused))


def _strength(nodes: Sequence[Identifier]) -> npt.NDArray[np.int64]:
    """0 for the strongest identifier: by kind, then by value."""
    order = sorted(range(len(nodes)), key=lambda i: (PRIORITY[nodes[i][0]], nodes[i][1]))
    rank = np.empty(len(nodes), dtype=np.int64)
    rank[order] = np.arange(len(nodes))
    return rank


def _shared(kinds: npt.NDArray[np.int64], links: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.bool_]:
    shared = np.zeros(count, dtype=bool)
    both_ways = np.concatenate([links, links[:, ::-1]]) if len(links) else links
    for kind, limits in LIMITS.items():
        for other, limit in limits.items():
            seen = both_ways[(kinds[both_ways[:, 0]] == PRIORITY[kind]) & (kinds[both_ways[:, 1]] == PRIORITY[other])]
            shared |= np.bincount(seen[:, 0], minlength=count) > limit
    return shared


def _components(links: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.int64]:
    graph = coo_array((np.ones(len(links), dtype=np.int8), (links[:, 0], links[:, 1])), shape=(count, count))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _with_several_users(kinds: npt.NDArray[np.int64], labels: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    users = labels[kinds == PRIORITY["user_id"]]
    return np.asarray(np.bincount(users, minlength=int(labels.max(initial=0)) + 1) > 1)


def _strongest(labels: npt.NDArray[np.int64], rank: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    order = np.lexsort((rank, labels))
    first = np.unique(labels[order], return_index=True)[1]
    return np.asarray(order[first][labels], dtype=np.int64)


def _grow_strongest_first(
    links: npt.NDArray[np.int64], kinds: npt.NDArray[np.int64], rank: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], list[tuple[int, int]]]:
    """Kruskal over the links, strongest first, refusing a join of two user ids."""
    parent: dict[int, int] = {}
    user_of: dict[int, int] = {}

    def root(node: int) -> int:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    low = np.minimum(rank[links[:, 0]], rank[links[:, 1]])
    high = np.maximum(rank[links[:, 0]], rank[links[:, 1]])
    kept, refused = [], []
    for position in np.lexsort((low, high)):
        a, b = int(links[position, 0]), int(links[position, 1])
        for node in (a, b):
            if kinds[node] == PRIORITY["user_id"]:
                user_of.setdefault(root(node), node)
        one, other = root(a), root(b)
        users = {user_of[end] for end in (one, other) if end in user_of}
        if len(users) > 1:
            refused.append((a, b))
            continue
        parent[other] = one
        if users:
            user_of[one] = users.pop()
        kept.append(links[position])
    return np.array(kept, dtype=np.int64).reshape(-1, 2), refused
