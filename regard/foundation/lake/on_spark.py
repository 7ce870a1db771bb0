"""The lake's tables on Spark, for analyses; see `regard.foundation.lake.spark`, which is loaded when it is first used."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

import ibis.expr.types as ir

from regard.foundation.lake.snapshots import Moment

if TYPE_CHECKING:
    from regard.foundation.lake.spark.backend import Backend
    from regard.foundation.lake.spark.dividing import Made

MOST_SECONDS_KEPT = 3_600.0  # of a version: each is read whole


T = TypeVar("T")


class Divided(Protocol):
    """Rows divided among Spark's workers, kept there as what was made of them."""

    def each(self, look: Callable[[Any], Iterable[T]]) -> list[T]:
        """What a function finds in each thing that is kept; it runs where that is."""
        ...

    def release(self) -> None:
        """Forget what is kept."""
        ...


@dataclass
class OnSpark:
    """Spark at an address, and the log of one data folder there."""

    url: str
    root: Path
    _newest: tuple[int, ir.Table] | None = field(default=None, repr=False)
    _divided: Divided | None = field(default=None, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def backend(self) -> "Backend":
        """Ibis on the session of this process. Raises EngineMissing, EngineUnreachable."""
        session = import_module("regard.foundation.lake.spark.session")  # pyspark is an option
        return cast("Backend", session.spark_at(url=self.url))

    def interactions(self, moment: Moment) -> ir.Table:
        """The log at one version, each row under the customer it belongs to now."""
        backend = self.backend()
        with self._lock:
            if (
                self._newest is None
                or self._newest[0] != moment.version
                or self._newest[1].get_backend() is not backend
            ):
                reading = import_module("regard.foundation.lake.spark.reading")
                self._newest = moment.version, reading.log_on(backend, moment, root=self.root)
            return self._newest[1]

    def read(self, path: Path, *, name: str) -> ir.Table:
        """A Parquet file, or a folder of them."""
        return cast(
            ir.Table, import_module("regard.foundation.lake.spark.reading").file_on(self.backend(), path, name=name)
        )

    def divided(self, rows: ir.Table, *, key: str, order: list[str], make: "Made") -> Divided:
        """Rows sent to the workers by a key, in order, and kept there as what `make` makes of them.

        What was divided before is forgotten.
        """
        dividing = import_module("regard.foundation.lake.spark.dividing")
        found = cast(Divided, dividing.KeptByWorkers.of(self.backend().frame(rows), key=key, order=order, make=make))
        with self._lock:
            before, self._divided = self._divided, found
        if before is not None:
            before.release()
        return found
