"""The recorder: validate, place, drop duplicates, find the customer, commit."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import duckdb
import pyarrow as pa

from regard.analytics.schema.interactions import INTERACTION, OBSERVATION, REJECTED
from regard.foundation.lake.api import Lake, LakeWriter
from regard.record.customers import api as customers
from regard.record.interactions.placing import connect, place

BATCH_ROWS = 250_000


@dataclass(frozen=True)
class Counts:
    """What became of what was read: read = stored + duplicates + rejected."""

    read: int = 0
    stored: int = 0
    duplicates: int = 0
    rejected: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.read + other.read,
            self.stored + other.stored,
            self.duplicates + other.duplicates,
            self.rejected + other.rejected,
        )


def utc_now() -> datetime:
    """The clock, read at the edge."""
    return datetime.now(UTC)


@dataclass
class Recorder:
    """Records observations into a lake, within a `with` block that holds the lake's writing lock.

    Needs Django set up and its database migrated, since identifiers live there.
    """

    lake: Lake
    clock: Callable[[], datetime] = utc_now
    on_compact: Callable[[str], None] = lambda month: None
    _writer: LakeWriter = field(init=False)
    _engine: duckdb.DuckDBPyConnection = field(init=False)

    def __enter__(self) -> Self:
        self._writer = LakeWriter(self.lake).__enter__()
        self._engine = connect()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if error is None:
                self._writer.compact(on_month=self.on_compact)
        finally:
            self._engine.close()
            self._writer.__exit__(kind, error, at)

    def record(self, observations: pa.Table) -> Counts:
        """Store what is new of `observations` (shape OBSERVATION); keep what cannot be stored, with its reason.

        Each batch of 250,000 rows is one commit. Recording the same rows again adds nothing.
        """
        total = Counts()
        for start in range(0, observations.num_rows, BATCH_ROWS):
            total += self._record_batch(observations.slice(start, BATCH_ROWS))
        return total

    def reject(self, rejected: pa.Table) -> Counts:
        """Keep rows (shape REJECTED) that the reader itself could not read, each once."""
        self._engine.register("rejected_rows", rejected)
        files = self.lake.delta("rejected").file_uris()
        known = (
            ""
            if not files
            else "anti join (select * from read_parquet($files)) kept using (source, origin, line, reason, raw)"
        )
        fresh = self._engine.sql(f"select * from rejected_rows {known}", params={"files": files} if files else {})
        self._writer.append("rejected", fresh.to_arrow_table())
        self._engine.unregister("rejected_rows")
        return Counts(read=rejected.num_rows, rejected=rejected.num_rows)

    def _record_batch(self, observations: pa.Table) -> Counts:
        now = self.clock()
        place(self._engine, observations.select(OBSERVATION.names).cast(OBSERVATION), now=now)
        self._drop_duplicates()
        has_moved = self._assign_customers()
        rejected = _rejected(self._engine, now)
        stored = _stored(self._engine, now)
        if has_moved:
            customers.publish_reassigned(writer=self._writer)
        self.reject(rejected)
        self._writer.append("interactions", stored)
        counts = observations.num_rows, stored.num_rows, rejected.num_rows
        return Counts(counts[0], counts[1], counts[0] - counts[1] - counts[2], counts[2])

    def _drop_duplicates(self) -> None:
        """Keep, of the storable rows, the first with each id that the log does not hold yet: table `fresh`."""
        files = self.lake.delta("interactions").file_uris()
        known = "" if not files else "anti join (select id from read_parquet($files)) log using (id)"
        self._engine.execute(
            f"create or replace temp table fresh as select * from placed {known} where reason is null "
            "qualify row_number() over (partition by id order by origin, line) = 1",
            {"files": files} if files else {},
        )

    def _assign_customers(self) -> bool:
        """Add anchor and customer id to `fresh`; rows without a usable identifier get a reason. Says if others moved."""
        found = self._engine.sql(
            f"select {', '.join(_IDENTIFIERS)}, arg_min(source, time) as source, arg_min(message_id, time) as message_id, "
            "min(time) as seen_at from fresh group by all"
        ).to_arrow_table()
        bundles = [
            customers.Bundle(
                tuple(row[kind] for kind in customers.KINDS), row["source"], row["message_id"], row["seen_at"]
            )
            for row in found.to_pylist()
        ]
        assignment = customers.assign_customers(bundles=bundles)
        placements = assignment.placements
        found = found.append_column("anchor", pa.array([place and place.anchor for place in placements], pa.string()))
        found = found.append_column(
            "customer_id", pa.array([place and place.customer_id for place in placements], pa.string())
        )
        self._engine.register("placement_rows", found)
        self._engine.execute("create or replace temp table placement as select * from placement_rows")
        self._engine.unregister("placement_rows")
        return assignment.has_moved


_IDENTIFIERS = customers.KINDS
_SAME_IDENTIFIERS = " and ".join(f"fresh.{kind} is not distinct from placement.{kind}" for kind in _IDENTIFIERS)


def _stored(engine: duckdb.DuckDBPyConnection, now: datetime) -> pa.Table:
    columns = {"received_at": "$now", "month": "strftime(time, '%Y-%m')"}
    own = {"anchor", "customer_id"}
    picked = ", ".join(
        f"{columns[name]} as {name}" if name in columns else (f"placement.{name}" if name in own else f"fresh.{name}")
        for name in INTERACTION.names
    )
    query = (
        f"select {picked} from fresh join placement on {_SAME_IDENTIFIERS} where placement.anchor is not null "
        "order by month, customer_id, time, id"
    )
    return engine.sql(query, params={"now": now}).to_arrow_table().cast(INTERACTION)


def _rejected(engine: duckdb.DuckDBPyConnection, now: datetime) -> pa.Table:
    nameless = "'it has no identifier: give a user id, an anonymous id, an e-mail, a phone number or an external id'"
    columns = "source, origin, line, message_id, kind, time, properties, " + ", ".join(_IDENTIFIERS)
    rows = engine.sql(
        f"select {columns}, reason from placed where reason is not null union all "
        f"select {', '.join('fresh.' + name.strip() for name in columns.split(','))}, {nameless} "
        f"from fresh join placement on {_SAME_IDENTIFIERS} where placement.anchor is null order by origin, line"
    ).to_arrow_table()
    return pa.Table.from_pylist(list(_as_rejected(rows, now)), schema=REJECTED)


def _as_rejected(rows: pa.Table, now: datetime) -> Iterator[dict[str, object]]:
    for row in rows.to_pylist():
        raw = {
            name: value for name, value in row.items() if name not in ("origin", "line", "reason") and value is not None
        }
        yield {
            "source": row["source"],
            "origin": row["origin"],
            "line": row["line"],
            "reason": _sentence(row["reason"]),
            "raw": json.dumps(raw, default=str, ensure_ascii=False),
            "received_at": now,
        }


def _sentence(reason: str) -> str:
    return reason[0].upper() + reason[1:] + "."


def preview(*, observations: pa.Table, now: datetime) -> tuple[pa.Table, pa.Table]:
    """What recording would store and reject, without looking at the log or writing anything.

    Returns tables of shape INTERACTION (customer_id and anchor are the strongest identifier's own) and REJECTED.
    """
    with connect() as engine:
        place(engine, observations.select(OBSERVATION.names).cast(OBSERVATION), now=now)
        engine.execute(
            "create or replace temp table fresh as select * from placed where reason is null "
            "qualify row_number() over (partition by id order by origin, line) = 1"
        )
        found = engine.sql(f"select distinct {', '.join(_IDENTIFIERS)} from fresh").to_arrow_table()
        anchors = [customers.anchor_alone(values=tuple(row.values())) for row in found.to_pylist()]
        found = found.append_column("anchor", pa.array(anchors, pa.string()))
        engine.register("placement", found.append_column("customer_id", pa.array(anchors, pa.string())))
        return _stored(engine, now), _rejected(engine, now)
