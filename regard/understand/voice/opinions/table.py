"""The table of opinions as questions see it: one row per opinion and interaction that said it, with what staff corrected.

Columns are those of an interaction but its text (SAID), then key, part, first, last, aspect, sentiment, label, certainty,
the emotions, intent, language, leaf and parent (topics), near (how typical of its topic), is_checked (a person looked at it).
"""

from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regard.analytics.identity import PUBLIC_ID
from regard.analytics.schema.interactions import INTERACTION
from regard.analytics.scope import CUSTOMERS, PUBLIC
from regard.foundation.lake.api import Lake, now_of_sql
from regard.understand.voice.opinions.flat import READ, flat_sql
from regard.understand.voice.opinions.mentions import followed, read_sql
from regard.understand.voice.opinions.runs import quote, runs_sql
from regard.understand.voice.opinions.shapes import EMOTIONS, OPINION, PLACED, SAID, TEXT, Manifest, Run, folder_of

CORRECTED = pa.schema(
    [
        pa.field("key", pa.string(), nullable=False),
        pa.field("part", pa.int32(), nullable=False),
        pa.field("sentiment", pa.float32()),
        pa.field("label", pa.string()),  # null: as it was read
        pa.field("emotion", pa.string()),  # null: as read; empty: none
        pa.field("intent", pa.string()),  # likewise
        pa.field("leaf", pa.string()),  # likewise
        pa.field("parent", pa.string()),
        pa.field("is_gone", pa.bool_(), nullable=False),  # it is no opinion
    ]
)
COLUMNS = (
    *(*SAID, "key", "part", "first", "last", "aspect", "sentiment", "label", "certainty"),
    *(*EMOTIONS, "intent", "language", "leaf", "parent", "near", "is_checked"),
)
_OTHER = {
    "key": "string",
    "part": "int32",
    "first": "int32",
    "last": "int32",
    "sentiment": "float32",
    "certainty": "float32",
    "near": "float32",
    "is_checked": "boolean",
    **dict.fromkeys(EMOTIONS, "float32"),
}
_SCHEMA = ibis.schema(
    {name: INTERACTION.field(name).type if name in SAID else _OTHER.get(name, "string") for name in COLUMNS}
)


def opinion_table(*, lake: Lake, found: Manifest | None = None, voices: str | None = CUSTOMERS) -> ir.Table:
    """The table at the log's newest version, each row under the customer it belongs to now. On DuckDB.

    `voices` is customers, or public: of authors who are nobody's customer as far as is proved. None is both.
    """
    text = opinion_sql(lake=lake, found=found or followed(lake=lake))
    if voices is not None:
        text = f"select * from ({text}) where starts_with(customer_id, '{PUBLIC_ID}') = {voices == PUBLIC}"
    return lake.engine().sql(text, schema=_SCHEMA)


def token_of(*, lake: Lake, found: Manifest) -> str:
    """Changes whenever an answer from the table may."""
    file = corrected_file(lake=lake)
    return f"{found.token}.{lake.snapshot('reassigned').version}.{file.stat().st_mtime_ns if file.exists() else 0}"


def corrected_file(*, lake: Lake) -> Path:
    """The copy of what staff corrected, for processes without a database."""
    return folder_of(lake=lake) / "corrected.parquet"


def opinion_sql(*, lake: Lake, found: Manifest) -> str:
    """The table as a query of DuckDB's SQL."""
    flat = flat_sql(lake=lake, found=found)
    if flat is None:
        return _corrected(lake, _joined(lake, found))
    columns = [quote(name) if name in ("first", "last") else name for name in (*SAID, *READ)]
    now = now_of_sql(written=flat, moved=lake.snapshot("reassigned"), columns=columns)
    return _corrected(lake, now)


def _corrected(lake: Lake, joined: str) -> str:
    """A query for opinions as they count, after what staff corrected."""
    if not corrected_file(lake=lake).exists():
        return f"select *, false as is_checked from ({joined})"
    emotions = ", ".join(
        f"case when c.emotion is null then o.{one} when c.emotion = '{one}' then 1 end as {one}" for one in EMOTIONS
    )
    columns = ", ".join(f"o.{name}" for name in SAID)
    return (
        f'select {columns}, o.key, o.part, o."first", o."last", o.aspect, '
        "case when c.label is null then o.sentiment else c.sentiment end as sentiment, "
        "coalesce(c.label, o.label) as label, "
        "case when c.label is null then o.certainty else 1 end as certainty, "
        f"{emotions}, "
        "case when c.intent is null then o.intent else nullif(c.intent, '') end as intent, o.language, "
        "case when c.leaf is null then o.leaf else nullif(c.leaf, '') end as leaf, "
        "case when c.leaf is null then o.parent else nullif(c.parent, '') end as parent, "
        f"o.near, c.key is not null as is_checked from ({joined}) o "
        f"left join ({_corrected_sql(lake)}) c on c.key = o.key and c.part = o.part where c.is_gone is not true"
    )


def _joined(lake: Lake, found: Manifest) -> str:
    """A query that joins what was said with what was read in it."""
    own, others = _by_model(found)
    columns = ", ".join(f"s.{name}" for name in SAID)
    return (
        f"with said as ({_said_sql(lake, found)}), "
        f"texts as ({_preferred(lake, own, others, 'texts', TEXT)}), "
        f"opinions as ({_preferred(lake, own, others, 'opinions', OPINION)}), "
        f"placed as ({runs_sql(lake=lake, runs=found.readings, name=f'placed-{found.topics}', schema=PLACED)}) "
        f'select {columns}, o.key, o.part, o."first", o."last", o.aspect, o.sentiment, o.label, o.certainty, '
        f"{', '.join(f'o.{one}' for one in EMOTIONS)}, o.intent, t.language, p.leaf, p.parent, p.near "
        "from opinions o join texts t using (key) join said s using (key) "
        "left join placed p on p.key = o.key and p.part = o.part"
    )


def text_sql(*, lake: Lake, found: Manifest) -> str:
    """The texts that were read: key, text, language, model."""
    own, others = _by_model(found)
    return _preferred(lake, own, others, "texts", TEXT)


def _by_model(found: Manifest) -> tuple[list[Run], list[Run]]:
    own = [run for run in found.readings if run.model == found.model]
    return own, [run for run in found.readings if run.model != found.model]


def _said_sql(lake: Lake, found: Manifest) -> str:
    if not found.mentions:
        types = {
            pa.float64(): "double",
            pa.decimal128(18, 4): "decimal(18, 4)",
            pa.timestamp("us", tz="UTC"): "timestamptz",
        }
        empty = [f"null::{types.get(INTERACTION.field(name).type, 'varchar')} as {name}" for name in SAID]
        return f"select {', '.join(empty)}, null::varchar as key where false"
    files = [str(folder_of(lake=lake) / run.name / "said.parquet") for run in found.mentions]
    written = f"select {', '.join(SAID)}, key from {read_sql(files)}"
    return now_of_sql(written=written, moved=lake.snapshot("reassigned"), columns=(*SAID, "key"))


def _preferred(lake: Lake, own: list[Run], others: list[Run], name: str, schema: pa.Schema) -> str:
    """What the present model said, and of texts it did not read yet what another said."""
    mine = runs_sql(lake=lake, runs=own, name=name, schema=schema)
    if not others:
        return mine
    read = runs_sql(lake=lake, runs=own, name="texts", schema=TEXT)
    newest = {run.model: run for run in others}  # of several others the last one
    rest = [run for run in others if run.model == next(reversed(newest))]
    theirs = runs_sql(lake=lake, runs=rest, name=name, schema=schema)
    return f"select * from ({mine}) union all select * from ({theirs}) where key not in (select key from ({read}))"


def _corrected_sql(lake: Lake) -> str:
    return f"select * from {read_sql([str(corrected_file(lake=lake))])}"
