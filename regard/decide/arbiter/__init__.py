"""The arbiter: whether somebody may be contacted, now, and why not."""
