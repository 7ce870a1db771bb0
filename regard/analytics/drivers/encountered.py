"""Encounters as arrays, one set for each friction at each touchpoint."""

from dataclasses import dataclass

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from regard.analytics.drivers.frictions import FRICTIONS, SAID
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
    channel: Ints  # codes in the alphabet's order, -1 where unknown
    value: Floats

    @property
    def key(self) -> str:
        """What the pain point is known by in addresses."""
        return f"{self.touchpoint}:{self.friction}"

    @property
    def label(self) -> str:
        """How it reads."""
        return FRICTIONS[self.friction].label.format(self.touchpoint)

    @property
    def told(self) -> bool:
        """Whether it is known only since the customer said so."""
        return FRICTIONS.get(self.friction, SAID).told

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
    labels = pc.binary_join_element_wise(table.column("friction"), table.column("touchpoint"), "\0").combine_chunks()
    found = []
    for label in sorted(pc.unique(labels).to_pylist()):
        part = table.filter(pc.equal(labels, label))
        if pc.sum(part.column("exposed")).as_py() >= LEAST_SHOWN:
            found.append(_arrays(part, past))
    recorded = {one.touchpoint for one in found if not FRICTIONS[one.friction].told and one.exposed.sum() >= LEAST}
    return [one for one in found if not (FRICTIONS[one.friction].told and one.touchpoint in recorded)]


def _arrays(part: pa.Table, past: History) -> Encounters:
    """In the order of customer and time, so that thinning keeps the same ones whatever order they came in."""
    channels = part.column("channel").combine_chunks().dictionary_encode()
    names = pa.chunked_array([channels.dictionary]).to_pylist()
    rank = np.array([sorted(names).index(name) for name in names] or [0], dtype=np.int64)
    coded = np.asarray(pc.fill_null(channels.indices, -1), dtype=np.int64)
    customer = past.codes(part.column("customer_id").combine_chunks())
    began, second = (np.asarray(part.column(name), dtype=np.int64) for name in ("began", "second"))
    exposed = np.asarray(part.column("exposed"), dtype=bool)
    order = np.lexsort((exposed, second, began, customer))
    value = part.column("value").cast(pa.float64()).to_numpy(zero_copy_only=False)
    return Encounters(
        part.column("touchpoint")[0].as_py(),
        _commonest(part.column("stage")),
        part.column("friction")[0].as_py(),
        customer[order],
        began[order],
        second[order],
        exposed[order],
        np.where(coded < 0, -1, rank[coded])[order],
        np.nan_to_num(np.asarray(value, dtype=float))[order],
    )


def _commonest(names: pa.ChunkedArray) -> str | None:
    """The commonest name, the last by alphabet where several are; None where there is none."""
    counts = [row for row in pc.value_counts(names).to_pylist() if row["values"] is not None]
    return max(counts, key=lambda row: (row["counts"], row["values"]))["values"] if counts else None


def thinned(
    usable: npt.NDArray[np.bool_], exposed: npt.NDArray[np.bool_], *, most: int = MOST
) -> npt.NDArray[np.bool_]:
    """Of the usable encounters keep at most so many of each kind, evenly spread."""
    kept = np.zeros(len(exposed), dtype=bool)
    for kind in (True, False):
        rows = np.flatnonzero(usable & (exposed == kind))
        step = max(1.0, len(rows) / most)
        kept[rows[np.unique((np.arange(min(len(rows), most)) * step).astype(np.int64))]] = True
    return kept
