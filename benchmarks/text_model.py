"""A model elsewhere beside Regard's own, on the same held-out texts: sentiment in three classes, what it cost, how fast it was."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.text_scores import scored
from benchmarks.text_sentiment import THREE, read, some, tested
from benchmarks.text_sources import POLARITIES
from regard.analytics.text import Reading, load_reader
from regard.foundation.settings.api import SettingRefused, checked_endpoint
from regard.understand.voice.endpoint.reader import EndpointReader
from regard.understand.voice.endpoint.spending import Spending

TEXTS = 300
CHUNK = 64


def beside(shared: Path, cache: Path, *, model: str, texts: int) -> str:
    """Both readers on some texts of every set that taught neither. Raises SettingRefused where no endpoint is named."""
    endpoint = checked_endpoint(environ={**os.environ, "REGARD_READER_MODEL": model})
    if endpoint is None:
        raise SettingRefused("REGARD_READER_URL must name the endpoint that --model is asked at.")
    lines = [
        f"## {model} beside Regard's own model",
        "",
        "| set | texts | Regard's own | endpoint | judged | tokens a text | texts a second |",
    ]
    lines.append("|" + " --- |" * 7)
    why = ""
    for whole, _ in tested(shared):
        one = some(whole, texts)
        spending = Spending(endpoint.tokens_a_day)
        reader = EndpointReader(load_reader(), endpoint, spending)
        began = time.monotonic()
        found = [
            reading
            for start in range(0, len(one.texts), CHUNK)
            for reading in reader.read(one.texts[start : start + CHUNK])
        ]
        seconds, spent = time.monotonic() - began, spending.read()
        own, theirs = read(one, cache).argmax(axis=1), _labels(found)
        each = spent.tokens / max(spent.judged + spent.left, 1)
        lines.append(
            f"| {one.name} | {len(found):,} | {scored(one.labels, own, THREE)} | {scored(one.labels, theirs, THREE)} | "
            f"{spent.judged / len(found):.0%} | {each:,.0f} | {len(found) / seconds:,.1f} |"
        )
        why = spent.why or why
    told = f"What was left to Regard's own model: {why}." if why else "Every text was judged by it."
    return "\n".join([*lines, "", f"Mixed and unsure count as neutral. {told}"])


def _labels(readings: list[Reading]) -> NDArray[np.int64]:
    return np.array([POLARITIES.index(one.label if one.label in POLARITIES else "neutral") for one in readings])
