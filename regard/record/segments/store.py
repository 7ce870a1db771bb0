"""Writing who is in which segment: whole files, one writer at a time, a state that appears whole or not at all."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import ibis
import msgspec
import pyarrow as pa

from regard.analytics.errors import RegardError
from regard.foundation.lake.api import Lake, State, current_rows, folder_of, read_state

KEPT_DAYS = 400


class SegmentsBusy(RegardError):
    """Somebody else is working segments out just now."""

    code = "segments_busy"
    status = 503


@contextmanager
def writing(*, lake: Lake, wait: bool = True) -> Iterator[Path]:
    """Hold the one writing lock; give the folder. Raises SegmentsBusy where one is not willing to wait."""
    folder = folder_of(lake=lake)
    (folder / "changes").mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise SegmentsBusy("Segments are being worked out already. Try again in a moment.") from None
        yield folder


def write_state(*, lake: Lake, state: State) -> None:
    """Let everybody see the new files; remove those that nobody can be reading any more."""
    folder, before = folder_of(lake=lake), read_state(lake=lake)
    draft = folder / ".state.json"
    draft.write_bytes(msgspec.json.encode(state))
    draft.replace(folder / "state.json")
    kept = {name for one in (before, state) if one is not None for name in (one.whole, one.again)}
    for file in (*folder.glob("whole-*.parquet"), *folder.glob("again-*.parquet")):
        if file.name not in kept:
            file.unlink(missing_ok=True)


def write_changes(
    *,
    lake: Lake,
    before: State | None,
    after: State,
    pair: tuple[pa.Table, pa.Table] | None = None,
) -> int:
    """Note who entered and who left since `before`, in the file of the day; return how many such notes.

    A segment that is new, or means something else now, has no changes yet. Where only some customers were looked at,
    `pair` has their rows before and after.
    """
    if before is None:
        return 0
    pairs = [
        (slug, before.segments[slug].column, built.column)
        for slug, built in after.segments.items()
        if slug in before.segments and before.segments[slug].definition == built.definition
    ]
    if not pairs:
        return 0
    raw = lake.connection()
    for name, of in (("segments_before", 0), ("segments_after", 1)):
        if pair is not None:
            raw.register(name, pair[of])
            continue
        asked = ibis.to_sql(current_rows(lake=lake, state=(before, after)[of]), dialect="duckdb")
        raw.execute(f"create or replace temp view {name} as {asked}")
    return _append(lake, folder_of(lake=lake) / "changes" / f"{after.built_at:%Y-%m-%d}.parquet", pairs, after)


def _append(lake: Lake, file: Path, pairs: list[tuple[str, str, str]], after: State) -> int:
    """Slugs are made of a to z, 0 to 9 and -, columns are ours: nothing of what a person wrote is in this SQL."""
    now, then = "coalesce(n.{after}, false)", "coalesce(o.{before}, false)"
    differ = [f"({now} <> {then})".format(before=before, after=after_) for _, before, after_ in pairs]
    changes = ", ".join(
        f"case when {differs} then {{'segment': '{slug}', 'is_in': {now.format(after=after_)}}} end"
        for differs, (slug, _, after_) in zip(differ, pairs, strict=True)
    )
    raw, draft = lake.connection(), file.with_suffix(".draft")
    earlier = f"select * from read_parquet('{file}') union all by name" if file.exists() else ""
    raw.execute(
        f"""
        create or replace temp table segment_changes as
        select change.segment, customer_id, change.is_in, $at::timestamptz as at, $version::bigint as version
        from (
            select customer_id, unnest(list_filter([{changes}], lambda one: one is not null)) as change
            from segments_before o full join segments_after n using (customer_id) where {" or ".join(differ)}
        )
        """,
        {"at": after.now, "version": after.version},
    )
    found = raw.execute("select count(*) from segment_changes").fetchone()
    count = int(found[0]) if found else 0
    if count:
        raw.execute(f"copy ({earlier} select * from segment_changes) to '{draft}' (format parquet)")
        draft.replace(file)
    raw.execute("drop table segment_changes")
    return count


def forget_old_changes(*, lake: Lake, now: datetime) -> None:
    """Remove the notes of days long past."""
    for file in (folder_of(lake=lake) / "changes").glob("*.parquet"):
        if (now.date() - datetime.strptime(file.stem, "%Y-%m-%d").date()).days > KEPT_DAYS:  # noqa: DTZ007  # a day
            file.unlink(missing_ok=True)
