"""What became of tickets: their histories, the hours somebody was there to answer them, and what was promised."""
