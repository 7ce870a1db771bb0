"""Tables from CSV, XLSX and Parquet files, as batches of text columns that know their lines."""
