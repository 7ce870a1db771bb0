"""Rejected rows: what arrived and could not be stored, why, and sending it through again."""
