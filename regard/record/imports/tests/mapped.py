"""A table of a shop, a mapping for it, and what the mapping makes of it."""

from pathlib import Path
from typing import Any

from regard.record.imports.mapping.binding import bind_files
from regard.record.imports.mapping.language import read_mapping
from regard.record.imports.mapping.run import MappedTables
from regard.record.imports.tests.factories import write

SHOP = """
source = "fernweh"
[tables.t]
[[interactions]]
kind = "Survey Answered"
time = "at"
message_id = "id"
person = { user_id = "who" }
"""
SHOP_HEADER = "id,who,at,score,text,flag,note\n"
SHOP_ROW = "1,ada,2026-03-01T10:00:00Z,9,fine,yes,x\n"


def mapped(tmp_path: Path, mapping: str, *given: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """What a mapping makes of some files, and why the rest was rejected."""
    path = write(tmp_path / "shop.toml", mapping)
    read = read_mapping(path=path)
    binding = bind_files(mapping=read, file=path.name, given=list(given))
    tables = MappedTables(read, path.name, binding.paths, binding.driving, read.source)
    chunks = [chunk for _, chunk in tables.chunks()]
    rows = [row for chunk in chunks for row in chunk.observations.to_pylist()]
    return rows, [rejection.reason for chunk in chunks for rejection in chunk.rejections]
