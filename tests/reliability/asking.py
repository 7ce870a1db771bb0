"""Asking over a bare socket, so that what is wrong with a request arrives as it is."""

import json
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 where the connection was closed without an answer."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    def told(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def request_of(*, method: str = "POST", path: str, headers: list[tuple[str, str]], body: bytes = b"") -> bytes:
    """A request as bytes; the length of the body is said unless the headers say how it comes."""
    if not any(name in ("content-length", "transfer-encoding") for name, _ in headers):
        headers = [*headers, ("content-length", str(len(body)))]
    lines = [f"{method} {path} HTTP/1.1", "host: localhost", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + body


def ask(*, port: int, raw: bytes, seconds: float = 30) -> Answer:
    """Send bytes and read one answer."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        connection.settimeout(seconds)
        with suppress(BrokenPipeError, ConnectionResetError):  # refused before all was sent: the answer is there
            connection.sendall(raw)
        return read_answer(connection, began=began)


def read_answer(connection: socket.socket, *, began: float) -> Answer:
    """Read one answer from a connection."""
    received = b""
    while not _is_whole(received):
        try:
            piece = connection.recv(65_536)
        except ConnectionResetError:
            piece = b""
        if not piece:
            break
        received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    status = int(first.split()[1]) if first else 0
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Answer(status, headers, body, time.monotonic() - began)


def _is_whole(received: bytes) -> bool:
    head, found, body = received.partition(b"\r\n\r\n")
    if not found:
        return False
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return len(body) >= int(line.partition(b":")[2])
        if line.startswith(b"transfer-encoding:"):
            return body.endswith(b"0\r\n\r\n")
    return False
