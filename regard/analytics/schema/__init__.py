"""What a row of the log is, and what the kinds of interaction mean."""
