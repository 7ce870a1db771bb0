"""Scores beside the log: `derived/risk/NAME/MOMENT-VERSION` holds the card, the scores, the back-tests and the trees.

A folder appears whole or not at all, by a rename; the newest counts. It is begun before the log is read: an erasure, which
empties `derived`, takes an unfinished folder along, so that nothing read before it can appear after it.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import msgspec

from regard.analytics.errors import RegardError
from regard.analytics.risk.boosting import Hazard
from regard.analytics.risk.features import Feature
from regard.analytics.risk.terms import Terms
from regard.analytics.risk.verdict import BackTest, Verdict
from regard.foundation.lake.api import Lake

SHAPE = 1  # goes up when the files' shape changes: scores of another shape are made anew
KEPT = 2
CARD, SCORES, TESTS, TREES = "card.json", "scores.parquet", "tests.parquet", "trees.txt"


class RiskNotMade(RegardError):
    """Raised where no scores have been made yet."""

    code = "risk_not_made"
    status = 404


class RiskOverrun(RegardError):
    """Raised where the log was emptied of somebody while scores were made of it."""

    code = "risk_overrun"
    status = 503


@dataclass(frozen=True)
class Card:
    """What the scores are: of which terms, model, version of the log and day, and how good they were.

    `weights` is how much each feature moves the log-odds, mean over customers without sign. `worth` says what a customer's
    worth is a sum of.
    """

    shape: int
    name: str
    terms: Terms
    version: str
    log_version: int
    as_of: datetime
    made_at: datetime
    customers: int
    windows: tuple[datetime, ...]
    is_over_time: bool
    features: tuple[Feature, ...]
    weights: tuple[float, ...]
    base: float
    rows: int
    left: int
    rounds: int
    intercept: float
    slope: float
    tests: tuple[BackTest, ...]
    verdict: Verdict
    currency: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """A folder of scores."""

    folder: Path
    card: Card

    @property
    def scores(self) -> str:
        """The scores, one row per customer: customer_id, chance, health, worth and what was known."""
        return str(self.folder / SCORES)

    @property
    def tests(self) -> str:
        """The back-tests, one row per customer and cut: customer_id, cut, chance, plain, left."""
        return str(self.folder / TESTS)

    def hazard(self) -> Hazard:
        """The model."""
        card = self.card
        text = (self.folder / TREES).read_text("utf-8")
        return Hazard(card.features, text, card.rounds, card.intercept, card.slope, card.rows, card.left)


def folder_of(*, lake: Lake) -> Path:
    """Where all scores lie."""
    return lake.root / "derived" / "risk"


def list_made(*, lake: Lake) -> list[Made]:
    """The newest scores of each name."""
    folder = folder_of(lake=lake)
    names = sorted(one.name for one in folder.iterdir() if one.is_dir()) if folder.is_dir() else []
    found = [find_made(lake=lake, name=name) for name in names]
    return [one for one in found if one is not None]


def find_made(*, lake: Lake, name: str) -> Made | None:
    """The newest scores of a name, None where there are none."""
    folder = folder_of(lake=lake) / name
    for one in sorted(_finished(folder), reverse=True):
        try:
            card = msgspec.json.decode((one / CARD).read_bytes(), type=Card)
        except (FileNotFoundError, msgspec.MsgspecError):
            continue
        if card.shape == SHAPE:
            return Made(one, card)
    return None


def _finished(folder: Path) -> list[Path]:
    return [one for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".")] if folder.is_dir() else []


@contextmanager
def drafting(*, lake: Lake, name: str) -> Iterator[Path]:
    """A folder to write into, gone when left; `publish` lets it appear."""
    draft = folder_of(lake=lake) / name / f".{uuid4().hex}"
    draft.mkdir(parents=True)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def publish(*, draft: Path, card: Card) -> Made:
    """Let a draft appear with its card. Raises RiskOverrun."""
    folder = draft.parent / f"{card.made_at:%Y%m%d%H%M%S%f}-{card.version}"
    try:
        (draft / CARD).write_bytes(msgspec.json.encode(card))
        if not all((draft / name).exists() for name in (SCORES, TESTS, TREES)):
            raise FileNotFoundError(draft)
        draft.rename(folder)
    except FileNotFoundError:
        raise RiskOverrun("Somebody was erased while the scores were made; make them again.") from None
    for old in sorted(_finished(draft.parent))[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return Made(folder, card)
