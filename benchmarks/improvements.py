"""Are before-and-after estimates as sure as they say? `python -m benchmarks.improvements` writes improvements.md.

Made-up weeks here and there, with a season, a trend and shocks that both share and autocorrelated errors of their own, are
given a planted effect, or none; `--runs` is how many of each kind.
"""

import argparse
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.machine import described
from regard.analytics.improvement.effect import estimate
from regard.analytics.improvement.tests.streams import SHIPPED, World
from regard.analytics.improvement.verdict import Answer, judge
from regard.analytics.metrics.estimates import share

HERE = Path(__file__).parent
WORLDS = (
    World(before=16, after=6, carried=0.3),
    World(before=26, after=8, carried=0.5),
    World(before=52, after=12, carried=0.3),
    World(before=52, after=12, carried=0.6),
    World(before=52, after=12, carried=0.3, answers=20),
    World(before=104, after=26, carried=0.6, answers=20),
)
PLANTED = {"step": 3.0, "bend": 0.1}  # a step of two deviations of the difference, and more every week
HEAD = """# Improvements: how sure is a before and after?

`python -m benchmarks.improvements --runs {runs}`. {machine}

Weeks of a number here, where something was improved, and there, where it was not. Both share a season, a trend and
autocorrelated shocks; each has errors of its own of standard deviation 1 with first-order autocorrelation *carried*; with
*answers*, each week is besides the mean of about so many answers. Planted is a step of 3 and 0.1 more each week. *Inside* is how
often the effect lies in its 95 % interval, with the planted effect and without; *said though nothing* is how often
`judge` says that it worked or made things worse; *worked* is how often it says so of the planted effect. Brackets are 95 %
intervals of these shares. *Alone* is how often the same weeks without the comparison are said to have changed though nothing was done.
*Weeks* are those before and after.

| weeks | carried | answers | drift | inside, planted | inside, nothing | said though nothing | worked | alone | ms |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""


@dataclass(frozen=True)
class Measured:
    """What came of one kind of world."""

    inside: int
    said: Counter[Answer]
    alone: int
    seconds: float


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=400)
    runs = parser.parse_args().runs
    text = HEAD.format(runs=runs, machine=described())
    for world in WORLDS:
        line = _row(world, runs)
        print(line, flush=True)
        text += line + "\n"
    (HERE / "improvements.md").write_text(text, encoding="utf-8")


def _row(world: World, runs: int) -> str:
    nothing, planted = _measure(world, runs, alone=True), _measure(replace(world, **PLANTED), runs)
    wrong = nothing.said[Answer.WORKED] + nothing.said[Answer.WORSE]
    cells = [
        f"{world.before}, {world.after}",
        f"{world.carried:g}",
        f"{world.answers or ''}",
        f"{world.drift or ''}",
        _share(planted.inside, runs),
        _share(nothing.inside, runs),
        _share(wrong, runs),
        _share(planted.said[Answer.WORKED], runs),
        _share(nothing.alone, runs),
        f"{1000 * (nothing.seconds + planted.seconds) / (2 * runs):.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def _measure(world: World, runs: int, *, alone: bool = False) -> Measured:
    inside, by_itself, seconds = 0, 0, 0.0
    said: Counter[Answer] = Counter()
    for seed in range(runs):
        here, there = world.draw(seed)
        began = time.perf_counter()
        found = estimate(here, there, shipped=SHIPPED, until=world.until)
        seconds += time.perf_counter() - began
        said[judge(found, is_more_better=True).answer] += 1
        if found.effect is not None:
            inside += found.effect.low <= world.effect <= found.effect.high
        if alone:
            single = estimate(here, None, shipped=SHIPPED, until=world.until)
            by_itself += judge(single, is_more_better=True).answer in (Answer.WORKED, Answer.WORSE)
    return Measured(inside, said, by_itself, seconds)


def _share(part: int, n: int) -> str:
    found = share(part, n)
    return f"{found.value:.1f} % [{found.low:.1f}, {found.high:.1f}]"


if __name__ == "__main__":
    main()
