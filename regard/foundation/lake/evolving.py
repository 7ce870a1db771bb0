"""Tables of an older Regard: columns that came since are added, without touching a file."""

from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable, Field

MIXED = "regard.mixedFiles"  # set where some files lack columns that others have
LOG_RETENTION = "interval 1 hours"  # of a table's own log: one commit a second makes 3,600 files of it an hour


def evolve(folder: Path, schema: pa.Schema) -> list[str]:
    """Add to the table in `folder` the columns of `schema` that it lacks; return their names.

    Rows written before have no value in them. Doing it twice, or in two processes at once, is harmless.
    """
    table = DeltaTable(folder)
    known = {column.name for column in table.schema().fields}
    missing = [Field.from_arrow(schema.field(name).with_nullable(True)) for name in schema.names if name not in known]
    if missing:
        table.alter.set_table_properties({MIXED: "true"}, raise_if_not_exists=False)
        table.alter.add_columns(missing)
    if table.metadata().configuration.get("delta.logRetentionDuration") != LOG_RETENTION:
        table.alter.set_table_properties({"delta.logRetentionDuration": LOG_RETENTION})
    return [column.name for column in missing]
