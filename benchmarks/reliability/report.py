"""Writes the figures of a run into docs/reference/reliability.md."""

from pathlib import Path

from benchmarks.machine import described
from benchmarks.reliability.run import Outcome

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "reliability.md"
BEGIN, END = "<!-- written by benchmarks.reliability -->\n", "<!-- until here -->\n"


def write_report(*, outcome: Outcome, asked: str, seconds: float) -> None:
    """Replace the generated section."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    command = f"`python -m benchmarks.reliability {asked}` with the seed {outcome.seed}"
    lines = "\n".join([*outcome.lines(), outcome.verdict.line()])
    text = f"{command}, {seconds / 60:.0f} minutes. {described()}\n\n```text\n{lines}\n```\n\n"
    PAGE.write_text(f"{before}{BEGIN}\n{text}{END}{after}", "utf-8")
