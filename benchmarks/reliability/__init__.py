"""Is anything lost, stored twice or changed while programs are killed? `python -m benchmarks.reliability` finds out."""
