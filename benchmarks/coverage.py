"""Do intervals hold what they promise? `python -m benchmarks.coverage` writes coverage.md.

Answers are drawn from mixes of customers of every mood, NPS, CSAT and CES are estimated from them as Regard does, and
it is counted how often the 95 % interval holds the true figure, and how often two samples of one mix are called changed.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.machine import described
from regard.analytics.metrics.estimates import Numbers, change, net_promoter, share

HERE = Path(__file__).parent
SIZES = (10, 20, 30, 50, 100, 200, 500, 1000)
MOODS = {  # how often each answer of a seven-point scale is given, from the worst to the best
    "even": (1, 1, 1, 1, 1, 1, 1),
    "middling": (1, 2, 4, 6, 4, 2, 1),
    "split": (6, 2, 1, 1, 1, 2, 6),
    "pleased": (1, 1, 2, 3, 5, 8, 10),
    "very pleased": (1, 1, 1, 2, 5, 15, 25),
    "delighted": (1, 0, 1, 1, 2, 10, 35),
    "displeased": (10, 8, 5, 3, 2, 1, 1),
    "angry": (30, 10, 4, 2, 2, 1, 1),
}
# From which of the seven answers on one is good, and up to which a promoter question counts it as bad.
GOOD_FROM = {"nps": 5, "csat": 5, "ces": 4}
BAD_TO = 4


@dataclass(frozen=True)
class Held:
    """For one metric, size and mix: how often the interval held the truth, and how often no change was called one."""

    metric: str
    n: int
    mood: str
    covered: float
    called_changed: float


def simulate(*, draws: int, sizes: tuple[int, ...] = SIZES, seed: int = 20261122) -> list[Held]:
    """Draw and count, for every metric, size and mix."""
    rng = np.random.default_rng(seed)
    return [_held(rng, metric, n, mood, draws=draws) for metric in GOOD_FROM for n in sizes for mood in MOODS]


def _held(rng: np.random.Generator, metric: str, n: int, mood: str, *, draws: int) -> Held:
    weights = np.array(MOODS[mood], dtype=float)
    answers = weights / weights.sum()
    good, bad = answers[GOOD_FROM[metric] :].sum(), answers[:BAD_TO].sum() if metric == "nps" else 0.0
    truth = 100 * (good - bad)
    drawn = rng.multinomial(n, (good, bad, max(0.0, 1 - good - bad)), size=2 * draws)
    estimate = _estimator(metric)
    numbers = [estimate(int(row[0]), int(row[1]), n) for row in drawn]
    covered = sum(_holds(one, truth) for one in numbers[:draws])
    pairs = (change(one, other) for one, other in zip(numbers[:draws], numbers[draws:], strict=True))
    changed = sum(found is not None and found.word != "no clear change" for found in pairs)
    return Held(metric, n, mood, covered / draws, changed / draws)


def _estimator(metric: str) -> Callable[[int, int, int], Numbers]:
    if metric == "nps":
        return net_promoter
    return lambda good, bad, n: share(good, n)


def _holds(numbers: Numbers, truth: float) -> bool:
    return numbers.low is not None and numbers.high is not None and numbers.low <= truth <= numbers.high


def main() -> None:
    """Measure and write what was measured."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--draws", type=int, default=4000)
    given = asked.parse_args()
    began = time.perf_counter()
    found = simulate(draws=given.draws)
    (HERE / "coverage.md").write_text(_page(found, given.draws, time.perf_counter() - began), encoding="utf-8")


def _page(found: list[Held], draws: int, seconds: float) -> str:
    lines = [
        "# Intervals hold what they promise",
        "",
        "<!-- Made by `python -m benchmarks.coverage`. -->",
        "",
        f"{described()} {seconds:.0f} s. {draws:,} samples of each size from each of {len(MOODS)} mixes of answers, from even to",
        "very skewed; *mean* is over the mixes, *least* and *most* are single mixes. With few answers only few figures are",
        "possible, so that no interval can hold 95 % for every single mix.",
        "",
        "| metric | n | covered: mean | least | most | called changed: mean | most |",
        "|---|---|---|---|---|---|---|",
    ]
    for metric in GOOD_FROM:
        for n in SIZES:
            chosen = [one for one in found if one.metric == metric and one.n == n]
            covered, changed = [one.covered for one in chosen], [one.called_changed for one in chosen]
            shares = (np.mean(covered), min(covered), max(covered), np.mean(changed), max(changed))
            lines.append(f"| {metric} | {n:,} | " + " | ".join(f"{100 * one:.1f} %" for one in shares) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
