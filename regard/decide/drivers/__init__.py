"""Drivers: what each friction does to scores, to coming back and to money."""
