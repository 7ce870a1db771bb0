"""Sending one request: where it may go is looked up once, and it goes to exactly the address that was looked at."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from regard.analytics.errors import RegardError
from regard.foundation.outgoing.places import TargetRefused, is_internal, is_open

LONGEST_URL = 2_000


class NotSent(RegardError):
    """The other side was not reached, or did not answer as programs do."""

    code = "not_sent"
    status = 502


@dataclass(frozen=True)
class Answered:
    """What the other side answered, its body cut at what was asked for."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Target:
    """Where a request goes."""

    parts: SplitResult
    host: str
    port: int
    is_internal: bool


def check_target(*, url: str, internal: Sequence[str] = ()) -> Target:
    """Where an address leads. Raises TargetRefused for one that nothing may be sent to; asks no name server.

    >>> check_target(url="https://gateway.example/send").port
    443
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise TargetRefused("This is no address. Write it as https://gateway.example/send.") from None
    is_clean = url.isprintable() and " " not in url and len(url) <= LONGEST_URL and parts.username is None
    if parts.scheme not in ("http", "https") or not host or not is_clean:
        raise TargetRefused("An address is like https://gateway.example/send, without a user or password in it.")
    is_named = is_internal(host=host, port=port, internal=internal)
    if parts.scheme == "http" and not is_named:
        raise TargetRefused("Requests go out over https. For a machine of your own, name it in REGARD_INTERNAL_HOSTS.")
    return Target(parts, host, port, is_named)


def send_request(
    *,
    url: str,
    method: str = "POST",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    internal: Sequence[str] = (),
    seconds: float = 20,
    most_bytes: int = 1_000_000,
) -> Answered:
    """Send one request and read the answer. No redirect is followed. Raises TargetRefused, NotSent."""
    target = check_target(url=url, internal=internal)
    address = _address_of(target)
    conversation = _conversation(target, address, seconds)
    path = (target.parts.path or "/") + (f"?{target.parts.query}" if target.parts.query else "")
    try:
        conversation.request(method, path, body=body or None, headers=dict(headers or {}))
        answer = conversation.getresponse()
        said = answer.read(most_bytes)
        return Answered(answer.status, {name.lower(): value for name, value in answer.getheaders()}, said)
    except (OSError, HTTPException, ValueError) as error:
        raise NotSent(f"{target.host} was not reached: {error or type(error).__name__}.") from error
    finally:
        conversation.close()


def _address_of(target: Target) -> str:
    """The first address of the host; every one of them must be allowed. Raises TargetRefused, NotSent."""
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise NotSent(f"There is no machine called {target.host}.") from error
    if not target.is_internal and not all(_is_public(one) for one in found):
        raise TargetRefused(
            f"{target.host} is inside your own network. To send there, name it in REGARD_INTERNAL_HOSTS."
        )
    return found[0]


def _is_public(address: str) -> bool:
    return is_open(ipaddress.ip_address(address.partition("%")[0]))


def _conversation(target: Target, address: str, seconds: float) -> HTTPConnection:
    if target.parts.scheme == "http":
        made = HTTPConnection(target.host, target.port, timeout=seconds)
    else:
        made = HTTPSConnection(target.host, target.port, timeout=seconds, context=ssl.create_default_context())
    # The name is kept for the certificate and the Host header; the connection goes to the address that was checked.
    made._create_connection = lambda where, *rest: socket.create_connection((address, where[1]), *rest)  # type: ignore[attr-defined]
    return made
