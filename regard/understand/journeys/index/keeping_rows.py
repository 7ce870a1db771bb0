"""Beside each run of the index the few of its rows that metrics look at: own days, orders. Made when first asked for.

A run never changes and holds its customers whole, so neither do its own days. They lie in the run's folder, go where it
goes, and a new run brings a few of its own: taking in what is new costs what is new.
"""

import os
import shutil
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np

from regard.analytics.journeys.histories import Histories, Part
from regard.analytics.journeys.sparse import SPARSE
from regard.analytics.schema.vocabulary import ANSWERS, BOOKKEEPING
from regard.foundation.lake.api import Lake
from regard.understand.journeys.index.divided import DividedHistories
from regard.understand.journeys.index.keeping import Index, folder_of

SHAPE = f"{crc32(repr((BOOKKEEPING, ANSWERS)).encode()):08x}-1"  # another vocabulary has other rows


def kept_rows(*, lake: Lake, index: Index, of: str) -> Histories:
    """The rows of one kind of all customers: `days` or `orders`."""
    if isinstance(index.histories, DividedHistories):
        return index.histories.with_rows(of)
    token = (index.manifest.token, index.manifest.runs)
    return lake.remember(("kept rows", of, token), lambda: _kept(lake, index, of))


def _kept(lake: Lake, index: Index, of: str) -> Histories:
    whole, folder = index.histories, folder_of(lake=lake)
    parts = [
        _part(folder / name, replace(whole, parts=(part,)), of)
        for name, part in zip(index.manifest.runs, whole.parts, strict=True)
    ]
    return replace(whole, parts=tuple(parts))


def _part(run: Path, histories: Histories, of: str) -> Part:
    (whole,) = histories.parts
    place = run / f"{of}-{SHAPE}"
    try:
        offsets, at, steps = (np.load(place / f"{name}.npy", mmap_mode="r") for name in ("offsets", "at", "steps"))
    except FileNotFoundError:
        (found,) = SPARSE[of](histories).parts
        _save(place, found)
        return found
    return Part(whole.customers, offsets, at, steps, whole.counts)


def _save(place: Path, part: Part) -> None:
    """Into a folder that appears whole or not at all; nothing where the run went away meanwhile."""
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        draft.mkdir(exist_ok=True)
        for name in ("offsets", "at", "steps"):
            np.save(draft / f"{name}.npy", getattr(part, name))
        draft.rename(place)
    except OSError:  # another process was first, or the run is no longer there
        shutil.rmtree(draft, ignore_errors=True)
