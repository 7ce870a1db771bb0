"""Failpoints: named places where a test may end the program at once, as a power cut would."""
