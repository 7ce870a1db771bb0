"""Door to imports."""

from regard.record.imports.files import FileUnreadable
from regard.record.imports.mapping.language import MappingUnreadable
from regard.record.imports.operations import (
    VALUES_IN_A_REASON,
    Outcome,
    Preview,
    Progress,
    import_files,
    preview_files,
)

__all__ = [
    "VALUES_IN_A_REASON",
    "FileUnreadable",
    "MappingUnreadable",
    "Outcome",
    "Preview",
    "Progress",
    "import_files",
    "preview_files",
]
