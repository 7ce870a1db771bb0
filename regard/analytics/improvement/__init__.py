"""Did an improvement work: interrupted time series beside a comparison that the improvement did not touch."""
