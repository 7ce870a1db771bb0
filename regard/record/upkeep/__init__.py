"""Upkeep: keep the log small, sound and safe, and make what follows from it anew."""
