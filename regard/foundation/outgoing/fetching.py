"""Requests to addresses that people type in: to public addresses only, in bounded time and size.

A name is looked up once, every address it has is looked at, and the connection goes to the one that was looked at, so
that no second answer of a name server can lead elsewhere. Redirects are followed by the same rules. What is in a network of
its own (this machine, the office, the cloud's own services) is refused, unless it is named in REGARD_INTERNAL_HOSTS.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, urljoin, urlsplit

from regard.analytics.errors import RegardError
from regard.foundation.outgoing.places import TargetRefused, is_internal, is_open

MOST_BYTES = 5 * 1024 * 1024
SECONDS = 20.0
SECONDS_TO_CONNECT = 8.0
MOST_REDIRECTS = 5
MOST_ADDRESS = 2_000
PORTS = {80, 443, 8080, 8443}
AGENT = "Regard/1 (feed reader)"


class FetchFailed(RegardError):
    """What was asked for did not come."""

    code = "fetch_failed"
    status = 502


@dataclass(frozen=True)
class Answer:
    """What a server answered. Headers have names in lower case; `moved_to` is where it lies for good, if elsewhere."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    address: str
    moved_to: str | None = None


def checked_address(
    *, text: str, schemes: Collection[str] = ("https", "http"), internal: Collection[str] = ()
) -> SplitResult:
    """An address as it may be fetched from, its name not looked up yet. Raises TargetRefused."""
    if len(text) > MOST_ADDRESS or not text.isprintable() or any(sign.isspace() or sign == "\\" for sign in text):
        raise TargetRefused("An address has at most 2,000 characters, and no spaces or backslashes.")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise TargetRefused(f"{text[:80]!r} is no address.") from None
    if parts.scheme not in schemes or not host:
        raise TargetRefused(f"An address begins with {' or '.join(f'{one}://' for one in schemes)} and a host.")
    if (parts.username is not None or parts.password is not None) and parts.scheme in ("http", "https"):
        raise TargetRefused("An address names no user and no password. Give what has to be secret as the secret.")
    if (
        parts.scheme in ("http", "https")
        and not is_internal(host=host, port=port, internal=internal)
        and port not in (None, *PORTS)
    ):
        raise TargetRefused(f"Port {port} is not one that feeds are on: {', '.join(map(str, sorted(PORTS)))}.")
    return parts


def connect(*, host: str, port: int, internal: Collection[str], seconds: float = SECONDS_TO_CONNECT) -> socket.socket:
    """A connection to a host whose every address is public. Raises TargetRefused, FetchFailed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchFailed(f"No address is known for {host[:100]}.") from None
    addresses = [pair[4][0] for pair in found]
    if not is_internal(host=host, port=port, internal=internal):
        closed = [one for one in addresses if not is_open(ipaddress.ip_address(str(one).partition("%")[0]))]
        if closed:
            raise TargetRefused(
                f"{host[:100]} is in a network of its own. Where that is meant, name it in REGARD_INTERNAL_HOSTS."
            )
    problem: OSError | None = None
    for family, kind, protocol, _, place in found[:4]:
        made = socket.socket(family, kind, protocol)
        try:
            made.settimeout(seconds)
            made.connect(place)
            return made
        except OSError as error:
            made.close()
            problem = error
    raise FetchFailed(f"{host[:100]} does not answer ({type(problem).__name__}).")


class _Plain(http.client.HTTPConnection):
    """A connection over a socket that is there already."""

    def __init__(self, host: str, made: socket.socket, port: int) -> None:
        super().__init__(host, port)
        self.sock = made

    def connect(self) -> None:
        """It is connected."""


def fetch(
    *,
    address: str,
    headers: Mapping[str, str] | None = None,
    internal: Collection[str] = (),
    most_bytes: int = MOST_BYTES,
    seconds: float = SECONDS,
    clock: Callable[[], float] = time.monotonic,
) -> Answer:
    """Get what lies at an address. Raises TargetRefused, FetchFailed.

    Headers are sent to the first host alone: where a redirect leads to another, none of them goes along.
    """
    deadline = clock() + seconds
    first = checked_address(text=address, internal=internal)
    sent, here, moved_to, is_for_good = dict(headers or {}), first, None, True
    for _ in range(MOST_REDIRECTS + 1):
        found = _ask(here, sent, internal, most_bytes, deadline, clock)
        target = found.headers.get("location")
        if found.status not in (301, 302, 303, 307, 308) or not target:
            return Answer(found.status, found.headers, found.body, here.geturl(), moved_to)
        following = checked_address(text=urljoin(here.geturl(), target), internal=internal)
        if here.scheme == "https" and following.scheme != "https":
            raise TargetRefused("It leads from an address that is encrypted to one that is not.")
        if following.netloc != here.netloc:
            sent = {}
        is_for_good = is_for_good and found.status in (301, 308)
        moved_to = following.geturl() if is_for_good else moved_to
        here = following
    raise FetchFailed(f"It leads on and on: {MOST_REDIRECTS} redirects were followed.")


def _ask(
    parts: SplitResult,
    headers: Mapping[str, str],
    internal: Collection[str],
    most_bytes: int,
    deadline: float,
    clock: Callable[[], float],
) -> Answer:
    host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
    made = connect(
        host=host, port=port, internal=internal, seconds=max(0.1, min(SECONDS_TO_CONNECT, deadline - clock()))
    )
    end = threading.Timer(max(0.1, deadline - clock()), _break_off, [made])  # whatever a server sends drop by drop
    end.daemon = True
    end.start()
    try:
        if parts.scheme == "https":
            made = ssl.create_default_context().wrap_socket(made, server_hostname=host)
        link = _Plain(host, made, port)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        own = {"Host": parts.netloc, "User-Agent": AGENT, "Accept-Encoding": "gzip", "Connection": "close"}
        link.request("GET", path, headers={**own, **headers})
        answer = link.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        body = _body(made, answer, told, most_bytes, deadline, clock)
        return Answer(answer.status, told, body, parts.geturl())
    except ssl.SSLCertVerificationError:
        raise FetchFailed(f"The certificate of {host[:100]} is not valid for it.") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise FetchFailed(f"{host[:100]} broke off ({type(error).__name__}).") from None
    finally:
        end.cancel()
        made.close()


def _break_off(made: socket.socket) -> None:
    with contextlib.suppress(OSError):
        made.shutdown(socket.SHUT_RDWR)


def _body(
    made: socket.socket,
    answer: http.client.HTTPResponse,
    headers: Mapping[str, str],
    most_bytes: int,
    deadline: float,
    clock: Callable[[], float],
) -> bytes:
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchFailed(f"The answer is packed as {encoding[:20]!r}, which was not asked for.")
    unpack = zlib.decompressobj(31) if "gzip" in encoding else None
    body, read = bytearray(), 0
    while True:
        left = deadline - clock()
        if left <= 0:
            raise FetchFailed("The answer took too long, and was given up.")
        made.settimeout(left)
        part = answer.read1(65_536)
        read += len(part)
        if not part:
            break
        body += unpack.decompress(part, most_bytes + 1 - len(body)) if unpack else part
        if len(body) > most_bytes or read > most_bytes or (unpack is not None and unpack.unconsumed_tail):
            raise FetchFailed(f"The answer has more than {most_bytes // 1024 // 1024} MB, and was given up.")
    return bytes(body)


def seconds_told(*, headers: Mapping[str, str], now: datetime) -> float | None:
    """How long a server asks to be left alone: Retry-After as seconds or as a date, None where it does not say.

    >>> seconds_told(headers={"retry-after": "120"}, now=datetime(2026, 11, 1, tzinfo=UTC))
    120.0
    """
    told = headers.get("retry-after", "").strip()
    if told.isdigit():
        return min(float(told[:9]), 30 * 86_400.0)
    for name in (told, headers.get("x-ratelimit-reset", "")):
        for read in (parsedate_to_datetime, datetime.fromisoformat):
            try:
                at = read(name)
            except (ValueError, TypeError, IndexError):
                continue
            return max(0.0, (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() - now.timestamp())
    return None
