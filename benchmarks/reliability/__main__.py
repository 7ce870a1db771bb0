"""Run it: `python -m benchmarks.reliability` (about 15 minutes), or `--short` for a minute."""

import argparse
import secrets
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.reliability.report import write_report
from benchmarks.reliability.run import Plan, run

FULL = Plan(rounds=4, seconds_each=30, random_kills=180, seconds_away=60, restarts=5)
SHORT = Plan(rounds=1, seconds_each=40, random_kills=0, seconds_away=0, restarts=0)


def main() -> int:
    """Return 0 where nothing was lost, stored twice or changed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reliability", description=__doc__)
    parser.add_argument("--short", action="store_true", help="one kill at each failpoint and nothing else")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="to repeat a run")
    parser.add_argument("--rate", type=float, default=150, help="new events a second")
    parser.add_argument("--random-kills", type=int, help="how many kills at random moments")
    parser.add_argument("--folder", type=Path, help="keep everything there rather than in a temporary folder")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/reference/reliability.md")
    asked = parser.parse_args()
    plan = SHORT if asked.short else FULL
    if asked.random_kills is not None:
        plan = plan.with_random_kills(asked.random_kills)
    print(f"seed {asked.seed}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="regard-faults-", ignore_cleanup_errors=True) as folder:
        outcome = run(folder=asked.folder or Path(folder), seed=asked.seed, rate=asked.rate, plan=plan, say=_say)
    for line in outcome.lines():
        print(line)
    if asked.write:
        write_report(outcome=outcome, asked=" ".join(sys.argv[1:]), seconds=time.monotonic() - began)
    print(outcome.verdict.line())
    return 0 if outcome.is_good else 1


def _say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
