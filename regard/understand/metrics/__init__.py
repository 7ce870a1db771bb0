"""Metrics over the lake: cached by version, cut by scope."""
