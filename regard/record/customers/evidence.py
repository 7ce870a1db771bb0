"""Why two identifiers are one customer, or are not: the links and decisions between them, each with its proof."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from regard.analytics.identity import LIMITS, OWN_LIMITS
from regard.record.customers import graph
from regard.record.customers.decisions import Decided, list_decisions
from regard.record.customers.lookup import find_identifier
from regard.record.customers.models import Decision, Identifier
from regard.record.customers.names import named, plural

MOST_STEPS = 500
JOINS = "joins"


@dataclass(frozen=True)
class Known:
    """An identifier, and the customer it belongs to."""

    kind: str
    value: str
    customer_id: str
    is_shared: bool


@dataclass(frozen=True)
class Step:
    """What speaks for two identifiers being one customer, whether it joins them, and why or why not.

    `rule` is seen_together (source, message_id and at name the earliest interaction that carried both) or decided (by,
    at and decision_id name the person's decision). `outcome` is joins, shared, limit or apart.
    """

    one: Known
    other: Known
    rule: str
    outcome: str
    because: str
    at: datetime
    source: str | None = None
    message_id: str | None = None
    decision_id: int | None = None
    by: str | None = None


@dataclass(frozen=True)
class Why:
    """Whether two are one customer, in a sentence, and the steps that lead from one to the other."""

    is_one: bool
    customer_ids: tuple[str, str]
    sentence: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class CustomerEvidence:
    """What one customer is made of, what was left out of it, and what people decided about it."""

    customer_id: str
    identifiers: tuple[Known, ...]
    steps: tuple[Step, ...]
    decisions: tuple[Decided, ...]


def why(*, one: str, other: str) -> Why:
    """Why two are one customer or not. Each is named by a customer id or an identifier.

    Where they are not one, the steps are the way that comes closest, and each that does not join says why.
    Raises what `find_identifier` raises.
    """
    here, there = find_identifier(text=one), find_identifier(text=other)
    steps = list(_steps(graph.load_around({here.anchor, there.anchor})))
    path = _shortest(steps, (here.kind, here.value), (there.kind, there.value))
    ids = (here.customer_id, there.customer_id)
    if here.customer_id == there.customer_id:
        return Why(True, ids, f"{named(here)} and {named(there)} are one customer, {ids[0]}.", tuple(path))
    broken = next((step.because for step in path if step.outcome != JOINS), None)
    if broken is None:
        return Why(False, ids, "They are two customers: no interaction carried identifiers of both.", ())
    return Why(False, ids, f"They are two customers: {broken}", tuple(path))


def get_evidence(*, customer_id: str) -> CustomerEvidence:
    """The identifiers of a customer with everything that links them to each other or to others."""
    own = list(Identifier.objects.filter(customer_id=customer_id).order_by("kind", "value")[:MOST_STEPS])
    steps = [
        step
        for step in _steps(graph.load_around({identifier.anchor for identifier in own}))
        if customer_id in (step.one.customer_id, step.other.customer_id)
    ]
    steps.sort(key=lambda step: (step.outcome != JOINS, step.at, step.one.value, step.other.value))
    return CustomerEvidence(
        customer_id,
        tuple(Known(row.kind, row.value, row.customer_id, row.is_shared) for row in own),
        tuple(steps[:MOST_STEPS]),
        tuple(list_decisions(customer_id=customer_id)),
    )


def _steps(part: graph.Part) -> Iterator[Step]:
    anchors, resolution = part.resolve()
    place = {anchor: index for index, anchor in enumerate(anchors)}
    refused = {frozenset((refusal.one, refusal.other)): refusal.because for refusal in resolution.refused}
    known = {anchor: Known(*node) for anchor, node in part.nodes.items()}
    for (one, other), proof in part.links.items():
        shared = [anchor for anchor in (one, other) if resolution.shared[place[anchor]]]
        limit = refused.get(frozenset((place[one], place[other])))
        outcome, because = _outcome(known, one, other, shared, limit)
        yield Step(
            known[one], known[other], "seen_together", outcome, because, proof.seen_at, proof.source, proof.message_id
        )
    decisions = {row.id: row for row in Decision.objects.filter(id__in=[*part.joins, *part.apart])}
    for number, (one, other) in part.joins.items():
        is_refused = frozenset((place[one], place[other])) in refused
        yield _decided_step(known[one], known[other], decisions[number], "apart" if is_refused else JOINS)
    for number, (one, other) in part.apart.items():
        yield _decided_step(known[one], known[other], decisions[number], "apart")


def _outcome(known: dict[str, Known], one: str, other: str, shared: list[str], limit: str | None) -> tuple[str, str]:
    if shared:
        return "shared", _why_shared(known[shared[0]], shared[0])
    if limit == "apart":
        return "apart", f"this would join {named(known[one])} and {named(known[other])}, whom a decision keeps apart."
    if limit:
        most, days = OWN_LIMITS[limit]
        window = "" if days is None else f" in {days} days"
        return "limit", f"this would give one customer more than {most} {plural(limit, most)}{window}."
    return JOINS, "One interaction carried both."


def _why_shared(identifier: Known, anchor: str) -> str:
    seen = graph.rows_of(
        "select kind, count(*) from customers_identifier where anchor in (select other from customers_link where one = %s "
        "union select one from customers_link where other = %s) group by kind order by kind",
        [anchor, anchor],
    )
    limits = LIMITS.get(identifier.kind, {})
    over = [(kind, n) for kind, n in seen if n > limits.get(kind, n)]
    counted = " and ".join(f"{n:,} {plural(kind, n)}, of which it may meet {limits[kind]}" for kind, n in over)
    return f"{named(identifier)} is shared and joins nobody: it was seen with {counted or 'too many others'}."


def _decided_step(one: Known, other: Known, decision: Decision, outcome: str) -> Step:
    verb = "joined" if decision.kind == Decision.JOIN else "keeps apart"
    because = f"{decision.decided_by} {verb} them{': ' + decision.reason if decision.reason else '.'}"
    if decision.kind == Decision.JOIN and outcome != JOINS:
        because += " A decision to keep apart outranks it."
    return Step(
        one, other, "decided", outcome, because, decision.decided_at, decision_id=decision.id, by=decision.decided_by
    )


def _shortest(steps: Iterable[Step], start: tuple[str, str], end: tuple[str, str]) -> list[Step]:
    """The way with the fewest steps that do not join, and of these the shortest."""
    near: dict[tuple[str, str], list[tuple[tuple[str, str], Step]]] = {}
    for step in steps:
        one, other = (step.one.kind, step.one.value), (step.other.kind, step.other.value)
        near.setdefault(one, []).append((other, step))
        near.setdefault(other, []).append((one, step))
    best: dict[tuple[str, str], tuple[int, int]] = {start: (0, 0)}
    came: dict[tuple[str, str], tuple[tuple[str, str], Step]] = {}
    queue = [(0, 0, start)]
    while queue:
        broken, length, node = heapq.heappop(queue)
        if node == end:
            break
        for other, step in near.get(node, []):
            cost = (broken + (step.outcome != JOINS), length + 1)
            if cost < best.get(other, (len(near), 0)):
                best[other], came[other] = cost, (node, step)
                heapq.heappush(queue, (*cost, other))
    path: list[Step] = []
    while end in came and end != start:
        (before, step), after = came[end], end
        is_turned = (step.other.kind, step.other.value) != after
        path.append(replace(step, one=step.other, other=step.one) if is_turned else step)
        end = before
    return path[::-1]
