"""What to fix first: pain points ranked by what they cost."""
