"""The weekly digest: what changed, what raised an alert, what to fix first."""
