"""The table of opinions: which texts the log has, what was read in them, and in which files that lies."""
