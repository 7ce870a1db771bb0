"""The log as an open table: Delta Lake, read through DuckDB, one writer at a time."""
