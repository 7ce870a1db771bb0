"""Understand: what the log says, read from the log alone."""
