"""Fernweh Outfitters, an imaginary company: its customers, what they meet, and what that does to them."""

from regard.simulator.segment import segment_lines
from regard.simulator.simulation import Company, simulate

__all__ = ["Company", "segment_lines", "simulate"]
