"""Which keys let a sender in: all open keys, read anew every second, and when one is shown that is not known."""

import time
from collections.abc import Mapping

from django.utils import timezone

from regard.analytics.errors import RegardError
from regard.record.collection.protocol import find_token, list_keys
from regard.record.collection.rings import Ring
from regard.record.sources import api as sources

SECONDS_BETWEEN_NOTES = 30.0


class KeyRefused(RegardError):
    """The request shows no key that is open, or one that may not write."""

    code = "invalid_write_key"
    status = 401


class KeyRing(Ring):
    """The open keys, in memory."""

    def __init__(self) -> None:
        super().__init__(name="keys")
        self._keys: dict[str, sources.OpenKey] = {}
        self._clients: dict[str, str] = {}  # the source of each client that may send
        self._guarded: set[str] = set()  # sources that have clients, and take nothing without a token
        self._used: set[int] = set()
        self._noted_at = 0.0

    async def let_in(
        self, *, headers: Mapping[str, str], query: Mapping[str, str], body_key: object
    ) -> sources.OpenKey:
        """The key of who sends. Raises KeyRefused or TokenRefused."""
        shown = list_keys(headers=headers, query=query, body_key=body_key)
        token = find_token(headers=headers)
        key = await (self._find_with_token(token, shown) if token else self.find(texts=shown))
        if key is None:
            missing = "shows no write key" if not shown else "shows a write key that no source has"
            raise KeyRefused(f"The request {missing}. A source's page in Regard has its keys.")
        if token is None and key.kind == "write" and key.source in self._guarded:
            raise KeyRefused("This source has clients that sign in: show a token from /token, or a secret key.")
        if "write" not in key.scopes:
            raise KeyRefused("This key may not write. Use a source's write key, or a secret key with the scope write.")
        return key

    async def find(self, *, texts: list[str]) -> sources.OpenKey | None:
        """The first of the keys shown that is open, None where none is. One made a moment ago is."""
        found = self._find(texts)
        if found is None and texts:
            await self.read_anew()
            found = self._find(texts)
        return found

    async def _find_with_token(self, token: str, texts: list[str]) -> sources.OpenKey | None:
        """The source a token is for, as a key; None where its client is not open or another source's key is shown."""
        client_id = sources.client_of_token(token=token)
        if client_id not in self._clients:
            await self.read_anew()
        source = self._clients.get(client_id)
        shown = [key for key in map(self._keys.get, (sources.digest_of(key=text) for text in texts)) if key]
        if source is None or any(key.source != source for key in shown):
            return None
        return shown[0] if shown else sources.OpenKey(0, "", source, "token", frozenset({"write"}))

    def _find(self, texts: list[str]) -> sources.OpenKey | None:
        for text in texts:
            if found := self._keys.get(sources.digest_of(key=text)):
                self._used.add(found.key_id)
                return found
        return None

    def _read(self, *, is_last: bool) -> None:
        self._note_used(now=is_last)
        clients = sources.list_open_clients()
        self._keys = {key.digest: key for key in sources.list_open_keys()}
        self._clients = {client.client_id: client.source for client in clients}
        self._guarded = set(self._clients.values())

    def _note_used(self, *, now: bool) -> None:
        """Note, now and then or right now, which keys let somebody in."""
        if not self._used or not (now or time.monotonic() - self._noted_at >= SECONDS_BETWEEN_NOTES):
            return
        used, self._used = self._used, set()
        sources.note_keys_used(key_ids=used, at=timezone.now())
        self._noted_at = time.monotonic()
