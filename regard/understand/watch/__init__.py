"""Watches: metrics that are looked after, what they did that was not expected, and what was done about it."""
