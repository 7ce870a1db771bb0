"""What it is for two answers to be the same."""

from __future__ import annotations

import math
from dataclasses import asdict, is_dataclass
from typing import Any

NEAR = 1e-9


def differences(one: Any, other: Any, place: str = "") -> list[str]:
    """Where two answers differ: whole numbers, texts and times at all, fractions by more than 1e-9 of themselves."""
    if is_dataclass(one) and not isinstance(one, type):
        return differences(asdict(one), asdict(other), place)
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return [found for key in one for found in differences(one[key], other[key], f"{place}.{key}")]
    if isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [found for number, pair in pairs for found in differences(*pair, f"{place}[{number}]")]
    if isinstance(one, float) and isinstance(other, float):
        is_same = math.isclose(one, other, rel_tol=NEAR, abs_tol=NEAR) or (math.isnan(one) and math.isnan(other))
    else:
        is_same = type(one) is type(other) and bool(one == other)
    return [] if is_same else [f"{place}: {one!r} on DuckDB, {other!r} on Spark"]
