"""Forwarding a request to the web server behind, over its socket, and its answer back."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
from yarl import URL

from regard.record.collection.asgi import Receive, Scope, Send

PEER_HEADER = "x-regard-peer"  # set by us, never taken from outside: who is asking
MOST_BYTES = 512 * 1024 * 1024
_HOPS = {
    b"connection",
    b"keep-alive",
    b"proxy-authenticate",
    b"proxy-authorization",
    b"te",
    b"trailer",
    b"transfer-encoding",
    b"upgrade",
    PEER_HEADER.encode(),
}
_UNREACHED = (
    b'{"type":"about:blank","title":"Starting","status":503,"detail":"The web server is not up yet. Try again."}'
)


class Forwarder:
    """Knows the way to the web server behind."""

    def __init__(self, socket: str) -> None:
        self._socket = socket
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        """Open the way."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.UnixConnector(path=self._socket, limit=0),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=10),
            skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
        )

    async def stop(self) -> None:
        """Close it."""
        if self._session is not None:
            await self._session.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send one request on and its answer back, piece by piece."""
        assert self._session is not None
        query = scope.get("query_string", b"").decode("latin-1")
        target = scope["raw_path"].decode("latin-1") + (f"?{query}" if query else "")
        headers = [
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"] if name not in _HOPS
        ]
        headers.append((PEER_HEADER, scope["client"][0] if scope.get("client") else ""))
        has_body = any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])
        started = False
        try:
            async with self._session.request(
                scope["method"],
                URL(f"http://regard{target}", encoded=True),
                headers=headers,
                data=_pieces(receive) if has_body else None,
                allow_redirects=False,
            ) as answer:
                passed = [(n.lower(), v) for n, v in answer.raw_headers if n.lower() not in _HOPS]
                await send({"type": "http.response.start", "status": answer.status, "headers": passed})
                started = True
                async for piece in answer.content.iter_any():
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                await send({"type": "http.response.body", "body": b""})
        except (aiohttp.ClientError, ConnectionError):
            if not started:
                told = [(b"content-type", b"application/problem+json"), (b"retry-after", b"2")]
                await send({"type": "http.response.start", "status": 503, "headers": told})
                await send({"type": "http.response.body", "body": _UNREACHED})


async def _pieces(receive: Receive) -> AsyncIterator[bytes]:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionError("The sender hung up.")
        if piece := message.get("body", b""):
            yield piece
        if not message.get("more_body"):
            return
