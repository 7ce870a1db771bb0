"""Figures of logs of several sizes, each measured in a program of its own, since Django is set up for one folder."""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Figures = dict[str, Any]


def measure_sizes(
    *, name: str, one_log: Callable[[int, Path], Figures], report: Callable[[list[Figures], list[int]], str]
) -> None:
    """What `python -m benchmarks.NAME` does: measure each number of copies, and write the page of that name."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 10, 93])
    parser.add_argument("--folder", type=Path, default=Path("/tmp"))
    parser.add_argument("--one", action="store_true", help="Print one log's figures as JSON.")
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(one_log(chosen.copies[0], chosen.folder)))
        return
    logs = []
    for copies in chosen.copies:
        command = [sys.executable, "-m", f"benchmarks.{name}", "--one", "--copies", str(copies)]
        done = subprocess.run([*command, "--folder", str(chosen.folder)], check=True, capture_output=True, text=True)
        logs.append(json.loads(done.stdout.splitlines()[-1]))
        print(logs[-1], flush=True)
    (Path(__file__).parent / f"{name}.md").write_text(report(logs, chosen.copies))
