"""Metrics: what each counts, its unit, its direction, its estimate and its interval."""
