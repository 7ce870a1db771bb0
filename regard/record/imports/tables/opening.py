"""Opening a table, whatever its format."""

from pathlib import Path

from regard.record.imports.files import FileUnreadable, examine_file
from regard.record.imports.mapping.language import Table
from regard.record.imports.tables.csv_file import CsvFile, CsvOptions
from regard.record.imports.tables.rows import TableFile
from regard.record.imports.tables.typed_file import ParquetFile, XlsxFile


def open_table(*, path: Path, table: Table) -> TableFile:
    """The table in a file, its header read. Raises `FileUnreadable` with a sentence."""
    file = examine_file(path=path)
    if file.shape == "parquet":
        return ParquetFile(file=file)
    if file.shape == "xlsx":
        return XlsxFile(
            file=file, sheet=table.sheet, skip_rows=table.skip_rows, skip_after_header=table.skip_after_header
        )
    if file.shape in ("events", "xes"):
        raise FileUnreadable(f"{path} holds {'JSON' if file.shape == 'events' else 'a process log'}, not a table.")
    options = CsvOptions(
        delimiter=table.delimiter,
        quote=table.quote,
        encoding=table.encoding,
        header=tuple(table.header) if table.header is not None else None,
        skip_rows=table.skip_rows,
        skip_after_header=table.skip_after_header,
    )
    return CsvFile(file=file, options=options)
