"""What became of tickets, put together from what is kept: only the tickets that went on are gone through again.

The rows of tickets are read out of each run of the extracts once, in order, into a file in `derived/tickets`. A run never
changes, so neither does its file. The oldest run holds nearly everything: what it says is worked out once in a process.
What came since lies in small runs; the tickets they name are taken out of the old ones and read anew with both, and the
others stay as they were. Who a row belongs to now is looked up for each person and not for each row.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regard.analytics.schema.families import SCORES, TICKETS
from regard.analytics.tickets.histories import PLACE, TOLD, Codes, Flags, Histories, histories_of, rows_of_tickets
from regard.analytics.tickets.renewing import renewed
from regard.foundation.lake.api import ExtractRun, Lake, Recent, extract_of_run, extracts, reassigned_now

SHAPE = 2  # goes up when what is read out of the rows of tickets changes
ORDER = [("matter_id", "ascending"), ("time", "ascending"), ("id", "ascending")]
SAID = pa.schema(
    [
        *((name, pa.string()) for name in ("matter_id", "id", "customer_id", "anchor", *PLACE, "status", *TOLD)),
        ("time", pa.timestamp("us", tz="UTC")),
        *((name, pa.bool_()) for name in ("replied", "by_customer", "by_company")),
    ]
)
MICROSECONDS = 1_000_000
END = datetime(9999, 1, 1, tzinfo=UTC)
NOTHING = SAID.empty_table()
_kept = Recent(2)
_moved = Recent(2)


@dataclass(frozen=True)
class People:
    """For whom each row was written, and whom it would be alone: as codes, and what they stand for."""

    customer: Codes
    customers: pa.Array
    anchor: Codes
    anchors: pa.Array


@dataclass(frozen=True)
class Part:
    """Rows of tickets in order, and what they say."""

    rows: pa.Table
    histories: Histories
    people: People
    tickets: pa.Array  # what each ticket is called


def ticket_histories(*, lake: Lake, as_of: datetime, members: pa.Array | None = None) -> Histories:
    """The histories of all tickets, or of the rows that belong to some customers, of what had happened by `as_of`."""
    try:
        files = _files(lake)
    except duckdb.IOException:  # another process merged runs while they were read
        files = _files(lake)
    old = _kept.get(str(files[0]), lambda: _part(_read(files[0]))) if files else _part(NOTHING)
    fresh, gone = _fresh(old, files[1:], as_of)
    codes, names = _owners([old.people, fresh.people], _moves(lake))
    if members is not None:
        chosen = _flags(pc.is_in(names, value_set=members))
        return _of_some([(old, codes[0], ~gone), (fresh, codes[1], np.ones(len(fresh.tickets), bool))], chosen, as_of)
    mine, theirs = (replace(part.histories, customer=code) for part, code in zip((old, fresh), codes, strict=True))
    return replace(renewed(mine, gone=gone, fresh=theirs), until=int(as_of.timestamp() * MICROSECONDS))


def forget_tickets(*, lake: Lake) -> None:
    """Remove what was read out of the rows of tickets: it is read again when it is asked for."""
    for file in _folder(lake).glob("*.arrow"):
        file.unlink(missing_ok=True)


def tickets_token(*, lake: Lake) -> str:
    """What changes whenever the rows of tickets may have."""
    names = [_name(run) for run in _runs(lake)]
    return repr((names, lake.snapshot("reassigned").version))


def _runs(lake: Lake) -> list[ExtractRun]:
    return [run for run in extracts(lake=lake).runs if any(run.files.get(one) for one in (SCORES, TICKETS))]


def _files(lake: Lake) -> list[Path]:
    """A file for each run, oldest first; those that are not there are read out of it."""
    folder, runs = _folder(lake), _runs(lake)
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{_name(run)}.arrow" for run in runs]
    for run, file in zip(runs, files, strict=True):
        if not file.exists():
            rows = rows_of_tickets(extract_of_run(lake=lake, run=run, families=(SCORES, TICKETS))).to_pyarrow()
            draft = file.with_name(f".{file.name}.{os.getpid()}")
            with pa.OSFile(str(draft), "wb") as sink, pa.ipc.new_file(sink, SAID) as writer:
                writer.write_table(rows.select(SAID.names).cast(SAID).combine_chunks())
            draft.replace(file)
    for old in folder.glob("*.arrow"):
        if old not in files:
            old.unlink(missing_ok=True)
    return files


def _fresh(old: Part, files: Sequence[Path], as_of: datetime) -> tuple[Part, Flags]:
    """The tickets that newer runs name or that went on after `as_of`, with all there is of them by then.

    And which of the old tickets these are.
    """
    added = pa.concat_tables([_read(file) for file in files]) if files else NOTHING
    gone = _flags(pc.is_in(old.tickets, value_set=pc.unique(added["matter_id"])))
    gone[old.histories.ticket[old.histories.time > int(as_of.timestamp() * MICROSECONDS)]] = True
    before = old.rows.take(pa.array(np.flatnonzero(gone[old.histories.ticket])))
    rows = _until(pa.concat_tables([before, added]), as_of)
    return _part(rows.sort_by(ORDER)), gone


def _part(rows: pa.Table) -> Part:
    told = histories_of(rows, END)
    return Part(rows, told, _people(rows), rows["matter_id"].take(pa.array(told.starts)).combine_chunks())


def _of_some(parts: Sequence[tuple[Part, Codes, Flags]], chosen: Flags, as_of: datetime) -> Histories:
    """The histories of the rows of chosen customers; of each part the codes of its customers and the tickets that stay."""
    masks = [chosen[codes] & stays[part.histories.ticket] for part, codes, stays in parts]
    rows = pa.concat_tables([part.rows.filter(pa.array(mask)) for (part, _, _), mask in zip(parts, masks, strict=True)])
    customer = np.concatenate([codes[mask] for (_, codes, _), mask in zip(parts, masks, strict=True)])
    return replace(histories_of(rows, as_of), customer=customer)


def _people(rows: pa.Table) -> People:
    told = [pc.dictionary_encode(rows[name].combine_chunks()) for name in ("customer_id", "anchor")]
    (customer, customers), (anchor, anchors) = ((_ints(one.indices), one.dictionary) for one in told)
    return People(customer, customers, anchor, anchors)


def _owners(parts: Sequence[People], moved: pa.Table) -> tuple[list[Codes], pa.Array]:
    """Under which customer each row of the parts is now: codes that mean the same in all, and the customers."""
    owners = moved["customer_id"].combine_chunks()
    told = pc.dictionary_encode(pa.concat_arrays([owners, *(part.customers for part in parts)]))
    codes, start, found = _ints(told.indices), len(owners), []
    for part in parts:
        place = _ints(pc.index_in(part.anchors, value_set=moved["anchor"].combine_chunks()).fill_null(-1))
        written = codes[start : start + len(part.customers)][part.customer]
        owner = place[part.anchor] if len(place) else part.anchor
        found.append(np.where(owner >= 0, codes[np.maximum(owner, 0)], written) if len(owners) else written)
        start += len(part.customers)
    return found, told.dictionary


def _moves(lake: Lake) -> pa.Table:
    key = (lake.root, lake.snapshot("reassigned").version)
    return _moved.get(key, lambda: reassigned_now(lake=lake))


def _read(file: Path) -> pa.Table:
    return pa.ipc.open_file(pa.memory_map(str(file))).read_all()


def _until(rows: pa.Table, as_of: datetime) -> pa.Table:
    return rows.filter(pc.less_equal(rows["time"], pa.scalar(as_of, rows["time"].type)))


def _name(run: ExtractRun) -> str:
    said = repr((SHAPE, [run.files.get(one, ()) for one in (SCORES, TICKETS)]))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _folder(lake: Lake) -> Path:
    return lake.root / "derived" / "tickets"


def _flags(found: pa.Array) -> Flags:
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.bool_)


def _ints(found: pa.Array) -> Codes:
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.int64)
