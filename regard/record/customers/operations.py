"""Assigning rows to customers, as new links between identifiers arrive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import connection, transaction

from regard.analytics.identity import PRIORITY, Identifier, anchor_of, is_blocked, resolve
from regard.record.customers.reassignment import is_publishing_due, note_moves

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
        _lock()
        fresh = _insert_identifiers(nodes)
        touched = _insert_links(links)
        if touched:
            _resolve_around(touched, fresh)
        customers = _customers_of(list(nodes))
    placements = []
    for bundle in bundles:
        identifiers = bundle.identifiers()
        anchor = anchor_of(identifiers[0]) if identifiers else None
        placements.append(Placement(anchor, customers[anchor]) if anchor else None)
    return Assignment(placements, is_publishing_due())


def anchor_alone(*, values: Sequence[str | None]) -> str | None:
    """The anchor of the strongest usable identifier among `values` (in the order of `KINDS`), None without one."""
    identifiers = usable_identifiers(values)
    return anchor_of(identifiers[0]) if identifiers else None


def usable_identifiers(values: Sequence[str | None]) -> list[Identifier]:
    """Kind and value of each identifier that is there and no placeholder, strongest first."""
    return [
        (kind, value) for kind, value in zip(KINDS, values, strict=True) if value is not None and not is_blocked(value)
    ]


def _graph_of(bundles: Iterable[Bundle]) -> tuple[dict[str, Identifier], dict[tuple[str, str], Bundle]]:
    """Distinct identifiers by anchor, and the strongest's link to each of the others, by their anchors."""
    nodes: dict[str, Identifier] = {}
    links: dict[tuple[str, str], Bundle] = {}
    for bundle in bundles:
        identifiers = bundle.identifiers()
        anchors = [anchor_of(identifier) for identifier in identifiers]
        nodes.update(zip(anchors, identifiers, strict=True))
        for anchor in anchors[1:]:
            pair = (anchors[0], anchor) if anchors[0] < anchor else (anchor, anchors[0])
            links.setdefault(pair, bundle)
    return nodes, links


def _lock() -> None:
    """One resolution at a time: advisory, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('customers.assign'))")


def _insert_identifiers(nodes: dict[str, Identifier]) -> set[str]:
    """Store unknown identifiers, each as a customer of its own. Returns the anchors that were new."""
    rows = [(anchor, kind, value) for anchor, (kind, value) in nodes.items()]
    _copy("incoming_identifier", "anchor text, kind text, value text", rows)
    return {
        anchor
        for (anchor,) in _rows(
            "insert into customers_identifier (anchor, kind, value, customer_id, is_shared, has_moved) "
            "select anchor, kind, value, anchor, false, false from incoming_identifier "
            "on conflict (anchor) do nothing returning anchor"
        )
    }


def _insert_links(links: dict[tuple[str, str], Bundle]) -> set[str]:
    """Store unknown links with their evidence. Returns the anchors at their ends."""
    rows = [(*pair, bundle.source, bundle.message_id, bundle.seen_at) for pair, bundle in links.items()]
    _copy("incoming_link", "one text, other text, source text, message_id text, seen_at timestamptz", rows)
    ends = _rows(
        "insert into customers_link (one, other, source, message_id, seen_at) "
        "select one, other, source, message_id, seen_at from incoming_link "
        "on conflict (one, other) do nothing returning one, other"
    )
    return {anchor for pair in ends for anchor in pair}


def _resolve_around(touched: set[str], fresh: set[str]) -> None:
    """Resolve anew every part of the graph that a new link touches."""
    known, pairs = _reachable(touched)
    anchors = sorted(known)
    position = {anchor: index for index, anchor in enumerate(anchors)}
    links = np.array([(position[one], position[other]) for one, other in pairs], dtype=np.int64).reshape(-1, 2)
    resolution = resolve(
        [(known[anchor][0], known[anchor][1]) for anchor in anchors],
        links,
        np.array([known[anchor][3] for anchor in anchors], dtype=bool),
    )
    changes = []
    for index, anchor in enumerate(anchors):
        _, _, customer_id, was_shared = known[anchor]
        owner = anchors[resolution.owner[index]]
        is_shared = bool(resolution.shared[index])
        moves = owner != customer_id and anchor not in fresh
        if owner != customer_id or is_shared != was_shared:
            changes.append((anchor, owner, is_shared, moves))
    _copy("changed", "anchor text, customer_id text, is_shared boolean, moves boolean", changes)
    _run(
        "insert into customers_formercustomer (anchor, customer_id) "
        "select anchor, i.customer_id from changed c join customers_identifier i using (anchor) where c.moves "
        "on conflict do nothing"
    )
    _run(
        "update customers_identifier i set customer_id = c.customer_id, is_shared = c.is_shared, "
        "has_moved = i.has_moved or c.moves from changed c where i.anchor = c.anchor"
    )
    if any(moves for *_, moves in changes):
        note_moves()


def _reachable(
    touched: set[str],
) -> tuple[dict[str, tuple[str, str, str, bool]], set[tuple[str, str]]]:
    """Everything connected to `touched`, not going on through identifiers already known as shared."""
    known: dict[str, tuple[str, str, str, bool]] = {}
    pairs: set[tuple[str, str]] = set()
    frontier = touched
    while frontier:
        found = _rows(
            "select anchor, kind, value, customer_id, is_shared from customers_identifier where anchor = any(%s)",
            [list(frontier)],
        )
        known.update({row[0]: row[1:] for row in found})
        open_ends = [row[0] for row in found if not row[4]]
        near = _rows(
            "select one, other from customers_link where one = any(%s) union "
            "select one, other from customers_link where other = any(%s)",
            [open_ends, open_ends],
        )
        pairs.update(near)
        frontier = {anchor for pair in near for anchor in pair} - known.keys()
    return known, pairs


def _customers_of(anchors: list[str]) -> dict[str, str]:
    return dict(_rows("select anchor, customer_id from customers_identifier where anchor = any(%s)", [anchors]))


def _copy(table: str, columns: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Fill a temporary table, dropped at the end of the transaction, by COPY."""
    with connection.cursor() as cursor:
        cursor.execute(f"drop table if exists pg_temp.{table}")
        cursor.execute(f"create temporary table {table} ({columns}) on commit drop")
        with cursor.copy(f"copy {table} from stdin") as copy:
            for row in rows:
                copy.write_row(row)


def _rows(query: str, parameters: Sequence[Any] = ()) -> list[tuple]:  # type: ignore[type-arg]
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())


def _run(query: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query)
