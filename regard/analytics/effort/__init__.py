"""Effort: how easy customers found it, those who did not say included."""
