"""BG/NBD on a million simulated customers beside `lifetimes`, and on ten million alone.

    python -m benchmarks.value --lifetimes PYTHON
    python -m benchmarks.value --coverage 200

PYTHON is the interpreter of an environment that holds `lifetimes` (`pip install lifetimes`); it need not be ours.
Both get the same arrays, one entry per customer, in a process of their own. What is timed is from these arrays to fitted
parameters: ours groups equal histories first, and works out standard errors too.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

TRUTH = (0.243, 4.414, 0.793, 2.426)  # CDNOW's, in weeks
DAYS = 364
OURS = """
import json, sys, time
import numpy as np
from regard.analytics.value.estimating import fit_purchases
from regard.analytics.value.expecting import Horizon, prospects
from regard.analytics.value.histories import histories_of
from regard.analytics.value.model import find_model
told = {name: column for name, column in np.load(sys.argv[1]).items()}
histories_of([0, 1], [0, 1], [2, 2])
found = {}
def timed(name, work):
    wall, cpu = time.perf_counter(), time.process_time()
    answer = work()
    found[name] = [time.perf_counter() - wall, time.process_time() - cpu]
    return answer
histories = timed("grouping", lambda: histories_of(told["frequency"], told["recency"], told["age"]))
found["rows"] = len(histories)
for name in ("bg_nbd", "pareto_nbd") if sys.argv[2] == "both" else ("bg_nbd",):
    fit = timed(name, lambda: fit_purchases(find_model(name), histories).fit)
    found[name + "_parameters"] = fit.theta.tolist()
    found[name + "_errors"] = [one.error for one in fit.parameters]
    found[name + "_log_likelihood"] = fit.log_likelihood
    total = timed(name + "_prospects", lambda: prospects(fit, None, histories, Horizon(52)).purchases)
    found[name + "_purchases"] = total.__dict__
print(json.dumps(found))
"""
THEIRS = """
import json, sys, time, warnings
import numpy as np
from lifetimes import BetaGeoFitter
warnings.simplefilter("ignore")
told = {name: column for name, column in np.load(sys.argv[1]).items()}
BetaGeoFitter().fit(told["frequency"][:1000], told["recency"][:1000], told["age"][:1000])
wall, cpu = time.perf_counter(), time.process_time()
fit = BetaGeoFitter().fit(told["frequency"], told["recency"], told["age"])
seconds = [time.perf_counter() - wall, time.process_time() - cpu]
names = ("r", "alpha", "a", "b")
print(json.dumps({"seconds": seconds, "parameters": [float(fit.params_[name]) for name in names]}))
"""


def simulate(customers: int, seed: int) -> dict[str, np.ndarray]:
    """Purchase histories of a year, by whole days: what a log of orders gives."""
    chance = np.random.default_rng(seed)
    r, alpha, a, b = TRUTH
    pace, leaves = chance.gamma(r, 1 / alpha, customers) / 7, chance.beta(a, b, customers)
    born = chance.integers(0, 84, customers).astype(float)
    at, last, frequency = born.copy(), born.copy(), np.zeros(customers)
    here = np.arange(customers)
    while len(here):
        at[here] += chance.exponential(1 / np.maximum(pace[here], 1e-12))
        here = here[at[here] < DAYS]
        day = np.floor(at[here])
        frequency[here] += day > last[here]  # several on a day are one
        last[here] = day
        here = here[chance.random(len(here)) > leaves[here]]
    return {"frequency": frequency, "recency": (last - born) / 7, "age": (DAYS - 1 - born) / 7}


def run(python: str, script: str, *arguments: str) -> dict[str, Any]:
    """What a script prints, as JSON."""
    done = subprocess.run([python, "-c", script, *arguments], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def compare(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """Print both times, elapsed and of the processor, and by how much the parameters differ."""
    for at, clock in enumerate(("elapsed", "processor")):
        seconds = ours["grouping"][at] + ours["bg_nbd"][at]
        ratio = theirs["seconds"][at] / seconds
        print(
            f"{clock}: lifetimes {theirs['seconds'][at]:.2f} s, ours {seconds:.2f} s with grouping, ratio {ratio:.1f}"
        )
    apart = np.abs(np.array(theirs["parameters"]) / np.array(ours["bg_nbd_parameters"]) - 1).max()
    print(f"parameters differ by at most {apart:.1e} of their value")


def cover(runs: int, customers: int = 1_500) -> None:
    """Print how often what happens lies in the 95 % interval, for half a year after half a year of seeing."""
    from regard.analytics.value.estimating import fit_purchases
    from regard.analytics.value.expecting import Horizon, purchase_total
    from regard.analytics.value.model import BG_NBD, PARETO_NBD
    from regard.analytics.value.tests.drawing import bg_nbd_days, bought_later, histories_until, pareto_nbd_days

    births = np.arange(customers, dtype=np.float64) % 84
    drawn = ((BG_NBD, bg_nbd_days, (0.8, 6.0, 0.8, 2.5)), (PARETO_NBD, pareto_nbd_days, (0.8, 6.0, 0.7, 12.0)))
    for model, draw, truth in drawn:
        inside, parameters = 0, np.zeros(len(truth))
        for seed in range(runs):
            days = draw(truth, births, 364, seed)
            known = histories_until(days, 182)
            fit = fit_purchases(model, known).fit
            assert fit is not None
            total = purchase_total(fit, known, Horizon(26))
            inside += (total.low or 0) <= bought_later(days, 182, 364) <= (total.high or 0)
            told = zip(fit.parameters, truth, strict=True)
            parameters += [(one.low or np.inf) <= value <= (one.high or 0) for one, value in told]
        named = dict(zip(model.parameters, np.round(100 * parameters / runs, 1).tolist(), strict=True))
        print(f"{model.label}: {100 * inside / runs:.1f} % of {runs} totals inside; parameters {named}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lifetimes", help="the interpreter that has lifetimes")
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--many", type=int, default=10_000_000)
    parser.add_argument("--coverage", type=int, help="only draw so often, and count what the intervals hold")
    asked = parser.parse_args()
    if asked.coverage:
        cover(asked.coverage)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "histories.npz")
        np.savez(path, **simulate(asked.customers, seed=1))
        ours = run(sys.executable, OURS, path, "both")
        print(f"{asked.customers:,} customers, {ours['rows']:,} distinct histories")
        print(json.dumps(ours, indent=1))
        if asked.lifetimes:
            compare(ours, run(asked.lifetimes, THEIRS, path))
        if asked.many:
            at = time.perf_counter()
            np.savez(path, **simulate(asked.many, seed=2))
            print(f"{asked.many:,} customers simulated in {time.perf_counter() - at:.1f} s")
            print(json.dumps(run(sys.executable, OURS, path, "one"), indent=1))


if __name__ == "__main__":
    main()
