"""Who is who: identifiers form a graph, a customer is a connected part of it that breaks no limit.

The answer depends on the set of links and decisions alone, never on the order in which they arrived, and a
customer's id is a fingerprint of its strongest identifier, so that two machines which saw the same
links name the same customers alike.

Three rules keep strangers apart:

* An identifier seen directly with more others of one kind than `LIMITS` allows is *shared* (a
  tablet in a store, a family mailbox used by two accounts). Its links join nobody; rows that carry
  nothing else belong to a customer of their own.
* A customer has one user id, and of the other kinds as many as `OWN_LIMITS` allows. Where a chain of links would
  exceed that, links are taken strongest first and the one that would exceed it is left out.
* Two identifiers that a person said to keep *apart* are never in one customer: links that would bring them
  together are left out the same way.

*Public authors* (a handle on a network, the name under a review) are no customers: what they say alone is kept under
an id that begins with `pub_`, nothing links them to anybody, and only a person's decision joins them to a customer.

A person may also *join* two identifiers. What a person decided outranks limits, not what a person kept apart.

Source of the limits, blocked values and priority: Segment Unify's identity resolution settings
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

from regard.analytics.joining import Groups

PRIORITY = {"user_id": 0, "email": 1, "phone": 2, "external_id": 3, "anonymous_id": 4}

# How many distinct identifiers of a kind one identifier may be seen with before it is shared.
LIMITS: dict[str, dict[str, int]] = {
    "email": {"user_id": 1},
    "phone": {"user_id": 1, "email": 5},
    "external_id": {"user_id": 1, "email": 5},
    "anonymous_id": {"user_id": 1, "email": 1, "phone": 1, "external_id": 1},
}

# How many identifiers of a kind one customer may have: how many, and within how many days of first being linked
# (None: ever). Browsers forget their anonymous id, so that a customer of years has many, but few in one week.
OWN_LIMITS: dict[str, tuple[int, int | None]] = {
    "user_id": (1, None),
    "email": (5, None),
    "phone": (5, None),
    "external_id": (5, None),
    "anonymous_id": (5, 7),
}

BLOCKED = re.compile(
    r"^(?:[0-]*|-1|null|none|nil|undefined|nan|n/a|na|anonymous|guest|unknown|test|true|false|\[object object\])$",
    re.IGNORECASE,
)

Identifier = tuple[str, str]
PUBLIC = "public:"  # an external id that begins so is a public author's
PUBLIC_ID = "pub_"  # what the id of who is known as a public author alone begins with


def is_public(identifier: Identifier) -> bool:
    """Whether an identifier is a public author's, who is no customer until it is proved.

    >>> is_public(("external_id", "public:mastodon:@ines@example.social")), is_public(("external_id", "crm:17"))
    (True, False)
    """
    return identifier[0] == "external_id" and identifier[1].startswith(PUBLIC)


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
    start = PUBLIC_ID if is_public(identifier) else "cus_"
    return start + hashlib.sha256(f"{kind}:{value}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


Pairs = npt.NDArray[np.int64]  # shape (m, 2): positions of two identifiers
NO_PAIRS = np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True)
class Refusal:
    """A link or join that was left out, and why: the kind whose limit it would exceed, or "apart"."""

    one: int
    other: int
    because: str


@dataclass(frozen=True)
class Resolution:
    """For each node: the node whose anchor names its customer, and whether it is shared."""

    owner: npt.NDArray[np.int64]
    shared: npt.NDArray[np.bool_]
    refused: tuple[Refusal, ...]


def resolve(
    nodes: Sequence[Identifier],
    links: Pairs,
    known_shared: npt.NDArray[np.bool_] | None = None,
    *,
    days: npt.NDArray[np.int64] | None = None,
    joins: Pairs = NO_PAIRS,
    apart: Pairs = NO_PAIRS,
) -> Resolution:
    """Group identifiers into customers.

    Args:
        nodes: the identifiers, distinct.
        links: shape (m, 2), positions in `nodes` of two identifiers seen together.
        known_shared: nodes known to be shared from links that are not all given here.
        days: for each link the day it was first seen, counted from any day; all on one day where not given.
        joins: pairs that a person joined, in the order of the decisions.
        apart: pairs that a person keeps apart.

    >>> nodes = [("user_id", "a"), ("anonymous_id", "x"), ("anonymous_id", "y"), ("user_id", "b")]
    >>> links = np.array([[0, 1], [0, 2], [3, 2]])
    >>> resolve(nodes, links).owner.tolist()  # y is shared by a and b
    [0, 0, 2, 3]
    >>> resolve(nodes, links, joins=np.array([[0, 3]]), apart=np.array([[0, 1]])).owner.tolist()
    [0, 1, 2, 0]
    """
    count = len(nodes)
    rank = _strength(nodes)
    kinds = np.array([PRIORITY[kind] for kind, _ in nodes], dtype=np.int64)
    links, days = _distinct(links, days)
    shared = _shared(kinds, links, count)
    if known_shared is not None:
        shared |= known_shared
    window = np.where(shared, -1, _windows(kinds, links, days, count))
    is_open = ~(shared[links[:, 0]] | shared[links[:, 1]])
    usable, days = links[is_open], days[is_open]
    labels = _components(np.concatenate([usable, joins]), count)
    crowded = _crowded(labels, kinds, window, apart)
    refused: tuple[Refusal, ...] = ()
    if crowded.any():
        inside, decided = crowded[labels[usable[:, 0]]], crowded[labels[joins[:, 0]]]
        order = _strongest_first(usable[inside], days[inside], kinds, rank)
        groups = Groups(kinds=kinds, windows=window, most=_most(), apart=apart)
        kept, refused = _grow(groups, joins[decided], usable[inside][order])
        labels = _components(np.concatenate([usable[~inside], joins[~decided], kept]), count)
    return Resolution(_strongest(labels, rank), shared, refused)


def _distinct(links: Pairs, days: npt.NDArray[np.int64] | None) -> tuple[Pairs, npt.NDArray[np.int64]]:
    """Each pair once, smaller position first, with its first day."""
    links = np.sort(links.reshape(-1, 2).astype(np.int64), axis=1)
    days = np.zeros(len(links), dtype=np.int64) if days is None else days
    order = np.lexsort((days, links[:, 1], links[:, 0]))
    links, days = links[order], days[order]
    is_first = np.ones(len(links), dtype=bool)
    is_first[1:] = (links[1:] != links[:-1]).any(axis=1)
    return links[is_first], days[is_first]


def _strength(nodes: Sequence[Identifier]) -> npt.NDArray[np.int64]:
    """0 for the strongest identifier: by kind, then by value, public authors last."""
    order = sorted(range(len(nodes)), key=lambda i: (is_public(nodes[i]), PRIORITY[nodes[i][0]], nodes[i][1]))
    rank = np.empty(len(nodes), dtype=np.int64)
    rank[order] = np.arange(len(nodes))
    return rank


def _shared(kinds: npt.NDArray[np.int64], links: Pairs, count: int) -> npt.NDArray[np.bool_]:
    shared = np.zeros(count, dtype=bool)
    both_ways = np.concatenate([links, links[:, ::-1]])
    for kind, limits in LIMITS.items():
        for other, limit in limits.items():
            seen = both_ways[(kinds[both_ways[:, 0]] == PRIORITY[kind]) & (kinds[both_ways[:, 1]] == PRIORITY[other])]
            shared |= np.bincount(seen[:, 0], minlength=count) > limit
    return shared


def _windows(
    kinds: npt.NDArray[np.int64], links: Pairs, days: npt.NDArray[np.int64], count: int
) -> npt.NDArray[np.int64]:
    """For each node the window of its kind's limit in which it was first linked; 0 where the limit is for ever."""
    lengths = np.zeros(len(PRIORITY), dtype=np.int64)
    for kind, (_, length) in OWN_LIMITS.items():
        lengths[PRIORITY[kind]] = length or 0
    first = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(first, links.ravel(), np.repeat(days, 2))
    own = lengths[kinds]
    return np.where(own > 0, first // np.maximum(own, 1), 0)


def _most() -> npt.NDArray[np.int64]:
    return np.array([OWN_LIMITS[kind][0] for kind in sorted(PRIORITY, key=PRIORITY.__getitem__)], dtype=np.int64)


def _components(links: Pairs, count: int) -> npt.NDArray[np.int64]:
    graph = coo_array((np.ones(len(links), dtype=np.int8), (links[:, 0], links[:, 1])), shape=(count, count))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _crowded(
    labels: npt.NDArray[np.int64], kinds: npt.NDArray[np.int64], window: npt.NDArray[np.int64], apart: Pairs
) -> npt.NDArray[np.bool_]:
    """Which components exceed a limit or hold two that are kept apart."""
    crowded = np.zeros(int(labels.max(initial=0)) + 1, dtype=bool)
    places, counts = np.unique(np.stack([labels, kinds, window], axis=1), axis=0, return_counts=True)
    crowded[places[counts > _most()[places[:, 1]], 0]] = True
    crowded[labels[apart[labels[apart[:, 0]] == labels[apart[:, 1]], 0]]] = True
    return crowded


def _strongest(labels: npt.NDArray[np.int64], rank: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    order = np.lexsort((rank, labels))
    first = np.unique(labels[order], return_index=True)[1]
    return np.asarray(order[first][labels], dtype=np.int64)


def _strongest_first(
    links: Pairs, days: npt.NDArray[np.int64], kinds: npt.NDArray[np.int64], rank: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """The order of links: by the kind of the weaker end, of the stronger end, the day first seen, the values."""
    low, high = np.sort(rank[links], axis=1).T
    strong, weak = np.sort(kinds[links], axis=1).T
    return np.lexsort((low, high, days, strong, weak))


def _grow(groups: Groups, joins: Pairs, links: Pairs) -> tuple[Pairs, tuple[Refusal, ...]]:
    """Take what people joined first, then the links in the order given; leave out what must not be."""
    kept: list[tuple[int, int]] = []
    refused: list[Refusal] = []
    for pairs, is_decided in ((joins, True), (links, False)):
        for one, other in pairs.tolist():
            because = groups.unite(one, other, is_decided=is_decided)
            if because is None:
                kept.append((one, other))
            else:
                kind = "apart" if because < 0 else next(name for name, place in PRIORITY.items() if place == because)
                refused.append(Refusal(one, other, kind))
    return np.array(kept, dtype=np.int64).reshape(-1, 2), tuple(refused)
