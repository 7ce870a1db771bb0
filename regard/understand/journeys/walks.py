"""Paths of the log: what customers go through, the rare ones included, and who they are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regard.analytics.journeys.flow import FlowQuestion, customers_at, flow
from regard.analytics.journeys.histories import Keys
from regard.analytics.journeys.matching import JourneyError, Nodes
from regard.analytics.journeys.paths import END, Counted, PathQuestion, count_paths, customers_on, walked
from regard.analytics.metrics.estimates import Numbers, share
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake
from regard.understand.journeys.asking import Asked, longest

MOST_LISTED = 500
ENDED = ""  # in a path: nothing came any more
WHATS = ("visited", "began", "ended", "looped")


@dataclass(frozen=True)
class Path:
    """One path, and the share (per cent) of the customers that walked it. An empty name is no step."""

    nodes: tuple[str, ...]
    customers: int
    share: Numbers


@dataclass(frozen=True)
class Link:
    """How many customers went from a node at one step (from 0) to a node at the next."""

    step: int
    start: str
    end: str
    customers: int


@dataclass(frozen=True)
class Paths:
    """The most frequent paths, how many others there are, and the links between all of them."""

    over: str
    anchor: str | None
    direction: str
    n: int  # customers with a path
    different: int
    listed: tuple[Path, ...]
    others: int  # customers on paths that are not listed
    alone: int  # paths that one customer only walked
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Place:
    """A node of the flow: who is there, who ends there or turns back to it (per cent of its customers)."""

    node: str
    customers: int
    visits: int
    repeats: int
    ended: Numbers
    looped: Numbers


@dataclass(frozen=True)
class Pair:
    """How often one node followed another, and the share (per cent) of all that went on from the first."""

    start: str
    end: str
    visits: int
    share: float


@dataclass(frozen=True)
class Flow:
    """The flow between nodes, most customers and most frequent pairs first."""

    over: str
    silent_days: float
    places: tuple[Place, ...]
    pairs: tuple[Pair, ...]


def paths_of(
    *,
    lake: Lake,
    scope: Scope,
    over: str = "touchpoint",
    steps: int = 5,
    anchor: str | None = None,
    direction: str = "from",
    gap_days: float | None = None,
    with_repeats: bool = False,
    limit: int = 20,
) -> Paths:
    """The paths of customers from an anchor on or up to one; without one from their first interaction. Raises JourneyError."""
    if not 1 <= limit <= MOST_LISTED:
        raise JourneyError(f"List 1 to {MOST_LISTED} paths, not {limit}.")
    asked, question = _path_question(lake, scope, over, steps, anchor, direction, gap_days, with_repeats)
    key = ("paths", over, steps, anchor, direction, gap_days, with_repeats, limit)
    return asked.remember(key, lambda: _paths(asked, question, anchor, limit))


def path_customers(
    *,
    lake: Lake,
    scope: Scope,
    passed: Sequence[str | None],
    over: str = "touchpoint",
    steps: int = 5,
    anchor: str | None = None,
    direction: str = "from",
    gap_days: float | None = None,
    with_repeats: bool = False,
) -> Keys:
    """Who passed these nodes, one for each step; None is any, an empty text no step at all. Raises JourneyError."""
    asked, question = _path_question(lake, scope, over, steps, anchor, direction, gap_days, with_repeats)
    if len(passed) > steps:
        raise JourneyError(f"These paths have {steps} steps, not {len(passed)}.")
    wanted = [
        (step, END if name == ENDED else question.nodes.number(name))
        for step, name in enumerate(passed)
        if name is not None
    ]
    return customers_on(walked(asked.histories, question, span=asked.span), wanted)


def flow_of(
    *,
    lake: Lake,
    scope: Scope,
    over: str = "touchpoint",
    silent_days: float = 30.0,
    gap_days: float | None = None,
    limit: int = 100,
) -> Flow:
    """Which node follows which; where customers end and have been silent for so many days; where they turn back."""
    asked, question = _flow_question(lake, scope, over, silent_days, gap_days)
    return asked.remember(
        ("flow", over, silent_days, gap_days, limit), lambda: _flow(asked, question, silent_days, limit)
    )


def flow_customers(
    *, lake: Lake, scope: Scope, node: str, what: str, over: str = "touchpoint", silent_days: float = 30.0
) -> Keys:
    """Who visited a node, began there, ended there or turned back to it. Raises JourneyError."""
    if what not in WHATS:
        raise JourneyError(f"Ask for {', '.join(WHATS)}, not for {what[:20]!r}.")
    asked, question = _flow_question(lake, scope, over, silent_days, None)
    return customers_at(asked.histories, question, question.nodes.number(node), what, span=asked.span)


def _path_question(
    lake: Lake,
    scope: Scope,
    over: str,
    steps: int,
    anchor: str | None,
    direction: str,
    gap_days: float | None,
    with_repeats: bool,
) -> tuple[Asked, PathQuestion]:
    asked = Asked.of(lake=lake, scope=scope)
    nodes = Nodes.of(asked.histories, over, scope)
    gap = None if gap_days is None else longest(gap_days, "A gap")
    number = None if anchor is None else nodes.number(anchor)
    return asked, PathQuestion(nodes, steps, number, direction, gap, with_repeats)


def _flow_question(
    lake: Lake, scope: Scope, over: str, silent_days: float, gap_days: float | None
) -> tuple[Asked, FlowQuestion]:
    asked = Asked.of(lake=lake, scope=scope)
    silent_since = asked.as_of - longest(silent_days, "The silence")
    gap = None if gap_days is None else longest(gap_days, "A gap")
    return asked, FlowQuestion(Nodes.of(asked.histories, over, scope), silent_since, gap)


def _paths(asked: Asked, question: PathQuestion, anchor: str | None, limit: int) -> Paths:
    names = question.nodes.names
    found = count_paths(walked(asked.histories, question, span=asked.span), len(names))
    n = found.n
    listed = tuple(
        Path(tuple(ENDED if node == END else names[node] for node in nodes), customers, share(customers, n))
        for nodes, customers in zip(found.nodes[:limit].tolist(), found.customers[:limit].tolist(), strict=True)
    )
    others = n - sum(path.customers for path in listed)
    alone = int((found.customers == 1).sum())
    return Paths(
        question.nodes.dimension,
        anchor,
        question.direction,
        n,
        len(found.customers),
        listed,
        others,
        alone,
        _links(found, names),
    )


def _links(found: Counted, names: tuple[str, ...]) -> tuple[Link, ...]:
    base, links = len(names) + 1, []
    for step in range(found.nodes.shape[1] - 1):
        pairs = (found.nodes[:, step].astype(np.int64) + 1) * base + found.nodes[:, step + 1] + 1
        different, where = np.unique(pairs, return_inverse=True)
        customers = np.bincount(where, weights=found.customers, minlength=len(different)).astype(np.int64)
        for pair, n in zip(different.tolist(), customers.tolist(), strict=True):
            start, end = ("" if node == 0 else names[node - 1] for node in divmod(pair, base))
            if start or end:
                links.append(Link(step, start, end, n))
    return tuple(sorted(links, key=lambda link: (link.step, -link.customers, link.start, link.end)))


def _flow(asked: Asked, question: FlowQuestion, silent_days: float, limit: int) -> Flow:
    found, names = flow(asked.histories, question, span=asked.span), question.nodes.names
    places = [
        Place(
            name,
            int(found.customers[k]),
            int(found.visits[k]),
            int(found.repeated[k]),
            share(int(found.ended[k]), int(found.customers[k])),
            share(int(found.looped[k]), int(found.customers[k])),
        )
        for k, name in enumerate(names)
        if found.customers[k]
    ]
    on = found.pairs.sum(axis=1)
    pairs = [
        Pair(names[a], names[b], int(found.pairs[a, b]), float(100 * found.pairs[a, b] / on[a]))
        for a, b in zip(*np.nonzero(found.pairs), strict=True)
    ]
    return Flow(
        question.nodes.dimension,
        silent_days,
        tuple(sorted(places, key=lambda place: (-place.customers, place.node))),
        tuple(sorted(pairs, key=lambda pair: (-pair.visits, pair.start, pair.end))[:limit]),
    )
