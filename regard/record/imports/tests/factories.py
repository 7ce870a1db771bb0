"""Files to import, and an import into an empty log."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa

from regard.foundation.lake.api import Lake
from regard.record.imports.api import Outcome, Preview, import_files, preview_files
from regard.record.interactions.api import Counts, Recorder

ORDERS_MAPPING = """
source = "fernweh"
zone = "Europe/Berlin"

[tables.orders]
file = "orders*.csv"

[[interactions]]
kind = "Order Completed"
time = "ordered"
message_id = "order_id"
person = { user_id = "customer", email = "email" }
channel = "store"
properties.order_id = "order_id"
properties.total = { column = "total", type = "money" }
properties.currency = { value = "EUR" }

[[interactions]]
kind = "Order Delivered"
time = { column = "delivered", format = "%d.%m.%Y %H:%M" }
when = [{ column = "delivered" }]
message_id = "order_id"
person = { user_id = "customer", email = "email" }
properties.order_id = "order_id"
"""
ORDERS_HEADER = "order_id,customer,email,ordered,delivered,total\n"


class SilentProgress:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.positions: list[int] = []

    def begin(self, *, file: str, size: int) -> None:
        pass

    def advance(self, *, position: int, counts: Counts) -> None:
        self.positions.append(position)

    def say(self, sentence: str) -> None:
        self.sentences.append(sentence)


def import_into(data_dir: Path, *paths: Path, mapping: Path | None = None, source: str | None = None) -> Outcome:
    with Recorder(lake=Lake.open(data_dir)) as recorder:
        return import_files(
            recorder=recorder, paths=list(paths), mapping=mapping, source=source, progress=SilentProgress()
        )


def preview_of(*paths: Path, mapping: Path | None = None, first: int = 10) -> Preview:
    return preview_files(paths=list(paths), mapping=mapping, source=None, progress=SilentProgress(), first=first)


def interactions_in(data_dir: Path) -> list[dict[str, Any]]:
    table: pa.Table = Lake.open(data_dir).interactions().to_pyarrow()
    return sorted(table.to_pylist(), key=lambda row: (row["time"], row["kind"], row["id"]))


def rejected_in(data_dir: Path) -> list[dict[str, Any]]:
    table: pa.Table = Lake.open(data_dir).rejected().to_pyarrow()
    return sorted(table.to_pylist(), key=lambda row: (row["origin"], row["line"]))


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def write_events(path: Path, *events: object) -> Path:
    return write(path, "".join(json.dumps(event) + "\n" for event in events))


def track(**fields: Any) -> dict[str, Any]:
    """A call of the tracking protocol, as clients send it."""
    event = {"type": "track", "event": "Cart Viewed", "userId": "u1", "timestamp": "2026-03-01T10:00:00Z"}
    return {name: value for name, value in (event | fields).items() if value is not None}
