"""The recorder: validate, place, drop duplicates, find the customer, commit."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import duckdb
import numpy as np
import pyarrow as pa

from regard.analytics.schema.interactions import INTERACTION, OBSERVATION, REJECTED, TIME
from regard.foundation.lake.api import (
    HALVES_SQL,
    IdIndex,
    Lake,
    LakeWriter,
    Step,
    compact,
    find_step_note,
    halves_of,
    month_sql,
    taken_step,
)
from regard.record.consents import api as consents
from regard.record.customers import api as customers
from regard.record.interactions.counts import Counts, count_by_source, read_note
from regard.record.interactions.placing import connect, note_arrivals, place
from regard.record.tombstones import api as tombstones

BATCH_ROWS = 250_000


def utc_now() -> datetime:
    """The clock, read at the edge."""
    return datetime.now(UTC)


@dataclass
class Recorder:
    """Records observations into a lake, within a `with` block.

    The lake's writing lock is held for each batch, not for the whole block: what is collected meanwhile gets its turn.
    Needs Django set up and its database migrated, since identifiers live there.
    """

    lake: Lake
    clock: Callable[[], datetime] = utc_now
    on_compact: Callable[[str], None] = lambda month: None
    compacts: bool = True  # when the block ends, the months that were written to
    failpoint: Callable[[str], None] = lambda name: None
    _months: set[str] = field(default_factory=set, init=False)
    _ids: IdIndex = field(init=False)
    _engine: duckdb.DuckDBPyConnection = field(init=False)

    def __enter__(self) -> Self:
        self._engine = connect()
        self._ids = IdIndex.of_log(self.lake.root)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if error is None and self.compacts and self._months:
                compact(lake=self.lake, is_forced=True, months=self._months, on_month=self.on_compact)
        finally:
            self._engine.close()

    def record(self, observations: pa.Table) -> Counts:
        """Store what is new of `observations` (shape OBSERVATION); keep what cannot be stored, with its reason.

        Each batch of 250,000 rows is one commit. Recording the same rows again adds nothing.
        """
        total = Counts()
        for start in range(0, observations.num_rows, BATCH_ROWS):
            batch = observations.slice(start, BATCH_ROWS)
            with LakeWriter(self.lake) as writer:
                note_arrivals(engine=self._engine, arrivals={})
                stored, rejected = self._resolve(batch, writer, first="origin, line")
                self._reject(writer, rejected)
                self._store(writer, stored)
            counts = batch.num_rows, stored.num_rows, rejected.num_rows
            total += Counts(counts[0], counts[1], counts[0] - counts[1] - counts[2], counts[2])
        return total

    def record_step(
        self,
        observations: pa.Table,
        rejected: pa.Table,
        *,
        step: Step,
        raw_of: Callable[[str, int], str] | None = None,
        arrivals: Mapping[str, datetime] | None = None,
    ) -> dict[str, Counts]:
        """Record one batch exactly once, however often it is tried: the same step must bring the same rows.

        `raw_of` gives what was sent at an origin and line, to be kept of a row that is refused here; `arrivals` says when
        what has an origin came, where that was not now. Returns the counts
        by source. A step the log has taken already answers what it answered then. Of rows with one id the first in
        `observations` is kept, whatever its origin.
        """
        with LakeWriter(self.lake) as writer:
            if taken_step(lake=self.lake, name="interactions", of=step.of) >= step.number:
                return read_note(find_step_note(lake=self.lake, name="interactions", step=step))
            note_arrivals(engine=self._engine, arrivals=arrivals or {})
            stored, refused = self._resolve(observations, writer, first="arrival")
            unread = tombstones.blank_erased(rejected=rejected, data_dir=self.lake.root)
            refused = pa.concat_tables([unread, _with_raw(refused, raw_of) if raw_of else refused])
            refused = _with_arrivals(refused, arrivals or {})
            counts = count_by_source(observations, rejected, stored, refused)
            step = replace(step, note={source: asdict(found) for source, found in counts.items()})
            writer.append("rejected", refused, step=step)
            self.failpoint("record.after_rejected")
            self._store(writer, stored, step=step)
            self.failpoint("record.after_log")
        return counts

    def reject(self, rejected: pa.Table) -> Counts:
        """Keep rows (shape REJECTED) that the reader itself could not read, each once."""
        with LakeWriter(self.lake) as writer:
            self._reject(writer, rejected)
        return Counts(read=rejected.num_rows, rejected=rejected.num_rows)

    def _reject(self, writer: LakeWriter, rejected: pa.Table) -> None:
        if not rejected.num_rows:
            return
        rejected = tombstones.blank_erased(rejected=rejected, data_dir=self.lake.root)
        self._engine.register("rejected_rows", rejected)
        files = self.lake.delta("rejected").file_uris()
        known = (
            ""
            if not files
            else "anti join (select * from read_parquet($files)) kept using (source, origin, line, reason, raw)"
        )
        fresh = self._engine.sql(f"select * from rejected_rows {known}", params={"files": files} if files else {})
        writer.append("rejected", fresh.to_arrow_table())
        self._engine.unregister("rejected_rows")

    def _resolve(self, observations: pa.Table, writer: LakeWriter, *, first: str) -> tuple[pa.Table, pa.Table]:
        """What of a batch is to be stored, and what rejected. `first` is the order in which equal ids are looked at."""
        now = self.clock()
        place(self._engine, observations.select(OBSERVATION.names).cast(OBSERVATION), now=now)
        tombstones.mark_erased(engine=self._engine, data_dir=self.lake.root)
        self._drop_duplicates(first)
        has_moved = self._assign_customers()
        consents.take_consents_of(engine=self._engine, table="fresh")  # a crash from here on repeats it, harmlessly
        self.failpoint("record.after_customers")
        if has_moved:
            customers.publish_reassigned(writer=writer)
        return _stored(self._engine, now), _rejected(self._engine, now)

    def _store(self, writer: LakeWriter, stored: pa.Table, *, step: Step | None = None) -> None:
        version = writer.append("interactions", stored, step=step)
        self._months |= writer.touched_months
        if version is not None:
            self.failpoint("record.before_ids")
            self._ids.add(halves_of(ids=stored["id"].to_pylist()), version=version)

    def _drop_duplicates(self, first: str) -> None:
        """Keep, of the storable rows, the first with each id that the log does not hold yet: the view `fresh`."""
        engine = self._engine
        ids = engine.execute(
            f"select rowid as row_at, {HALVES_SQL} from placed where reason is null "
            f"qualify row_number() over (partition by id order by {first}) = 1"
        ).fetchnumpy()
        self._ids.catch_up(version=self.lake.delta("interactions").version())
        is_known = self._ids.contains(np.array([ids["high"], ids["low"]], dtype=np.uint64))
        storable = engine.sql("select count(*) from placed where reason is null").to_arrow_table()[0][0].as_py()
        if storable == len(is_known) and not is_known.any():  # as nearly always: nothing is copied
            engine.execute("create or replace temp view fresh as select * from placed where reason is null")
            return
        engine.register("kept_rows", pa.table({"row_at": ids["row_at"][~is_known]}))
        engine.execute(
            "create or replace temp table kept as "
            "select placed.* from placed semi join kept_rows on placed.rowid = kept_rows.row_at"
        )
        engine.execute("create or replace temp view fresh as select * from kept")
        engine.unregister("kept_rows")

    def _assign_customers(self) -> bool:
        """Find the anchor and customer id for `fresh`: table `placement`, None for rows without a usable identifier.

        Returns whether rows written before belong to somebody else now.
        """
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
    columns = {"received_at": "coalesce(came.received_at, $now)", "month": month_sql(customer="placement.customer_id")}
    own = {"anchor", "customer_id"}
    picked = ", ".join(
        f"{columns[name]} as {name}" if name in columns else (f"placement.{name}" if name in own else f"fresh.{name}")
        for name in INTERACTION.names
    )
    query = (
        f"select {picked} from fresh join placement on {_SAME_IDENTIFIERS} "
        "left join came on came.origin = fresh.origin where placement.anchor is not null "
        "order by month, customer_id, time, id"
    )
    return engine.sql(query, params={"now": now}).to_arrow_table().cast(INTERACTION)


def _rejected(engine: duckdb.DuckDBPyConnection, now: datetime) -> pa.Table:
    nameless = "'it has no identifier: give a user id, an anonymous id, an e-mail, a phone number or an external id'"
    own = ("source", "origin", "line", "message_id", "kind", "properties", *_IDENTIFIERS)
    columns = ", ".join(own) + ", time::varchar as time"  # it may lie beyond Python's
    rows = engine.sql(
        f"select {columns}, reason from placed where reason is not null union all "
        f"select {', '.join(f'fresh.{name}' for name in own)}, fresh.time::varchar, {nameless} "
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
            "raw": "" if row["reason"] == tombstones.ERASED else json.dumps(raw, default=str, ensure_ascii=False),
            "received_at": now,
        }


def _sentence(reason: str) -> str:
    return reason[0].upper() + reason[1:] + "."


def _with_arrivals(rows: pa.Table, arrivals: Mapping[str, datetime]) -> pa.Table:
    """Rows with an origin, each received when that came."""
    given = zip(rows["origin"].to_pylist(), rows["received_at"].to_pylist(), strict=True)
    came = pa.array([arrivals.get(origin, received_at) for origin, received_at in given], TIME)
    return rows.set_column(rows.column_names.index("received_at"), rows.schema.field("received_at"), came)


def _with_raw(refused: pa.Table, raw_of: Callable[[str, int], str]) -> pa.Table:
    rows = refused.select(["origin", "line", "raw"]).to_pylist()
    raws = [raw_of(row["origin"], row["line"]) if row["raw"] else "" for row in rows]  # nothing is kept of the erased
    return refused.set_column(refused.column_names.index("raw"), REJECTED.field("raw"), pa.array(raws, pa.string()))


def preview(
    *, observations: pa.Table, now: datetime, engine: duckdb.DuckDBPyConnection | None = None
) -> tuple[pa.Table, pa.Table]:
    """What recording would store and reject, without looking at the log or writing anything.

    Returns tables of shape INTERACTION (customer_id and anchor are the strongest identifier's own) and REJECTED.
    An `engine` from `connect` that is used again and again makes it quick.
    """
    if engine is None:
        with connect() as own:
            return preview(observations=observations, now=now, engine=own)
    place(engine, observations.select(OBSERVATION.names).cast(OBSERVATION), now=now)
    engine.execute(
        "create or replace temp table fresh as select * from placed where reason is null "
        "qualify row_number() over (partition by id order by arrival) = 1"
    )
    found = engine.sql(f"select distinct {', '.join(_IDENTIFIERS)} from fresh").to_arrow_table()
    anchors = [customers.anchor_alone(values=tuple(row.values())) for row in found.to_pylist()]
    found = found.append_column("anchor", pa.array(anchors, pa.string()))
    engine.register("placement_rows", found.append_column("customer_id", pa.array(anchors, pa.string())))
    engine.execute("create or replace temp table placement as select * from placement_rows")
    engine.unregister("placement_rows")
    return _stored(engine, now), _rejected(engine, now)
