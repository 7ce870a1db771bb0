"""Journeys: stages in order, and each customer's interactions as arrays."""
