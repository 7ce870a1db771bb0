"""Writes the figures of a run into docs/reference/reliability.md."""

from benchmarks.reliability.run import Outcome


def write_report(*, outcome: Outcome, seconds: float) -> None:
    """Replace the generated section."""
