"""Consents: what was agreed to at which address, kept as proof. They stay with the address, whoever it belongs to."""
