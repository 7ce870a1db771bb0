"""A board of ideas: who wants what, what they are worth, and who has been told."""
