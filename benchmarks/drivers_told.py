"""The table of benchmarks/drivers.md."""

from typing import Any

import numpy as np

from benchmarks.machine import described

OUTCOMES = {
    "repurchase": "buys again within 90 days, points",
    "spend": "spends within 90 days, EUR",
    "nps": "answer to the promoter question, 0 to 10",
}
HEAD = """# Drivers: is what was planted inside the intervals?

`python -m benchmarks.drivers {command}`. {machine}

Each company has other customers and other luck; four frictions are planted that do harm, two that only go along with it, and four
that are met at random and do nothing. *Planted* is the mean of what each truth file says: what the same people would have done
without the friction. For buying again and for answers (given within 16 days, as later ones may be about the next order) each
company is held against its own truth; for spend, which turns on few baskets, against the mean of all
companies. *Off* is the mean distance of the estimate from it in standard
errors, with the error of that mean; *spread* is the standard deviation of those distances, 1 where intervals are as wide as they
should be. A distance is only known where there were enough encounters to estimate anything.

| outcome | friction | companies | planted | mean estimate | off | spread | inside the 95 % interval |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""


def told(results: list[dict[str, Any]], command: str) -> str:
    """The results as Markdown."""
    text = HEAD.format(command=command, machine=described())
    for outcome, label in OUTCOMES.items():
        inside: list[bool] = []
        for key in _planted_keys(results, "cause"):
            found = _distances(results, key, outcome)
            if len(found) < 2:
                continue
            truth, value, distance, holds = (np.array(column) for column in zip(*found, strict=True))
            inside += holds.tolist()
            text += (
                f"| {label} | {key} | {len(found)} | {truth.mean():.2f} | {value.mean():.2f} | "
                f"{distance.mean():+.2f} ± {1 / np.sqrt(len(found)):.2f} | {distance.std(ddof=1):.2f} | "
                f"{100 * holds.mean():.1f} % |\n"
            )
        if not inside:
            continue
        share, error = _share(inside)
        text += f"| {label} | **all** | | | | | | **{100 * share:.1f} %** ± {100 * error:.1f} of {len(inside)} |\n"
    return text + _flagged(results)


def _flagged(results: list[dict[str, Any]]) -> str:
    """How often what does nothing was called an effect, and what does harm was not."""
    text = "\n| what | friction | asked | called an effect | called an association |\n| --- | --- | --- | --- | --- |\n"
    for role, label in (("cause", "does harm"), ("decoy", "goes along with it"), ("null", "does nothing")):
        keys = _planted_keys(results, role) if role != "null" else _others(results)
        counts = {key: _claims(results, key) for key in keys}
        for key, claims in counts.items():
            text += f"| {label} | {key} | {len(claims)} | {_per_cent(claims, 'effect')} | {_per_cent(claims, 'association')} |\n"
        every = [claim for claims in counts.values() for claim in claims]
        text += f"| {label} | **all** | {len(every)} | **{_per_cent(every, 'effect')}** | {_per_cent(every, 'association')} |\n"
    return text + "\nAsked is once for each outcome (score, buying again, spend), company and friction.\n"


def _planted_keys(results: list[dict[str, Any]], role: str) -> list[str]:
    return [key_of(one) for one in results[0]["planted"] if one["role"] == role]


def _others(results: list[dict[str, Any]]) -> list[str]:
    """What is met at random; a low score is told by the customers themselves and never called an effect."""
    planted = {key_of(one) for one in results[0]["planted"]}
    found = {row["key"] for result in results for row in result["rows"]} - planted
    return sorted(key for key in found if not key.endswith((":low_score", ":slow_reply")))


def _claims(results: list[dict[str, Any]], key: str) -> list[str]:
    return [row["evidence"] for result in results for row in result["rows"] if row["key"] == key and "evidence" in row]


def _per_cent(claims: list[str], claim: str) -> str:
    count = sum(one == claim for one in claims)
    return f"{100 * count / len(claims):.1f} % ({count})" if claims else "–"


def _distances(results: list[dict[str, Any]], key: str, outcome: str) -> list[tuple[float, float, float, bool]]:
    """Truth, estimate, distance in standard errors and whether the interval holds it, per company."""
    found = []
    pooled = _pooled_spend(results, key)
    for result in results:
        planted = next(one for one in result["planted"] if key_of(one) == key)
        truth = {
            "repurchase": 100 * planted["effect_on_return"],
            "nps": planted["effect_on_nps_answer"],
            "spend": pooled,
        }[outcome]
        for row in result["rows"]:
            if row["key"] == key and row["outcome"] == outcome and row["error"] > 0:
                distance = (row["value"] - truth) / row["error"]
                found.append((truth, row["value"], distance, row["low"] <= truth <= row["high"]))
    return found


def _pooled_spend(results: list[dict[str, Any]], key: str) -> float:
    planted = [one for result in results for one in result["planted"] if key_of(one) == key]
    encounters = np.array([one["encounters"] for one in planted], dtype=float)
    return float(np.average([one["effect_on_spend"] for one in planted], weights=np.maximum(encounters, 1)))


def _share(inside: list[bool]) -> tuple[float, float]:
    share = float(np.mean(inside)) if inside else 0.0
    return share, float(np.sqrt(share * (1 - share) / max(len(inside), 1)))


def key_of(planted: dict[str, Any]) -> str:
    """The driver a planted friction should appear as."""
    return f"{planted['touchpoint']}:{planted['friction']}"
