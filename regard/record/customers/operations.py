"""Assigning rows to customers, as new links between identifiers arrive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from regard.analytics.identity import PRIORITY, Identifier, anchor_of, is_blocked, is_public
from regard.record.customers import graph

KINDS = tuple(sorted(PRIORITY, key=PRIORITY.__getitem__))


@dataclass(frozen=True)
class Bundle:
    """Identifiers that one interaction carried together, in the order of `KINDS`."""

    values: tuple[str | None, ...]
    source: str
    message_id: str
    seen_at: datetime

    def identifiers(self) -> list[Identifier]:
        """The usable ones, strongest first."""
        return usable_identifiers(self.values)


@dataclass(frozen=True)
class Placement:
    """Where a bundle's rows belong: the anchor they are written with and the customer they have now."""

    anchor: str
    customer_id: str


@dataclass(frozen=True)
class Assignment:
    """One placement per bundle (None where no identifier is usable), and whether the log must hear of moved rows.

    Who sees `has_moved` calls `publish_reassigned`. It stays true until that is done, so that a crash in between
    forgets nothing.
    """

    placements: list[Placement | None]
    has_moved: bool


def assign_customers(*, bundles: Sequence[Bundle]) -> Assignment:
    """Take in the identifiers and links of `bundles` and say to which customer each belongs.

    The same links in any order, in any batches, end in the same customers.
    """
    nodes, links = _graph_of(bundles)
    with transaction.atomic():
        graph.lock()
        fresh = graph.insert_identifiers(nodes)
        touched = graph.insert_links(
            {pair: graph.Proof(bundle.seen_at, bundle.source, bundle.message_id) for pair, bundle in links.items()}
        )
        if touched:
            graph.resolve_around(touched, fresh=fresh)
        customers = graph.customers_of(list(nodes))
    placements = []
    for bundle in bundles:
        identifiers = bundle.identifiers()
        anchor = anchor_of(identifiers[0]) if identifiers else None
        placements.append(Placement(anchor, customers[anchor]) if anchor else None)
    return Assignment(placements, graph.is_publishing_due())


def anchor_alone(*, values: Sequence[str | None]) -> str | None:
    """The anchor of the strongest usable identifier among `values` (in the order of `KINDS`), None without one."""
    identifiers = usable_identifiers(values)
    return anchor_of(identifiers[0]) if identifiers else None


def usable_identifiers(values: Sequence[str | None]) -> list[Identifier]:
    """Kind and value of each identifier that is there and no placeholder, strongest first.

    A public author beside others is left out: an interaction that carries both proves nothing.
    """
    found = [
        (kind, value) for kind, value in zip(KINDS, values, strict=True) if value is not None and not is_blocked(value)
    ]
    return [one for one in found if not is_public(one)] or found


def _graph_of(bundles: Iterable[Bundle]) -> tuple[dict[str, Identifier], dict[tuple[str, str], Bundle]]:
    """Distinct identifiers by anchor, and the strongest's link to each of the others with its earliest bundle."""
    nodes: dict[str, Identifier] = {}
    links: dict[tuple[str, str], Bundle] = {}
    for bundle in bundles:
        identifiers = bundle.identifiers()
        anchors = [anchor_of(identifier) for identifier in identifiers]
        nodes.update(zip(anchors, identifiers, strict=True))
        for anchor in anchors[1:]:
            pair = (anchors[0], anchor) if anchors[0] < anchor else (anchor, anchors[0])
            links[pair] = min(links.get(pair, bundle), bundle, key=_age)
    return nodes, links


def _age(bundle: Bundle) -> tuple[datetime, str, str]:
    return bundle.seen_at, bundle.source, bundle.message_id
