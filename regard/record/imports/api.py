"""Door to imports."""

from regard.record.imports.files import FileUnreadable
from regard.record.imports.mapping.language import MappingUnreadable, parse_mapping
from regard.record.imports.mapping.loose_rows import LooseMapping, LooseRow, LooseRows, with_message_id
from regard.record.imports.operations import (
    Outcome,
    Preview,
    Progress,
    import_files,
    preview_files,
)

__all__ = [
    "FileUnreadable",
    "LooseMapping",
    "LooseRow",
    "LooseRows",
    "MappingUnreadable",
    "Outcome",
    "Preview",
    "Progress",
    "import_files",
    "parse_mapping",
    "preview_files",
    "with_message_id",
]
