"""Risk: who is likely to leave, why, and how well that was foreseen. Tables in, tables out."""
