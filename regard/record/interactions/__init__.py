"""Interactions: from observations to rows of the log."""
