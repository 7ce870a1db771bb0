"""Which events were seen before, as far as the answer to a sender needs it. What is stored twice or not the recorder decides."""

import hashlib
from pathlib import Path

import numpy as np

from regard.foundation.lake.api import IdIndex

MOST_REMEMBERED = 500_000


class Memory:
    """Ids taken in lately, and those the log holds."""

    def __init__(self, *, index: IdIndex) -> None:
        self._index = index
        self._lately: set[bytes] = set()
        self._before: set[bytes] = set()

    def find_duplicates(self, *, source: str, message_ids: list[str | None]) -> tuple[list[int], list[bytes]]:
        """Positions of events that were seen before, and the ids to `remember` once the request is stored."""
        ids = [message_id and id_of(source=source, message_id=message_id) for message_id in message_ids]
        seen: set[bytes] = set()
        known: list[int] = []
        asked: list[int] = []
        for position, one in enumerate(ids):
            if not one:
                continue
            if one in seen or one in self._lately or one in self._before:
                known.append(position)
            else:
                asked.append(position)
            seen.add(one)
        if asked:
            raw = np.frombuffer(b"".join(ids[position] or b"" for position in asked), dtype=">u8").reshape(-1, 2)
            stored = self._index.contains(np.ascontiguousarray(raw.T, dtype=np.uint64))
            known += [position for position, is_stored in zip(asked, stored.tolist(), strict=True) if is_stored]
        return sorted(known), list(seen)

    def remember(self, *, ids: list[bytes]) -> None:
        """These are stored now."""
        self._lately.update(ids)
        if len(self._lately) > MOST_REMEMBERED:
            self._before, self._lately = self._lately, set()


def memory_of(*, data_dir: Path) -> Memory:
    """The memory of a data folder."""
    return Memory(index=IdIndex.of_log(data_dir))


def id_of(*, source: str, message_id: str) -> bytes:
    """The id an interaction will have in the log, as 16 bytes."""
    return hashlib.sha256(f"{source}\x1f{message_id.strip()}".encode("utf-8", "surrogatepass")).digest()[:16]
