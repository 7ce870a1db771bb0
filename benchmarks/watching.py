"""How many false alarms, and how late the true ones? `python -m benchmarks.watching` writes watching.md.

Made-up metrics in which nothing happens are watched for a year each; then a shift is put into them. Half a year of history
comes first. `--streams` is how many of each kind.
"""

import argparse
import os
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np

from benchmarks.machine import described
from regard.analytics.watching.course import Course, course
from regard.analytics.watching.tests.streams import FIRST_DAY, Stream, streams
from regard.analytics.watching.thresholds import DAYS_OF_A_MONTH, Limits, limits_for

HERE = Path(__file__).parent
HISTORY, WATCHED, AFTER_SHIFT = 180, 365, 60
SIZES = (1.0, 1.5, 2.0, 3.0)  # of the shifts, in standard deviations of a day
METRICS = 6
HEAD = """# Watching: false alarms and delay

`python -m benchmarks.watching --streams {streams}`. {machine}

A watch of {metrics} metrics that wants at most one false alarm a month: each metric may raise 1/{metrics} of one. Limits that follow
(`limits_for(false_alarms=1, metrics={metrics})`): {single:.2f} standard deviations for a single day, {summed:.2f} for all days
together since any of the last 60. *A month, six metrics* is what a watch of six metrics of that kind would raise, with the 95 %
interval of a Poisson count; at most 1 was wanted. *Band* is the share of days within the 95 % band. *Delay* is the day on which a
downward shift of so many standard deviations of a day is noticed, counted from 1: median and 90th percentile over the streams;
*missed* is the share not noticed within {after} days. Where the level grows, drifts or carries over from day to day, a small shift
cannot be told from that and is often learnt instead; 61 d is not noticed. Seconds are of a machine that had other work: the load on
its 2 cores was {load:.0f} at the end.

| stream | false alarms | months | a month, six metrics | band | {sizes} | ms a course |
| --- | --- | --- | --- | --- | {rules} | --- |
"""


@dataclass(frozen=True)
class Quiet:
    """A kind of stream in which nothing happens."""

    alarms: int
    months: float
    inside: float
    seconds: float


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--streams", type=int, default=20)
    count = parser.parse_args().streams
    limits = limits_for(false_alarms=1, metrics=METRICS)
    rows = ""
    for kind, stream in enumerate(streams()):
        row = row_of(stream, kind, count, limits)
        print(row, flush=True)
        rows += row + "\n"
    text = HEAD.format(
        streams=count,
        machine=described(),
        metrics=METRICS,
        single=limits.single,
        summed=limits.summed,
        after=AFTER_SHIFT,
        load=os.getloadavg()[0],
        sizes=" | ".join(f"{size:g}σ: delay, 90 %, missed" for size in SIZES),
        rules=" | ".join("---" for _ in SIZES),
    )
    (HERE / "watching.md").write_text(text + rows, encoding="utf-8")


def row_of(stream: Stream, kind: int, count: int, limits: Limits) -> str:
    """One kind of stream, measured."""
    quiet = watch_nothing(stream, kind, count, limits)
    low, high = (METRICS * bound / quiet.months for bound in _poisson(quiet.alarms))
    rate = METRICS * quiet.alarms / quiet.months
    shifts = [watch_shift(stream, kind, count, limits, size) for size in SIZES]
    told = " | ".join(f"{middle:.0f} d, {late:.0f} d, {100 * missed:.0f} %" for middle, late, missed in shifts)
    cost = 1000 * quiet.seconds / count
    return (
        f"| {stream.name} | {quiet.alarms} | {quiet.months:.0f} | {rate:.2f} [{low:.2f}, {high:.2f}] | "
        f"{100 * quiet.inside:.1f} % | {told} | {cost:,.0f} |"
    )


def watch_nothing(stream: Stream, kind: int, count: int, limits: Limits) -> Quiet:
    """Watch streams in which nothing happens."""
    alarms, inside, began = 0, [], time.perf_counter()
    for seed in range(count):
        found = _watch(stream, np.random.default_rng([1, kind, seed]), HISTORY + WATCHED, limits, 0.0, 0)
        alarms += len(found.deviations)
        judged = [band for band in found.bands[HISTORY:] if band.score is not None]
        inside += [band.low <= band.value <= band.high for band in judged]  # type: ignore[operator]
    return Quiet(alarms, count * WATCHED / DAYS_OF_A_MONTH, float(np.mean(inside)), time.perf_counter() - began)


def watch_shift(stream: Stream, kind: int, count: int, limits: Limits, size: float) -> tuple[float, float, float]:
    """Median delay, 90th percentile and share missed of a shift 30 days into the watch."""
    delays, at = [], HISTORY + 30
    day = FIRST_DAY + timedelta(days=at)
    for seed in range(count):
        found = _watch(stream, np.random.default_rng([2, kind, seed]), at + AFTER_SHIFT, limits, -size, at)
        noticed = [each.noticed for each in found.deviations if each.until is None or each.until > day]
        delays.append(max((noticed[0] - day).days + 1, 1) if noticed else AFTER_SHIFT + 1)
    return (
        float(np.median(delays)),
        float(np.quantile(delays, 0.9)),
        float(np.mean([delay > AFTER_SHIFT for delay in delays])),
    )


def _watch(stream: Stream, rng: np.random.Generator, days: int, limits: Limits, size: float, at: int) -> Course:
    shift = np.where(np.arange(days) >= at, size, 0.0)
    points = stream.tell(rng, days, shift)
    return course(points, nature=stream.nature, limits=limits, watch_from=FIRST_DAY + timedelta(days=HISTORY))


def _poisson(count: int) -> tuple[float, float]:
    from scipy.stats import chi2

    return (float(chi2.ppf(0.025, 2 * count) / 2) if count else 0.0), float(chi2.ppf(0.975, 2 * count + 2) / 2)


if __name__ == "__main__":
    main()
