"""Ways in front of the intake."""
