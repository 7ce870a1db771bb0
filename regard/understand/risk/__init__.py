"""Risk over the lake: who is likely to leave, kept as scores that say of which model and day they are."""
