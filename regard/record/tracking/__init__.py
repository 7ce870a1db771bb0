"""Tracking: what a call of Segment's tracking protocol looks like and how it becomes an observation."""
