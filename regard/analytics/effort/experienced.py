"""What each customer of a scope went through, and how easy those found it who said so."""

from collections import Counter
from dataclasses import replace
from hashlib import blake2b
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from regard.analytics.effort.estimating import FOLDS, Effort, Floats, Ints, effort_of
from regard.analytics.metrics.ease import CONTACTS, REPEAT_DAYS
from regard.analytics.metrics.loyalty import PURCHASE
from regard.analytics.metrics.metric import active
from regard.analytics.metrics.scores import ABOVE_MIDDLE, position, scored
from regard.analytics.scope import Scope

WENT_THROUGH = (
    "did",
    "days",
    "orders",
    "contacts",
    "repeats",
    "switches",
    "reopened",
    "waits",
    "waited",
    "failed",
    "clicks",
    "channels",
)


def effort_in(log: ir.Table, scope: Scope) -> tuple[Effort, str | None]:
    """How easy everybody found it who did something in the scope, and on which scale they were asked.

    Answers to questions on other scales than the commonest are left out, since they do not give the same figure.
    """
    rows = scope.rows(log)
    through = went_through(rows)
    answers, variant, others = _answers(rows)
    joined = through.left_join(answers, "customer_id").order_by("customer_id").to_pyarrow()
    matrix = np.column_stack([_numbers(joined, name) for name in WENT_THROUGH])
    found = effort_of(matrix, _numbers(joined, "easy"), folds_of(joined.column("customer_id")))
    if others:
        notes = (*found.notes, f"Left out: {others:,} on other scales than {variant}.")
        found = replace(found, notes=notes)
    return found, variant


def went_through(rows: ir.Table) -> ir.Table:
    """One row per customer who did something of their own accord: customer_id and the columns of WENT_THROUGH."""
    did = active(rows)
    there = did.group_by("customer_id").agg(
        did=did.count().cast("float64"),
        days=did.time.date().nunique().cast("float64"),
        channels=did.channel.nunique().cast("float64"),
    )
    t: Any = rows
    counted = rows.group_by("customer_id").agg(
        orders=(t.kind == PURCHASE).cast("float64").sum(),
        contacts=t.kind.isin(CONTACTS).cast("float64").sum(),
        reopened=(t.kind == "Ticket Reopened").cast("float64").sum(),
        waits=t.wait_seconds.max(),
        waited=t.wait_seconds.fill_null(0.0).sum(),
        failed=t.failed.cast("float64").sum(),
        clicks=t.kind.isin(("Rage Clicked", "Dead Clicked", "Error Clicked")).cast("float64").sum(),
    )
    asked = rows.filter(rows.kind.isin(CONTACTS))
    following = {"group_by": "customer_id", "order_by": ["time", "id"]}
    gap = asked.time.epoch_seconds() - asked.time.lag().over(**following).epoch_seconds()
    soon = (gap <= REPEAT_DAYS * 86_400).fill_null(False)
    elsewhere = (asked.channel != asked.channel.lag().over(**following)).fill_null(False)
    asked = asked.mutate(soon=soon, elsewhere=soon & elsewhere)
    again = asked.group_by("customer_id").agg(
        repeats=asked.soon.cast("float64").sum(), switches=asked.elsewhere.cast("float64").sum()
    )
    joined = there.inner_join(counted, "customer_id").left_join(again, "customer_id").drop("customer_id_right")
    return joined.mutate(repeats=joined.repeats.fill_null(0.0), switches=joined.switches.fill_null(0.0))


def _answers(rows: ir.Table) -> tuple[ir.Table, str | None, int]:
    """How easy each customer found it on average, 0 to 100; the scale; and how many answers were on another."""
    found = scored(rows.filter(rows.metric == "ces"))
    points = (found.scale_max - found.scale_min + 1).round().cast("int64")
    found = found.mutate(points=points, easy=(position(found) >= ABOVE_MIDDLE).cast("float64") * 100.0)
    counted = found.group_by("points").agg(n=found.count()).to_pyarrow().to_pylist()
    sizes = Counter({row["points"]: row["n"] for row in counted})
    commonest = max(sizes, key=lambda one: (sizes[one], one)) if sizes else None
    kept = found.filter(found.points == (commonest if commonest is not None else ibis.null("int64")))
    answers = kept.group_by("customer_id").agg(easy=kept.easy.mean())
    return answers, f"{commonest} points" if commonest else None, sizes.total() - sizes[commonest] if commonest else 0


def folds_of(customers: pa.ChunkedArray) -> Ints:
    """To which fold each customer belongs, by the id alone."""
    return np.array(
        [blake2b(str(one).encode(), digest_size=2).digest()[0] % FOLDS for one in customers.to_pylist()], dtype=np.int64
    )


def _numbers(table: pa.Table, name: str) -> Floats:
    return np.asarray(table.column(name).cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)
