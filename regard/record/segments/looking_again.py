"""Looking again only at the customers whom something new concerns: rows that came, and windows that moved on."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.utils import timezone

from regard.foundation.lake.api import Built, Lake, State, folder_of
from regard.record.segments import shelves as s
from regard.record.segments.definitions import Definition
from regard.record.segments.moments import moment_of
from regard.record.segments.question import ASKED, ask
from regard.record.segments.store import write_changes

MOST_AGAIN = 100_000  # beyond so many customers looked at again, all are worked out anew


def key_of(*, lake: Lake, definitions: Mapping[str, Definition]) -> str:
    """Names what shelves must hold for these segments."""
    needs = s.needs_of(one.expanded for one in definitions.values())
    return needs.key(moved=lake.snapshot("reassigned").version)


def stock_shelves(*, lake: Lake, definitions: Mapping[str, Definition], state: State) -> None:
    """Make the shelves of all files the state was worked out from; remove those of others."""
    needs = s.needs_of(one.expanded for one in definitions.values())
    kept = {s.stock(lake=lake, file=file, needs=needs, key=state.needs).name for file in state.read}
    for file in (folder_of(lake=lake) / "shelves").glob("*"):
        if file.name.split(".")[0] not in kept:
            file.unlink(missing_ok=True)


def look_again(*, lake: Lake, definitions: Mapping[str, Definition], before: State) -> State | None:
    """The state after looking at the customers concerned, None where all have to be worked out anew."""
    version, now, files = lake.version, moment_of(lake=lake), lake.snapshot("interactions").uris()
    conditions = [one.expanded for one in definitions.values()]
    if not _is_possible(lake, definitions, before, files) or s.needs_everybody(conditions):
        return None
    needs, new = s.needs_of(conditions), sorted(set(files) - set(before.read))
    known = {file: s.stock(lake=lake, file=file, needs=needs, key=before.needs) for file in files}
    opened = {file: s.open_shelf(stem) for file, stem in known.items()}
    spans = s.edges(before.now, now, s.edges_of(conditions))
    crossed = [shelf.crossing(*span) for shelf in opened.values() for span in spans if span[0] < span[1]]
    wanted = np.unique(np.concatenate([s.customers_in(lake=lake, files=new), *crossed]))
    if len(wanted) > min(MOST_AGAIN, before.customers // 5):
        return None
    return _replaced(
        lake, definitions, before, wanted, (version, now, tuple(files)), s.rows_of(opened.values(), wanted)
    )


def _is_possible(lake: Lake, definitions: Mapping[str, Definition], before: State, files: list[str]) -> bool:
    """Nothing left the log, nobody was merged, the segments mean what they meant, and the shelves are stocked."""
    meant = {slug: one.fingerprint for slug, one in definitions.items()}
    return (
        set(before.read) <= set(files)
        and before.needs == key_of(lake=lake, definitions=definitions)
        and meant == {slug: built.definition for slug, built in before.segments.items()}
        and all(_is_stocked(lake, before, file) for file in before.read)
    )


def _is_stocked(lake: Lake, state: State, file: str) -> bool:
    return s.stem_of(lake=lake, file=file, key=state.needs).with_suffix(".npy").exists()


def _replaced(
    lake: Lake,
    definitions: Mapping[str, Definition],
    before: State,
    wanted: s.Ids,
    stamp: tuple[int, datetime, tuple[str, ...]],
    rows: pa.Table,
) -> State | None:
    version, now, files = stamp
    built_at = timezone.now()
    ids = pa.table({"customer_id": pa.array([one.decode() for one in wanted.tolist()], pa.string())})
    columns = {before.segments[slug].column: one.expanded for slug, one in definitions.items()}
    found = ask(lake=lake, conditions=columns, now=now, rows=rows, customers=ids)
    old = _asked_before(lake, before, found.column_names)
    again = _merged(folder_of(lake=lake), before, found, ids)
    if again is None:
        return None
    more = {column: _held(found, column) - _held(old, column) for column in columns}
    segments = {
        slug: Built(built.column, definitions[slug].name, built.definition, built.n + more[built.column], built.since)
        for slug, built in before.segments.items()
    }
    customers = before.customers + found.num_rows - old.num_rows
    after = State(version, now, built_at, before.whole, again, customers, segments, files, before.needs)
    write_changes(lake=lake, before=before, after=after, pair=(old, found))
    return after


def _asked_before(lake: Lake, state: State, columns: list[str]) -> pa.Table:
    """What was found earlier for those who are asked about now."""
    folder, names = folder_of(lake=lake), ", ".join(columns)
    asked = f"customer_id in (select customer_id from {ASKED})"
    read = f"select {names} from read_parquet('{folder / state.whole}') where {asked}"
    if state.again is not None:
        again = f"read_parquet('{folder / state.again}')"
        read += f" and customer_id not in (select customer_id from {again})"
        read += f" union all select {names} from {again} where {asked}"
    return lake.connection().sql(read).to_arrow_table()


def _merged(folder: Path, before: State, found: pa.Table, ids: pa.Table) -> str | None:
    """Write who was looked at again so far, those of now in place of their earlier rows; None where it is too many."""
    tables = [found]
    if before.again is not None:
        earlier = pq.read_table(folder / before.again).select(found.column_names)
        stays = pc.invert(pc.is_in(earlier.column("customer_id"), value_set=ids.column(0).combine_chunks()))
        tables.append(earlier.filter(stays))
    merged = pa.concat_tables([one.cast(found.schema) for one in tables])
    if merged.num_rows > MOST_AGAIN:
        return None
    name = f"again-{uuid4().hex[:12]}.parquet"
    pq.write_table(merged, folder / name)
    return name


def _held(rows: pa.Table, column: str) -> int:
    return int(pc.sum(rows.column(column)).as_py() or 0)
