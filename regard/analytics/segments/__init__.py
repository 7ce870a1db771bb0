"""Segments: conditions over what customers said and did, compiled to Ibis, many of them in one pass."""
