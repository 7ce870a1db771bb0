"""Saved segments: who fulfils a condition now, who entered and who left."""
