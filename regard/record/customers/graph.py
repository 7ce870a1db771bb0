"""The graph of identifiers as PostgreSQL holds it: adding to it, reading a part of it, resolving that part anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np
from django.db import connection

from regard.analytics.identity import Identifier, Pairs, Resolution, resolve

DAY = 86_400


class Proof(NamedTuple):
    """The interaction that proves a link. The earliest is kept."""

    seen_at: datetime
    source: str
    message_id: str


class Node(NamedTuple):
    """An identifier as stored."""

    kind: str
    value: str
    customer_id: str
    is_shared: bool


@dataclass(frozen=True)
class Part:
    """A part of the graph that is closed: nothing outside it bears on who is who inside.

    `joins` and `apart` are decisions in force, by their id, in the order in which they were made.
    """

    nodes: dict[str, Node]
    links: dict[tuple[str, str], Proof]
    joins: dict[int, tuple[str, str]]
    apart: dict[int, tuple[str, str]]

    def resolve(self) -> tuple[list[str], Resolution]:
        """Who is who: the anchors in the order of the resolution, and the resolution."""
        anchors = sorted(self.nodes)
        place = {anchor: index for index, anchor in enumerate(anchors)}

        def pairs(of: Iterable[tuple[str, str]]) -> Pairs:
            return np.array([(place[one], place[other]) for one, other in of], dtype=np.int64).reshape(-1, 2)

        return anchors, resolve(
            [self.nodes[anchor][:2] for anchor in anchors],
            pairs(self.links),
            np.array([self.nodes[anchor].is_shared for anchor in anchors], dtype=bool),
            days=np.array([proof.seen_at.timestamp() // DAY for proof in self.links.values()], dtype=np.int64),
            joins=pairs(self.joins.values()),
            apart=pairs(self.apart.values()),
        )


def lock() -> None:
    """One resolution at a time: advisory, until the transaction ends."""
    _run("select pg_advisory_xact_lock(hashtext('customers.assign'))")


def insert_identifiers(nodes: dict[str, Identifier]) -> set[str]:
    """Store unknown identifiers, each as a customer of its own. Returns the anchors that were new."""
    rows = [(anchor, kind, value) for anchor, (kind, value) in nodes.items()]
    _copy("incoming_identifier", "anchor text, kind text, value text", rows)
    return {
        anchor
        for (anchor,) in rows_of(
            "insert into customers_identifier (anchor, kind, value, customer_id, is_shared, has_moved) "
            "select anchor, kind, value, anchor, false, false from incoming_identifier "
            "on conflict (anchor) do nothing returning anchor"
        )
    }


def insert_links(links: dict[tuple[str, str], Proof]) -> set[str]:
    """Store links that are unknown or proved earlier than known. Returns the anchors at their ends."""
    rows = [(*pair, *proof) for pair, proof in links.items()]
    _copy("incoming_link", "one text, other text, seen_at timestamptz, source text, message_id text", rows)
    ends = rows_of(
        "insert into customers_link as known (one, other, seen_at, source, message_id) "
        "select one, other, seen_at, source, message_id from incoming_link "
        "on conflict (one, other) do update "
        "set seen_at = excluded.seen_at, source = excluded.source, message_id = excluded.message_id "
        'where (excluded.seen_at, excluded.source collate "C", excluded.message_id collate "C") '
        "< (known.seen_at, known.source, known.message_id) returning one, other"
    )
    return {anchor for pair in ends for anchor in pair}


def resolve_around(touched: set[str], *, fresh: Iterable[str] = ()) -> None:
    """Resolve anew every part of the graph that holds one of `touched`. Rows of `fresh` are not written yet."""
    _take_over(load_around(touched), set(fresh))


def resolve_whole() -> tuple[int, int]:
    """Resolve everything from links and decisions. Returns how many identifiers there are, and how many changed.

    What was once shared stays so: an erasure may have taken the links that said why. The whole graph is held in memory.
    """
    nodes = {
        anchor: Node(kind, value, customer_id, is_shared)
        for anchor, kind, value, customer_id, is_shared in rows_of(
            "select anchor, kind, value, customer_id, is_shared from customers_identifier"
        )
    }
    links = rows_of("select one, other, seen_at, source, message_id from customers_link")
    decisions = rows_of("select id, kind, one, other from customers_decision where undone_at is null order by id")
    joins = {key: (one, other) for key, kind, one, other in decisions if kind == "join"}
    apart = {key: (one, other) for key, kind, one, other in decisions if kind == "apart"}
    part = Part(nodes, {(row[0], row[1]): Proof(*row[2:]) for row in links}, joins, apart)
    return len(nodes), _take_over(part, set())


def _take_over(part: Part, unwritten: set[str]) -> int:
    """Resolve a part, write what is otherwise than stored, and return how many identifiers that are."""
    anchors, resolution = part.resolve()
    changes = []
    for index, anchor in enumerate(anchors):
        node = part.nodes[anchor]
        owner = anchors[resolution.owner[index]]
        is_shared = bool(resolution.shared[index])
        moves = owner != node.customer_id and anchor not in unwritten
        if owner != node.customer_id or is_shared != node.is_shared:
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
        _note_moves()
    return len(changes)


def is_publishing_due() -> bool:
    """Whether anchors moved since the log was told last."""
    return bool(rows_of("select 1 from customers_reassignment where published < moves"))


def _note_moves() -> None:
    """Within the transaction that moves anchors: say that the log has to hear of it."""
    _run(
        "insert into customers_reassignment as told (id, moves, published) values (1, 1, 0) "
        "on conflict (id) do update set moves = told.moves + 1"
    )


def load_around(touched: Iterable[str]) -> Part:
    """Everything connected to `touched` by links and joins, not going on by links of identifiers known as shared."""
    part = Part({}, {}, {}, {})
    frontier = set(touched)
    while frontier:
        found = rows_of(
            "select anchor, kind, value, customer_id, is_shared from customers_identifier where anchor = any(%s)",
            [list(frontier)],
        )
        nodes = {row[0]: Node(*row[1:]) for row in found}
        part.nodes.update(nodes)
        links = _links_at([anchor for anchor, node in nodes.items() if not node.is_shared])
        joins = _decisions_at(list(nodes), "join")
        part.links.update(links)
        part.joins.update(joins)
        ends = [*links, *joins.values()]
        frontier = {anchor for pair in ends for anchor in pair} - part.nodes.keys()
    apart = _decisions_at(list(part.nodes), "apart")
    part.apart.update(
        {key: pair for key, pair in sorted(apart.items()) if pair[1] in part.nodes and pair[0] in part.nodes}
    )
    joins = dict(sorted(part.joins.items()))
    return Part(part.nodes, part.links, joins, part.apart)


def customers_of(anchors: list[str]) -> dict[str, str]:
    """The customer of each anchor."""
    return dict(rows_of("select anchor, customer_id from customers_identifier where anchor = any(%s)", [anchors]))


def _links_at(anchors: list[str]) -> dict[tuple[str, str], Proof]:
    columns = "select one, other, seen_at, source, message_id from customers_link where"
    found = rows_of(f"{columns} one = any(%s) union {columns} other = any(%s)", [anchors, anchors])
    return {(row[0], row[1]): Proof(*row[2:]) for row in found}


def _decisions_at(anchors: list[str], kind: str) -> dict[int, tuple[str, str]]:
    columns = "select id, one, other from customers_decision where undone_at is null and kind = %s and"
    found = rows_of(f"{columns} one = any(%s) union {columns} other = any(%s)", [kind, anchors, kind, anchors])
    return {row[0]: (row[1], row[2]) for row in found}


def _copy(table: str, columns: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Fill a temporary table, dropped at the end of the transaction, by COPY."""
    with connection.cursor() as cursor:
        cursor.execute(f"drop table if exists pg_temp.{table}")
        cursor.execute(f"create temporary table {table} ({columns}) on commit drop")
        with cursor.copy(f"copy {table} from stdin") as copy:
            for row in rows:
                copy.write_row(row)


def rows_of(query: str, parameters: Sequence[Any] = ()) -> list[tuple]:  # type: ignore[type-arg]
    """The rows a query gives."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())


def _run(query: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query)
