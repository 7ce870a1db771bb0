"""What a metric is expected to be, when it is not, and what explains that."""
