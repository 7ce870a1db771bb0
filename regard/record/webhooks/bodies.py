"""The body of a delivery as rows with named columns: members by their path, joined with dots."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from regard.analytics.errors import RegardError
from regard.record.imports.api import LooseRow

MOST_BYTES = 1024 * 1024
MOST_ROWS = 2_500
MOST_COLUMNS = 2_000
MOST_HEADERS = 40
LONGEST_HEADER = 1_000
DEEPEST = 20  # what lies deeper stays JSON
_KEPT_HEADER = re.compile(r"(?:x-|webhook-|ce-)[a-z0-9-]+")
_HIDDEN = re.compile(r"signature|hmac|authorization|token|secret|cookie|password|forwarded|real-ip|api-?key")
_DECODER = msgspec.json.Decoder(float_hook=Decimal)
_ENCODER = msgspec.json.Encoder(decimal_format="number")


class BodyUnreadable(RegardError):
    """A delivery has no rows that could be mapped; the sentence says why."""

    code = "body_unreadable"
    status = 422


@dataclass(frozen=True)
class Delivery:
    """One delivery as it came: what the sender calls it, when it came, its telling headers, its body."""

    delivery_id: str
    received_at: datetime
    content_type: str
    headers: Mapping[str, str]
    body: bytes


def telling_headers(*, headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that may say what a delivery is about, such as an event's name; none that lets anybody in.

    >>> telling_headers(headers={"x-github-event": "issues", "x-hub-signature": "sha1=…", "cookie": "a"})
    {'x-github-event': 'issues'}
    """
    kept = [name for name in sorted(headers) if _KEPT_HEADER.fullmatch(name) and not _HIDDEN.search(name)]
    return {name: headers[name][:LONGEST_HEADER] for name in kept[:MOST_HEADERS]}


def rows_of(*, delivery: Delivery, path: str) -> list[LooseRow]:
    """The rows of a delivery: what stands at `path`, one row or an array of them. Raises BodyUnreadable.

    A row has its own members, those around it as `body.NAME`, the headers as `header.NAME`, and `$delivery` and
    `$received_at`.
    """
    tree = _parsed(delivery)
    found, around = _at(tree, path)
    elements = found if isinstance(found, list) else [found]
    if not elements:
        raise BodyUnreadable(f"The array{_said(path)} is empty.")
    if len(elements) > MOST_ROWS:
        raise BodyUnreadable(f"The array{_said(path)} has {len(elements):,} rows; a delivery may have {MOST_ROWS:,}.")
    shared = _shared(delivery) | {f"body.{name}": value for name, value in _members(around, 1)}
    return [_row(element, shared, path) for element in elements]


def _shared(delivery: Delivery) -> dict[str, str | None]:
    headers = {f"header.{name}": value for name, value in delivery.headers.items()}
    own = {"$delivery": delivery.delivery_id, "$received_at": delivery.received_at.isoformat()}
    return {**own, **headers}


def _row(element: Any, shared: dict[str, str | None], path: str) -> LooseRow:
    if not isinstance(element, dict):
        raise BodyUnreadable(f"What stands{_said(path) or ' in the body'} is no object with members.")
    row = dict(_members(element, 1))
    if len(row) > MOST_COLUMNS:
        raise BodyUnreadable(f"A row has {len(row):,} members; it may have {MOST_COLUMNS:,}.")
    return row | shared


def _members(tree: dict[str, Any], depth: int) -> Iterator[tuple[str, str | None]]:
    for name, value in tree.items():
        if isinstance(value, dict) and value and depth < DEEPEST:
            yield from ((f"{name}.{inner}", text) for inner, text in _members(value, depth + 1))
        else:
            yield name, _text(value)


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return str(value)
    return _ENCODER.encode(value).decode()


def _at(tree: Any, path: str) -> tuple[Any, dict[str, Any]]:
    """What stands at a path of names, and what stands beside it at the top."""
    around: dict[str, Any] = {}
    names = path.split(".") if path else []
    for depth, name in enumerate(names):
        if not isinstance(tree, dict) or name not in tree:
            raise BodyUnreadable(f"The body has nothing{_said(path)}.")
        if depth == 0:
            around = {key: value for key, value in tree.items() if key != name}
        tree = tree[name]
    return tree, around


def _said(path: str) -> str:
    return f" at `{path}`" if path else ""


def _parsed(delivery: Delivery) -> Any:
    if not delivery.body.strip():
        raise BodyUnreadable("The body is empty.")
    kind = delivery.content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return _form(delivery.body)
    if kind.startswith("multipart/"):
        raise BodyUnreadable("The body is a multipart form; have it sent as JSON.")
    return _json(delivery.body)


def _form(body: bytes) -> Any:
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_COLUMNS, errors="strict")
    except ValueError as error:
        raise BodyUnreadable("The body is a form that cannot be read.") from error
    fields = dict(pairs)
    if not fields:
        raise BodyUnreadable("The body is a form without fields.")
    payload = fields.get("payload", "").strip()
    return _json(payload.encode()) if list(fields) == ["payload"] and payload.startswith(("{", "[")) else fields


def _json(body: bytes) -> Any:
    try:
        return _DECODER.decode(body.removeprefix(b"\xef\xbb\xbf"))
    except RecursionError:
        raise BodyUnreadable("The body is nested too deeply to be read.") from None
    except (msgspec.DecodeError, UnicodeDecodeError, ArithmeticError) as error:
        said = str(error).removeprefix("JSON is malformed: ").rstrip(".")
        raise BodyUnreadable(f"The body is not JSON: {said}.") from error
