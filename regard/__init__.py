"""Regard: customer experience in one place."""
