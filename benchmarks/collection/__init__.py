"""How much can be collected, how fast, and how soon is it in the log? `python -m benchmarks.collection`."""
