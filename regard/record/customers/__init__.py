"""Customers: the identifiers they own, and who is who."""
