"""Observations as lines in the event shape of Segment, for anything that reads it."""

import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

_TYPES = {"Profile Updated": "identify", "Page Viewed": "page", "Screen Viewed": "screen"}
_IN_CONTEXT = ("email", "phone", "external_id")


def segment_lines(observations: pa.Table) -> Iterator[str]:
    """One JSON line per observation, without a line end."""
    for row in observations.to_pylist():
        yield json.dumps(_message(row), ensure_ascii=False, separators=(",", ":"))


def _message(row: dict[str, Any]) -> dict[str, Any]:
    properties = json.loads(row["properties"])
    kind = _TYPES.get(row["kind"], "track")
    message: dict[str, Any] = {"type": kind, "messageId": row["message_id"], "timestamp": _iso(row)}
    for column, name in (("user_id", "userId"), ("anonymous_id", "anonymousId")):
        if row[column]:
            message[name] = row[column]
    traits = {name: row[name] for name in _IN_CONTEXT if row[name]}
    if kind == "identify":
        message["traits"] = properties | {name: traits[name] for name in ("email", "phone") if name in traits}
    else:
        places = {name: row[name] for name in ("stage", "touchpoint") if row[name]}
        message |= {"properties": properties | places}
    if kind == "track":
        message["event"] = row["kind"]
    elif kind in ("page", "screen"):
        message["name"] = properties.get("name", properties.get("title"))
    message["context"] = _context(row, traits)
    return message


def _iso(row: dict[str, Any]) -> str:
    return str(row["time"].isoformat().replace("+00:00", "Z"))


def _context(row: dict[str, Any], traits: dict[str, str]) -> dict[str, Any]:
    context: dict[str, Any] = {"library": {"name": row["source"], "version": "1"}}
    if row["channel"]:
        context["channel"] = row["channel"]
    written = {name: traits[name] for name in ("email", "phone") if name in traits}
    if written:
        context["traits"] = written
    if "external_id" in traits:
        card = {"id": traits["external_id"], "type": "external_id", "collection": "users", "encoding": "none"}
        context["externalIds"] = [card]
    return context
