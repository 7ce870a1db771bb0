"""Sources: where interactions come from, and the keys that let them in."""
