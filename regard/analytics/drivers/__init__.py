"""Drivers: what goes wrong, for whom, and what it does to whether customers come back."""
