"""Encounters as arrays, one set for each friction at each touchpoint."""

from dataclasses import dataclass

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from regard.analytics.drivers.frictions import FRICTIONS
from regard.analytics.drivers.history import Floats, History, Ints

LEAST = 100  # encounters of each kind below which no effect is estimated
MOST = 40_000  # encounters of each kind above which they are thinned
LEAST_SHOWN = 10  # exposed encounters below which a friction is not even named


@dataclass(frozen=True)
class Encounters:
    """The encounters of one friction at one touchpoint, as arrays."""

    touchpoint: str
    stage: str | None
    friction: str
    customer: Ints
    began: Ints
    second: Ints
    exposed: npt.NDArray[np.bool_]
    channel: npt.NDArray[np.object_]
    value: Floats

    @property
    def key(self) -> str:
        """What the pain point is known by in addresses."""
        return f"{self.touchpoint}:{self.friction}"

    @property
    def label(self) -> str:
        """How it reads."""
        return FRICTIONS[self.friction].label.format(self.touchpoint)

    def is_enough(self) -> bool:
        """Whether there are enough of each kind to estimate anything."""
        return min(int(self.exposed.sum()), int((~self.exposed).sum())) >= LEAST

    def where(self, mask: npt.NDArray[np.bool_]) -> "Encounters":
        """Some of them."""
        return Encounters(
            self.touchpoint,
            self.stage,
            self.friction,
            self.customer[mask],
            self.began[mask],
            self.second[mask],
            self.exposed[mask],
            self.channel[mask],
            self.value[mask],
        )


def candidates(at: ir.Table, past: History) -> list[Encounters]:
    """Frictions with something to show; a low score only where nothing else is recorded of the touchpoint."""
    table = at.select(
        "customer_id",
        "touchpoint",
        "stage",
        "channel",
        "value",
        "friction",
        "exposed",
        began=at.began_at.epoch_seconds().cast("int64"),
        second=at.time.epoch_seconds().cast("int64"),
    ).to_pyarrow()
    names = table.column("touchpoint").to_pylist(), table.column("friction").to_pylist()
    labels = np.array([f"{friction}\0{touchpoint}" for touchpoint, friction in zip(*names, strict=True)], dtype=object)
    found = []
    for label in sorted(set(labels.tolist())):
        part = table.filter(pa.array(labels == label))
        if pc.sum(part.column("exposed")).as_py() >= LEAST_SHOWN:
            found.append(_arrays(part, past))
    recorded = {one.touchpoint for one in found if not FRICTIONS[one.friction].told and one.exposed.sum() >= LEAST}
    return [one for one in found if not (FRICTIONS[one.friction].told and one.touchpoint in recorded)]


def _arrays(part: pa.Table, past: History) -> Encounters:
    stages = [stage for stage in part.column("stage").to_pylist() if stage]
    return Encounters(
        part.column("touchpoint")[0].as_py(),
        max(set(stages), key=stages.count) if stages else None,
        part.column("friction")[0].as_py(),
        past.codes(part.column("customer_id").combine_chunks()),
        np.asarray(part.column("began"), dtype=np.int64),
        np.asarray(part.column("second"), dtype=np.int64),
        np.asarray(part.column("exposed"), dtype=bool),
        np.array(part.column("channel").to_pylist(), dtype=object),
        np.nan_to_num(np.asarray(part.column("value").cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=float)),
    )


def thinned(usable: npt.NDArray[np.bool_], exposed: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Of the usable encounters keep at most MOST of each kind, evenly spread."""
    kept = np.zeros(len(exposed), dtype=bool)
    for kind in (True, False):
        rows = np.flatnonzero(usable & (exposed == kind))
        step = max(1.0, len(rows) / MOST)
        kept[rows[np.unique((np.arange(min(len(rows), MOST)) * step).astype(np.int64))]] = True
    return kept
