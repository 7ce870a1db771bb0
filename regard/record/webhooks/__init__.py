"""Webhooks: what other systems tell us, signed by them and mapped by us."""
