"""Segment's tracking protocol over HTTP: addresses, limits, and how a sender says who it is.

Source: Segment's HTTP API and what the official clients send; see docs/reference/collection.md.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from regard.analytics.errors import RegardError

EVENT_BYTES = 32 * 1024
BATCH_BYTES = 500 * 1024
BATCH_EVENTS = 2_500
SINGLE_CALLS = ("track", "identify", "page", "screen", "group", "alias")
CALLS = (*SINGLE_CALLS, "batch", "import")
_LETTERS = {"t": "track", "i": "identify", "p": "page", "s": "screen", "g": "group", "a": "alias", "b": "batch"}
_NAMES = {name: name for name in CALLS} | _LETTERS | {"m": "metrics"}
_PATHS = re.compile(
    r"(?:/v1/(?P<v1>[a-z]+)|/api/s/(?:s2s/)?(?P<jitsu>[a-z]+)|/api/public/apps/(?P<dittofeed>[a-z]+))/?"
)
_SETTINGS = re.compile(r"(?:/v1)?/projects/(?P<key>[^/]{1,200})/settings/?")


class BodyRefused(RegardError):
    """A request's body is too large or cannot be inflated."""

    code = "body_refused"
    status = 400


@dataclass(frozen=True)
class Call:
    """One call of the protocol."""

    name: str

    @property
    def has_many(self) -> bool:
        """Whether its body is a batch."""
        return self.name in ("batch", "import")


def find_call(*, path: str) -> Call | None:
    """The call an address stands for, None for any other address.

    >>> find_call(path="/v1/t"), find_call(path="/v1/batch/").has_many, find_call(path="/v1/orders")
    (Call(name='track'), True, None)
    """
    found = _PATHS.fullmatch(path)
    name = found and _NAMES.get(found["v1"] or found["jitsu"] or found["dittofeed"])
    return Call(name) if name else None


def find_settings_key(*, path: str) -> str | None:
    """The write key whose settings a browser asks for, None for any other address."""
    found = _SETTINGS.fullmatch(path)
    return found["key"] if found else None


def list_keys(*, headers: Mapping[str, str], query: Mapping[str, str], body_key: object) -> list[str]:
    """The keys a request shows, in the order in which they are tried.

    Basic (with or without the colon), Bearer, the bare key in Authorization, X-Write-Key, the body and the query.
    """
    shown = []
    scheme, _, rest = headers.get("authorization", "").strip().partition(" ")
    if scheme.lower() == "basic":
        shown.append(_from_basic(rest.strip()))
    elif scheme.lower() == "bearer":
        shown.append(rest.strip())
    elif scheme and not rest:
        shown.append(scheme)
    shown.append(headers.get("x-write-key", "").strip())
    if isinstance(body_key, str):
        shown.append(body_key.strip())
    shown.append(query.get("writeKey", "").strip())
    return [key for key in shown if key]


def find_token(*, headers: Mapping[str, str]) -> str | None:
    """The token a request shows: a Bearer of three parts, which no key has.

    >>> find_token(headers={"authorization": "Bearer a.b.c"}), find_token(headers={"authorization": "Bearer rgw_key"})
    ('a.b.c', None)
    """
    scheme, _, rest = headers.get("authorization", "").strip().partition(" ")
    return rest.strip() if scheme.lower() == "bearer" and rest.count(".") == 2 else None


def inflate(*, body: bytes, encoding: str, limit: int) -> bytes:
    """The body without its content encoding, at most `limit` bytes. Raises BodyRefused.

    No more than the limit is ever inflated, whatever the body claims.
    """
    named = encoding.strip().lower()
    if named in ("", "identity"):
        plain = body
    elif named in ("gzip", "x-gzip", "deflate"):
        plain = _inflated(body, limit)
    else:
        raise BodyRefused(f"The content encoding {named[:40]!r} is unknown; send gzip or nothing.")
    if len(plain) > limit:
        raise BodyRefused(f"The body has more than {limit // 1024} KB.")
    return plain


def _inflated(body: bytes, limit: int) -> bytes:
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        plain = inflater.decompress(body, limit + 1)
    except zlib.error as error:
        raise BodyRefused("The body says it is compressed and cannot be inflated.") from error
    if len(plain) <= limit and not inflater.eof:
        raise BodyRefused("The compressed body ends before its end.")
    return plain


def _from_basic(text: str) -> str:
    """The user name of a Basic header.

    >>> _from_basic("a2V5Og=="), _from_basic("a2V5"), _from_basic("§")
    ('key', 'key', '')
    """
    try:
        return base64.b64decode(text, validate=True).decode("utf-8").partition(":")[0]
    except (binascii.Error, ValueError):
        return ""
