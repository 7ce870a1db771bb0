"""Decide: what to fix first, who gets what, and whether it worked."""
