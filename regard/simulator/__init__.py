"""Fernweh Outfitters, an imaginary company: its customers, what they meet, and what that does to them."""

from regard.simulator.simulation import simulate
from regard.simulator.truth import truth_json

__all__ = ["simulate", "truth_json"]
