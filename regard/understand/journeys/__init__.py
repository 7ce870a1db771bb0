"""Journeys: the stages customers pass, and how each feels."""
