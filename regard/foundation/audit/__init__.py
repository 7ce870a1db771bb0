"""Audit: an append-only, hash-chained log of who looked at and changed what."""
