"""Does *What to fix first* find what was planted? `python -m benchmarks.fix_first --seeds 20` writes fix_first.md.

For each seed the imaginary company is simulated, recorded and asked; the truth file says what was planted.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.machine import described

HERE = Path(__file__).parent


def run(*words: str) -> str:
    """Run one `regard` command and return what it printed."""
    return subprocess.run(
        [sys.executable, "-m", "regard.project.cli", *words], check=True, capture_output=True, text=True
    ).stdout


def asked(seed: int, customers: int, days: int) -> dict[str, Any]:
    """Simulate, record and ask one company; compare with its truth."""
    with tempfile.TemporaryDirectory() as folder:
        run("simulate", "--customers", str(customers), "--days", str(days), "--seed", str(seed), "--data", folder)
        rows = json.loads(run("fix-first", "--data", folder, "--json"))
        truth = json.loads((Path(folder) / "truth.json").read_text())
        interactions = json.loads(run("metrics", "interactions", "--data", folder, "--json"))[0]["n"]
    causes = sorted((one for one in truth["planted"] if one["role"] == "cause"), key=lambda one: one["rank"])
    decoys = [key_of(one) for one in truth["planted"] if one["role"] == "decoy"]
    by_key = {row["key"]: row for row in rows}
    effects = [row["key"] for row in rows if row["evidence"] == "effect"]
    expected = [key_of(one) for one in causes]
    return {
        "seed": seed,
        "interactions": interactions,
        "in_order": effects[: len(expected)] == expected,
        "fooled": [key for key in decoys if by_key.get(key, {"evidence": ""})["evidence"] == "effect"],
        "false": [key for key in effects if key not in expected],
        "held": sum(holds(by_key.get(key_of(one)), one) for one in causes),
        "causes": len(causes),
        "found": effects,
    }


def key_of(planted: dict[str, Any]) -> str:
    """The pain point a planted friction should appear as."""
    return f"{planted['touchpoint']}:{planted['friction']}"


def holds(row: dict[str, Any] | None, planted: dict[str, Any]) -> bool:
    """Whether the interval holds the planted effect."""
    return row is not None and row["low"] <= 100 * planted["effect_on_return"] <= row["high"]


def table(results: list[dict[str, Any]], customers: int, days: int) -> str:
    """The results as Markdown."""
    total: Callable[[str], int] = lambda name: sum(int(bool(one[name])) for one in results)  # noqa: E731
    held, causes = sum(one["held"] for one in results), sum(one["causes"] for one in results)
    lines = [
        "# What to fix first: is what was planted found?",
        "",
        f"`python -m benchmarks.fix_first --seeds {len(results)} --customers {customers} --days {days}`. {described()}",
        "",
        f"- planted causes found as effects, in the planted order: **{total('in_order')} of {len(results)}** companies",
        f"- a planted correlation called an effect: **{total('fooled')}** companies; anything else called one: {total('false')}",
        f"- planted effects inside their 95 % intervals: {held} of {causes} ({100 * held / causes:.1f} %)",
        "",
        "| seed | interactions | in order | fooled by | called effects | intervals hold |",
        "|---|---|---|---|---|---|",
    ]
    for one in results:
        lines.append(
            f"| {one['seed']} | {one['interactions']:,} | {'yes' if one['in_order'] else 'no'} | {', '.join(one['fooled']) or 'none'} "
            f"| {', '.join(one['found'])} | {one['held']} of {one['causes']} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run and write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--days", type=int, default=365)
    chosen = parser.parse_args()
    results = []
    for seed in range(1, chosen.seeds + 1):
        results.append(asked(seed, chosen.customers, chosen.days))
        print(results[-1], flush=True)
        (HERE / "fix_first.md").write_text(table(results, chosen.customers, chosen.days))


if __name__ == "__main__":
    main()
