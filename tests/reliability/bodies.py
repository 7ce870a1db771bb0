"""Requests that nobody should send, and what they are worth: hundreds of them, made from a few lists."""

import gzip
import json
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple


class Malformed(NamedTuple):
    """One request to collection: with a key that is good unless the headers have another."""

    name: str
    path: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


MARK = '"MARK"'  # where a strange value goes
PLAIN: dict[str, Any] = {"type": "track", "event": "Odd", "userId": "ann", "timestamp": "2026-11-01T00:00:00Z"}
DEEP = 100_000

STRANGE = {
    "null": "null",
    "true": "true",
    "zero": "0",
    "negative": "-1",
    "fraction": "1.5",
    "beyond a double": "1e400",
    "far below zero": "-1e400",
    "tiny": "1e-400",
    "exponent of ten digits": "1e9999999999",
    "exponent of twenty digits": "1e99999999999999999999",
    "2^63": str(2**63),
    "2^64": str(2**64),
    "-2^63-1": str(-(2**63) - 1),
    "310 digits": "1" + "0" * 310,
    "5,000 digits": "9" * 5_000,
    "empty text": '""',
    "blank text": '" \\t\\n "',
    "NUL": '"\\u0000"',
    "NUL inside": '"a\\u0000b"',
    "lone surrogate": '"\\ud800"',
    "halves in the wrong order": '"\\udc00\\ud800"',
    "direction marks": '"\\u202egnp\\u200b\\ufeff"',
    "300 letters": '"' + "x" * 300 + '"',
    "20,000 letters": '"' + "y" * 20_000 + '"',
    "number as text": '"0x1F"',
    "NaN as text": '"NaN"',
    "a formula": '"=1+1"',
    "a list": "[]",
    "a list of lists": "[[[]]]",
    "an object": "{}",
    "an object in an object": '{"a": {"b": null}}',
    "NaN": "NaN",
    "Infinity": "-Infinity",
    "100 deep": "[" * 100 + "]" * 100,
    "1,000 deep": "[" * 1_000 + "]" * 1_000,
}
PLACES = (
    "type",
    "event",
    "messageId",
    "userId",
    "anonymousId",
    "groupId",
    "previousId",
    "channel",
    "timestamp",
    "originalTimestamp",
    "sentAt",
    "receivedAt",
    "batch",
    "properties",
    "traits",
    "context",
    "properties.score",
    "properties.total",
    "properties.promised_at",
    "properties.email",
    "context.traits",
    "context.externalIds",
    "context.device",
    "traits.phone",
)


def list_cases() -> list[Malformed]:
    """All of them."""
    cases = [*_strange_values(), *_texts(), *_shapes(), *_sizes(), *_encodings(), *_batches(), *_times()]
    assert len({case.name for case in cases}) == len(cases)
    return cases


def _strange_values() -> Iterator[Malformed]:
    for number, place in enumerate(PLACES):
        for other, (name, text) in enumerate(STRANGE.items()):
            event = _with(place, f"{place} {name}")
            call = "identify" if place.startswith("traits") else "track"
            event["type"] = MARK[1:-1] if place == "type" else call
            body = json.dumps(event).replace(MARK, text)
            if (number + other) % 2:
                yield Malformed(f"{place}: {name}, alone", f"/v1/{call}", body.encode())
            else:
                yield Malformed(f"{place}: {name}, in a batch", "/v1/batch", f'{{"batch": [{body}]}}'.encode())


def _with(place: str, message_id: str) -> dict[str, Any]:
    event: dict[str, Any] = PLAIN | {"messageId": message_id}
    tree = event
    *above, last = place.split(".")
    for name in above:
        tree = tree.setdefault(name, {})
    tree[last] = MARK[1:-1]
    if place == "properties.total":
        event["event"] = "Order Completed"
    if place == "properties.promised_at":
        event["event"] = "Order Delivered"
    return event


def _texts() -> Iterator[Malformed]:
    """Bytes that are not the text they say they are."""
    for name, raw in {
        "half a character": b"\xc3",
        "overlong slash": b"\xc0\xaf",
        "encoded surrogate": b"\xed\xa0\x80",
        "beyond Unicode": b"\xf5\x80\x80\x80",
        "latin-1": "Ü".encode("latin-1"),
        "bare control": b"\x01",
        "bare newline": b"\n",
        "bare NUL": b"\x00",
    }.items():
        for place in ("userId", "event", "messageId"):
            body = json.dumps(PLAIN | {place: "MARK"}).encode().replace(b"MARK", b"a" + raw)
            yield Malformed(f"{name} in {place}", "/v1/track", body)
            yield Malformed(f"{name} in {place} of one of two", "/v1/batch", _batch(body, _plain(f"{name} {place}")))
    good = _plain("text")
    for name, body in {
        "mark of order before": b"\xef\xbb\xbf" + good,
        "UTF-16": good.decode().encode("utf-16"),
        "UTF-32": good.decode().encode("utf-32"),
        "a key with NUL": _replaced(good, b'"event"', b'"a\\u0000b": 1, "event"'),
        "a key with half a character": _replaced(good, b'"event"', b'"\\ud800": 1, "event"'),
        "NUL as a property's name": _replaced(good, b'"userId"', b'"properties": {"\\u0000": "\\u0000"}, "userId"'),
        "keys twice": _replaced(good, b'"userId"', b'"userId": "ben", "userId": 7, "userId"'),
        "keys twice in properties": _replaced(good, b'"userId"', b'"properties": {"a": 1, "a": 2}, "userId"'),
    }.items():
        yield Malformed(name, "/v1/track", body)


def _shapes() -> Iterator[Malformed]:
    """Bodies of every shape."""
    deep_list, deep_object = "[" * DEEP + "]" * DEEP, '{"a":' * DEEP + "1" + "}" * DEEP
    shapes = {
        "nothing": "",
        "blanks": " \r\n\t ",
        "null": "null",
        "true": "true",
        "a number": "1",
        "a text": '"track"',
        "an empty list": "[]",
        "a list of events": json.dumps([PLAIN]),
        "an empty object": "{}",
        "half an object": '{"userId": "ann", ',
        "one quote": '"',
        "two objects": json.dumps(PLAIN) * 2,
        "rubbish after it": json.dumps(PLAIN) + "x",
        "a comment": "/* */" + json.dumps(PLAIN),
        "single quotes": "{'userId': 'ann'}",
        "a comma too many": '{"userId": "ann",}',
        "XML": "<event/>",
        "a form": "data=eyJldmVudCI6Im9kZCJ9",
        "a form of percents": "event=Odd&userId=ann%00",
        "SQL": "'; drop table collection_intake; --",
        "only open brackets": "[" * DEEP,
        "a deep list": deep_list,
        "a deep object": deep_object,
        "a deep unknown member": json.dumps(PLAIN)[:-1] + ', "x": ' + "[" * 4_000 + "]" * 4_000 + "}",
        "deep properties": json.dumps(PLAIN)[:-1] + ', "properties": ' + '{"a":' * 4_000 + "1" + "}" * 4_001,
        "10,000 keys": json.dumps({**PLAIN, "properties": {f"k{n}": n for n in range(2_000)}}),
        "empty keys": json.dumps({**PLAIN, "": 1, "properties": {"": ""}}),
    }
    for name, body in shapes.items():
        for path in ("/v1/track", "/v1/batch", "/v1/identify", "/v1/t", "/v1/import"):
            yield Malformed(f"{name} to {path}", path, body.encode())
    yield Malformed("100,000 keys", "/v1/batch", json.dumps({f"k{n}": 1 for n in range(30_000)}).encode())
    for depth in range(180, 1_060, 40):  # where one reader may give up and another not
        inside = '{"a":' * depth + "1" + "}" * depth
        body = json.dumps(PLAIN | {"messageId": f"depth {depth}"})[:-1] + f', "properties": {inside}}}'
        yield Malformed(f"{depth} deep properties in a batch", "/v1/batch", _batch(body.encode()))
        yield Malformed(f"{depth} deep properties", "/v1/track", body.replace("depth", "alone").encode())


def _sizes() -> Iterator[Malformed]:
    """Too much of something."""
    yield Malformed("an id of 4 MB", "/v1/track", json.dumps(PLAIN | {"messageId": "m" * 4_000_000}).encode())
    yield Malformed("an id of 400 KB", "/v1/batch", _batch(json.dumps(PLAIN | {"userId": "m" * 400_000}).encode()))
    yield Malformed("an event of 33 KB", "/v1/track", json.dumps(PLAIN | {"properties": {"a": "x" * 33_000}}).encode())
    large = json.dumps(PLAIN | {"properties": {"a": "x" * 33_000}, "messageId": "33"}).encode()
    yield Malformed("an event of 33 KB in a batch", "/v1/batch", _batch(large, _plain("beside the large")))
    yield Malformed("a batch of 501 KB", "/v1/batch", _batch(_plain("501")) + b" " * 513_000)
    yield Malformed("a batch of 2 MB", "/v1/batch", _batch(_plain("2 MB")) + b" " * 2_000_000)
    yield Malformed("a key of 100 KB", "/v1/batch", _batch(_replaced(_plain("key"), b"event", b"e" * 100_000)))


def _encodings() -> Iterator[Malformed]:
    """Bodies that say how they are written, truly or not."""
    good = _plain("encoded")
    squeezed = gzip.compress(good)
    bomb = gzip.compress(b" " * 50_000_000)
    for name, encoding, body in (
        ("a gzip bomb", "gzip", bomb),
        ("a gzip bomb twice", "gzip", gzip.compress(bomb)),
        ("a deflate bomb", "deflate", zlib.compress(b"[" * 50_000_000)),
        ("half a gzip", "gzip", squeezed[: len(squeezed) // 2]),
        ("the head of a gzip", "gzip", squeezed[:10]),
        ("a gzip with another sum", "gzip", squeezed[:-8] + b"\0" * 8),
        ("a gzip with rubbish after it", "gzip", squeezed + b"rubbish"),
        ("two gzips", "gzip", squeezed + squeezed),
        ("no gzip at all", "gzip", good),
        ("nothing as gzip", "gzip", b""),
        ("nothing, gzipped", "gzip", gzip.compress(b"")),
        ("deflate", "deflate", zlib.compress(_plain("deflated"))),
        ("raw deflate", "deflate", zlib.compress(good)[2:-4]),
        ("brotli", "br", good),
        ("gzip twice", "gzip, gzip", gzip.compress(squeezed)),
        ("an encoding of 8 KB", "x" * 8_000, good),
        ("an encoding of blanks", "  ", _plain("blank encoding")),
        ("an encoding of letters like é", "gzïp", good),
        ("a gzip that does not say so", "", squeezed),
    ):
        yield Malformed(name, "/v1/track", body, (("content-encoding", encoding),))
    for number, kind in enumerate(
        ("text/plain", "application/xml", "a", "", "multipart/form-data", "application/json; charset=utf-16")
    ):
        yield Malformed(f"content type {kind!r}", "/v1/track", _plain(f"type {number}"), (("content-type", kind),))


def _batches() -> Iterator[Malformed]:
    """Batches that are none, or too many."""
    for name, text in STRANGE.items():
        yield Malformed(
            f"a batch with {name} for an event", "/v1/batch", _batch(text.encode(), _plain(f"beside {name}"))
        )
        yield Malformed(
            f"a batch with {name} for a context",
            "/v1/batch",
            _batch(_plain(f"in {name}"), context=text),
        )
    many = [_plain(f"of 2,501: {number}") for number in range(2_501)]
    yield Malformed("2,501 events", "/v1/batch", _batch(*many))
    yield Malformed("100,000 nulls", "/v1/batch", _batch(*[b"null"] * 2_600))
    yield Malformed("a batch in a batch", "/v1/batch", _batch(_batch(_plain("inner"))))
    yield Malformed("no events", "/v1/batch", b'{"batch": []}')
    yield Malformed("one id ten times", "/v1/batch", _batch(*[_plain("ten times")] * 10))
    yield Malformed("one id in many forms", "/v1/batch", _batch(*(_plain(text) for text in ("7", " 7", "7 ", "07"))))
    yield Malformed("two keys in one", "/v1/batch", b'{"writeKey": 7, "batch": [%b]}' % _plain("numeric key"))


def _times() -> Iterator[Malformed]:
    """Moments that never were."""
    for number, text in enumerate(
        ("0", "-1", "1e3", "99999999999", "1e15", "-1e15", "253402300800", "9223372036854775807", '"10000-01-01T00:00:00Z"',
         '"0000-01-01"', '"0001-01-01T00:00:00+23:59"', '"9999-12-31T23:59:59-23:59"', '"2026-02-30"', '"2026-11-01T25:00:00"',
         '"2026-11-01T00:00:60Z"', '"2026-W45"', '"20261101"', '"yesterday"', '"1969-12-31T23:59:59.999999Z"', '"2027-01-01"',
         '"2126-01-01"', '"2099-12-31T23:59:59Z"', '"2026-11-01T00:00:00+99:99"', '"2026-11-01 00:00:00 UTC"', '"٢٠٢٦-١١-٠١"')
    ):  # fmt: skip
        for place in ("timestamp", "sentAt", "originalTimestamp"):
            body = (
                json.dumps(PLAIN | {"messageId": f"time {number} {place}", place: "MARK"}).replace(MARK, text).encode()
            )
            if number % 2:
                yield Malformed(f"{place} {text}", "/v1/batch", _batch(body))
            else:
                yield Malformed(f"{place} {text}", "/v1/track", body)


def _plain(message_id: str) -> bytes:
    return json.dumps(PLAIN | {"messageId": message_id}).encode()


def _batch(*events: bytes, context: str = "null") -> bytes:
    return b'{"context": ' + context.encode() + b', "batch": [' + b", ".join(events) + b"]}"


def _replaced(text: bytes, old: bytes, new: bytes) -> bytes:
    assert old in text
    return text.replace(old, new, 1)
