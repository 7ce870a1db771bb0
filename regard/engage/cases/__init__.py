"""Cases: one customer was let down, somebody makes up for it, and whether that worked is seen in what they do next."""
