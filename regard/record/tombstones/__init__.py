"""Tombstones: whom was erased and when, as keyed digests, so that old events do not bring them back."""
