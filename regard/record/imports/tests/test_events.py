import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from regard.record.imports.events import read_events
from regard.record.imports.files import examine_file
from regard.record.imports.tests.factories import track, write, write_events


def observed(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """The observations of a file, and why the rest was rejected."""
    chunks = list(read_events(file=examine_file(path=path), source="shop"))
    rows = [row for chunk in chunks for row in chunk.observations.to_pylist()]
    return rows, [rejection.reason for chunk in chunks for rejection in chunk.rejections]


def one(tmp_path: Path, event: dict[str, Any]) -> dict[str, Any]:
    rows, reasons = observed(write_events(tmp_path / "events.ndjson", event))
    assert reasons == []
    return rows[0]


def refused(tmp_path: Path, event: object) -> str:
    rows, reasons = observed(write_events(tmp_path / "events.ndjson", event))
    assert rows == []
    return reasons[0]


def test_track__with_everything__becomes_an_observation(tmp_path: Path) -> None:
    event = track(
        event="Order Completed",
        messageId="m1",
        anonymousId="a1",
        properties={"order_id": "o1", "total": 12.50},
        context={"channel": "web", "library": {"name": "analytics.js"}, "ip": "10.0.0.1", "traits": {"email": "a@b.c"}},
    )
    row = one(tmp_path, event)
    properties = json.loads(row.pop("properties"))
    assert row == {
        "source": "shop",
        "message_id": "m1",
        "kind": "Order Completed",
        "time": datetime(2026, 3, 1, 10, tzinfo=UTC),
        "user_id": "u1",
        "email": "a@b.c",
        "phone": None,
        "external_id": None,
        "anonymous_id": "a1",
        "channel": "web",
        "stage": None,
        "touchpoint": None,
        "origin": str(tmp_path / "events.ndjson"),
        "line": 1,
    }
    assert properties == {
        "order_id": "o1",
        "total": 12.5,
        "context": {"channel": "web", "library": {"name": "analytics.js"}},
    }


@pytest.mark.parametrize(
    ("call", "kind", "properties"),
    [
        ({"type": "page", "name": "Home", "properties": {"path": "/"}}, "Page Viewed", {"path": "/", "name": "Home"}),
        ({"type": "screen", "name": "Start"}, "Screen Viewed", {"name": "Start"}),
        ({"type": "identify", "traits": {"plan": "gold"}}, "Profile Updated", {"plan": "gold"}),
        ({"type": "group", "groupId": "g1", "traits": {"size": 3}}, "Account Joined", {"size": 3, "group_id": "g1"}),
        ({"type": "alias", "previousId": "old"}, "Identity Linked", {"previous_id": "old"}),
        ({"type": "track", "event": "Dragon Fed"}, "Dragon Fed", {}),
    ],
)
def test_call__of_each_type__becomes_its_kind(
    tmp_path: Path, call: dict[str, Any], kind: str, properties: dict[str, Any]
) -> None:
    row = one(tmp_path, {"userId": "u1", "timestamp": "2026-03-01T10:00:00Z"} | call)
    assert (row["kind"], json.loads(row["properties"])) == (kind, properties)


def test_alias__links_the_previous_id__as_an_anonymous_one(tmp_path: Path) -> None:
    row = one(tmp_path, track(type="alias", event=None, previousId="old"))
    assert (row["user_id"], row["anonymous_id"]) == ("u1", "old")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("570306133677760513", "570306133677760513"),
        ("5.70306133677760513e17", "570306133677760513"),
        ("42.0", "42"),
        ('" u7 "', "u7"),
        ("0.5", "0.5"),
    ],
)
def test_user_id__as_a_number__keeps_every_digit(tmp_path: Path, written: str, text: str) -> None:
    line = f'{{"type":"track","event":"X","userId":{written},"timestamp":"2026-03-01"}}\n'
    rows, _ = observed(write(tmp_path / "events.ndjson", line))
    assert rows[0]["user_id"] == text


def test_numbers_in_properties__keep_every_digit(tmp_path: Path) -> None:
    line = '{"type":"track","event":"X","userId":"u","timestamp":"2026-03-01","properties":{"a":28.40,"b":123456789012345678901}}'
    rows, _ = observed(write(tmp_path / "events.ndjson", line))
    assert rows[0]["properties"] == '{"a":28.40,"b":123456789012345678901}'


def test_null_user_id__beside_an_anonymous_one__is_accepted(tmp_path: Path) -> None:
    event = track() | {"userId": None, "anonymousId": "a1"}
    row = one(tmp_path, event)
    assert (row["user_id"], row["anonymous_id"]) == (None, "a1")


def test_external_ids__fill_the_identifiers_that_are_missing(tmp_path: Path) -> None:
    external = [{"id": "p@q.r", "type": "email"}, {"id": 7, "type": "loyalty_card"}, {"id": "8", "type": "till"}]
    row = one(tmp_path, track(context={"externalIds": external}))
    assert (row["email"], row["external_id"]) == ("p@q.r", "loyalty_card:7")
    assert json.loads(row["properties"])["context"]["externalIds"] == external


@pytest.mark.parametrize(
    ("times", "hour"),
    [
        ({"timestamp": "2026-03-01T10:00:00Z"}, 10),
        ({"timestamp": "2026-03-01T12:00:00+02:00"}, 10),
        ({"timestamp": "2026-03-01 10:00:00"}, 10),
        ({"timestamp": "2026-03-01 10:00:00.123456789 UTC"}, 10),
        ({"timestamp": 1772359200}, 10),
        ({"timestamp": 1772359200000}, 10),
        ({"originalTimestamp": "2026-03-01T10:00:00Z"}, 10),
        (
            {
                "originalTimestamp": "2026-03-01T10:00:00Z",
                "sentAt": "2026-03-01T10:30:00Z",
                "receivedAt": "2026-03-01T12:30:00Z",
            },
            12,
        ),
        (
            {
                "timestamp": "2026-03-01T09:00:00Z",
                "originalTimestamp": "2026-03-01T10:00:00Z",
                "sentAt": "2026-03-01T10:30:00Z",
                "receivedAt": "2026-03-01T12:30:00Z",
            },
            9,
        ),
        ({"receivedAt": "2026-03-01T11:00:00Z"}, 11),
    ],
)
def test_time__from_the_clocks_there_are__is_corrected_by_the_receiver(
    tmp_path: Path, times: dict[str, Any], hour: int
) -> None:
    row = one(tmp_path, track(timestamp=None) | times)
    assert row["time"].replace(microsecond=0) == datetime(2026, 3, 1, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("channel", "context", "kept"),
    [
        ("web", {}, "web"),
        ("mobile", {}, "app"),
        ("server", {}, None),
        (None, {"channel": "Store"}, "store"),
        (None, {"device": {"type": "ios"}}, "app"),
        ("kiosk", {}, "kiosk"),
    ],
)
def test_channel__wherever_it_is_said__is_kept(
    tmp_path: Path, channel: str | None, context: dict[str, Any], kept: str | None
) -> None:
    assert one(tmp_path, track(channel=channel, context=context))["channel"] == kept


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({"type": "track", "userId": "u", "timestamp": "2026-03-01"}, "A track event needs a name in `event`."),
        (track(userId=None), "The event says of nobody: it has neither `userId` nor `anonymousId`."),
        (track(timestamp=None), "The event has no `timestamp`."),
        (track(timestamp="2026-13-01"), '`timestamp` is "2026-13-01", which is not a time.'),
        (track(timestamp=True), '`timestamp` is "True", which is not a time.'),
        (track(type="dance"), '`type` is "dance"; it must be track, identify, page, screen, group or alias.'),
        ({"userId": "u"}, "The event has no `type` (track, identify, page, screen, group or alias)."),
        (track(properties="x"), "`properties` must be an object or null, and is text."),
        (track(userId={"a": 1}), "`userId` must be text or a number, and is a dict."),
        (track(userId="a\x00b"), "`userId` contains a NUL character."),
    ],
)
def test_event__that_breaks_a_rule__is_rejected_with_a_sentence(tmp_path: Path, event: object, reason: str) -> None:
    assert refused(tmp_path, event) == reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"type":"track","event":"X","userId":"u","properties":{"a":NaN}}', "The line is not JSON"),
        (b'{"type":"track",', "The line is not JSON"),
        (b'{"type":"track","event":"\xff\xfe","userId":"u"}', "The line is not UTF-8."),
        pytest.param(b'{"properties":{"a":' + b"[" * 100_000, "The line is nested too deeply to be read.", id="deep"),
        (b"order_id,customer", "The line is not JSON"),
    ],
)
def test_line__that_is_not_json__is_rejected_and_the_next_is_read(tmp_path: Path, line: bytes, reason: str) -> None:
    good = json.dumps(track()).encode()
    rows, reasons = observed(write(tmp_path / "events.ndjson", good + b"\n" + line + b"\n" + good))
    assert [row["line"] for row in rows] == [1, 3]
    assert len(reasons) == 1
    assert reasons[0].startswith(reason)


def test_half_of_a_split_character__becomes_the_replacement_character(tmp_path: Path) -> None:
    line = b'{"type":"track","event":"X","userId":"u","timestamp":"2026-03-01","properties":{"text":"ok \\ud83d"}}'
    rows, _ = observed(write(tmp_path / "events.ndjson", line))
    assert json.loads(rows[0]["properties"]) == {"text": "ok \N{REPLACEMENT CHARACTER}"}


def test_duplicate_keys__count_the_last(tmp_path: Path) -> None:
    line = b'{"type":"track","event":"X","event":"Y","userId":"u","timestamp":"2026-03-01"}'
    rows, _ = observed(write(tmp_path / "events.ndjson", line))
    assert rows[0]["kind"] == "Y"


def test_batch__on_a_line__gives_each_event_what_it_says_for_all(tmp_path: Path) -> None:
    batch = {
        "batch": [track(messageId="m1"), track(messageId="m2", context={"channel": "app"}), {"type": "track"}, 3],
        "context": {"channel": "web", "library": {"name": "x"}},
        "sentAt": "2026-03-01T10:00:01Z",
    }
    rows, reasons = observed(write_events(tmp_path / "events.ndjson", batch))
    assert [(row["message_id"], row["channel"], row["line"]) for row in rows] == [("m1", "web", 1), ("m2", "app", 1)]
    assert json.loads(rows[1]["properties"])["context"] == {"channel": "app", "library": {"name": "x"}}
    assert reasons == ["A track event needs a name in `event`.", "The line must be an object, and is a number."]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("wrapped", [lambda events: events, lambda events: {"sentAt": None, "batch": events}])
def test_document__array_or_batch__is_read_like_lines(tmp_path: Path, indent: int | None, wrapped: Any) -> None:
    events = [track(messageId=f"m{number}", properties={"text": "é]}{[,"}) for number in range(5)]
    path = write(tmp_path / "events.json", json.dumps(wrapped(events), indent=indent, ensure_ascii=False))
    rows, reasons = observed(path)
    assert [row["message_id"] for row in rows] == ["m0", "m1", "m2", "m3", "m4"]
    assert reasons == []


def test_lines__of_which_the_first_is_cut_off__are_still_lines(tmp_path: Path) -> None:
    good = json.dumps(track())
    rows, reasons = observed(write(tmp_path / "events.json", f"{good[:30]}\n{good}\n{good}\n"))
    assert [row["line"] for row in rows] == [2, 3]
    assert reasons == ["The line is not JSON: Input data was truncated."]


def test_array__broken_in_the_middle__keeps_what_came_before(tmp_path: Path) -> None:
    text = f'[\n{json.dumps(track())},\n{json.dumps(track())},\n{{"type": oops}},\n{json.dumps(track())}]'
    rows, reasons = observed(write(tmp_path / "events.json", text))
    assert [row["line"] for row in rows] == [2, 3]
    assert reasons == ["The document is not JSON from here on: expecting value."]


def test_array__never_closed__says_so(tmp_path: Path) -> None:
    rows, reasons = observed(write(tmp_path / "events.json", f"[{json.dumps(track())},"))
    assert len(rows) == 1
    assert reasons == ["The file ends before its array is closed with `]`."]


def test_arrays__one_after_the_other__are_all_read(tmp_path: Path) -> None:
    line = json.dumps([track(), track()])
    rows, reasons = observed(write(tmp_path / "events.ndjson", f"{line}\n[]\n{line}\n"))
    assert [row["line"] for row in rows] == [1, 1, 3, 3]
    assert reasons == []


def test_gzipped_lines__with_mark_and_carriage_returns__are_read(tmp_path: Path) -> None:
    text = "\ufeff" + "\r\n".join(json.dumps(track(messageId=f"m{number}")) for number in range(3)) + "\r\n\r\n"
    rows, reasons = observed(write(tmp_path / "events.ndjson.gz", gzip.compress(text.encode())))
    assert [row["line"] for row in rows] == [1, 2, 3]
    assert reasons == []


def test_event__without_message_id__is_known_by_what_it_says(tmp_path: Path) -> None:
    same = [track(sentAt="2026-03-01T10:00:01Z"), track(sentAt="2026-03-01T10:09:00Z"), track(properties={"a": 1})]
    rows, _ = observed(write_events(tmp_path / "events.ndjson", *same))
    first, again, other = (row["message_id"] for row in rows)
    assert first == again != other
