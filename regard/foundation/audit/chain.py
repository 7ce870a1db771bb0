"""The chain: what an entry's hash is made of, and the head that is kept outside the database."""

import fcntl
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FIRST = "0" * 64  # what the first entry ever is chained to
HEAD = "audit_head"


@dataclass(frozen=True)
class Head:
    """The newest entry that was sealed: its number and hash."""

    number: int
    hash: str


def hash_of(
    *, number: int, at: datetime, actor: str, verb: str, subject: str, detail: Mapping[str, Any], prev_hash: str
) -> str:
    """SHA-256 over the canonical JSON of an entry and the hash of the one before.

    >>> hash_of(
    ...     number=1, at=datetime(2026, 1, 1, tzinfo=UTC), actor="a", verb="b", subject="c", detail={}, prev_hash=FIRST
    ... )[:12]
    'd237ae2ca427'
    """
    parts = [number, at.astimezone(UTC).isoformat(timespec="microseconds"), actor, verb, subject, detail, prev_hash]
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def seal(*, head: Head, folder: Path) -> None:
    """Write the head into the data folder, unless a newer one is there. Whole or not at all."""
    with (folder / f".{HEAD}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = read_head(folder=folder)
        if kept is not None and kept.number >= head.number:
            return
        draft = folder / f".{HEAD}.draft"
        draft.write_text(json.dumps({"number": head.number, "hash": head.hash}) + "\n", encoding="utf-8")
        os.replace(draft, folder / HEAD)


def read_head(*, folder: Path) -> Head | None:
    """The sealed head, None where nothing was sealed yet. Raises ValueError for a file that is none."""
    try:
        told = json.loads((folder / HEAD).read_text(encoding="utf-8"))
        return Head(int(told["number"]), str(told["hash"]))
    except FileNotFoundError:
        return None
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{folder / HEAD} is not a sealed head.") from error
