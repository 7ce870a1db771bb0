"""Measurements: each module writes the table of its own name."""
