"""Which keys let a sender in: all open keys, read anew every second, and when one is shown that is not known."""

import time

from django.utils import timezone

from regard.record.collection.rings import Ring
from regard.record.sources import api as sources

SECONDS_BETWEEN_NOTES = 30.0


class KeyRing(Ring):
    """The open keys, in memory."""

    def __init__(self) -> None:
        super().__init__(name="keys")
        self._keys: dict[str, sources.OpenKey] = {}
        self._used: set[int] = set()
        self._noted_at = 0.0

    async def find(self, *, texts: list[str]) -> sources.OpenKey | None:
        """The first of the keys shown that is open, None where none is. One made a moment ago is."""
        found = self._find(texts)
        if found is None and texts:
            await self.read_anew()
            found = self._find(texts)
        return found

    def _find(self, texts: list[str]) -> sources.OpenKey | None:
        for text in texts:
            if found := self._keys.get(sources.digest_of(key=text)):
                self._used.add(found.key_id)
                return found
        return None

    def _read(self, *, is_last: bool) -> None:
        self._note_used(now=is_last)
        self._keys = {key.digest: key for key in sources.list_open_keys()}

    def _note_used(self, *, now: bool) -> None:
        """Note, now and then or right now, which keys let somebody in."""
        if not self._used or not (now or time.monotonic() - self._noted_at >= SECONDS_BETWEEN_NOTES):
            return
        used, self._used = self._used, set()
        sources.note_keys_used(key_ids=used, at=timezone.now())
        self._noted_at = time.monotonic()
