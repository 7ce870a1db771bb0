"""Record: what happened, of whom, kept once and kept whole."""
