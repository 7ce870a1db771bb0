"""The protocol line by line, over HTTP against a running server: addresses, keys, limits, and what a sender is told."""

import base64
import gzip
import http.client
import json
import uuid
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.clients.conftest import Server

Answer = tuple[int, dict[str, str], dict[str, Any]]


def ask(
    server: Server, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    told = answer.read()
    found = {name.lower(): value for name, value in answer.getheaders()}
    connection.close()
    return answer.status, found, json.loads(told) if told else {}


def send(server: Server, path: str, tree: object, **headers: str) -> Answer:
    shown = {name.replace("_", "-"): value for name, value in headers.items()}
    return ask(server, "POST", path, json.dumps(tree).encode(), shown or {"X-Write-Key": server.key})


def event(mark: str, **members: Any) -> dict[str, Any]:
    return {"userId": "p1", "event": "Signed In", "messageId": mark, "properties": {"mark": mark}} | members


def new_mark() -> str:
    return f"mark-{uuid.uuid4().hex}"


@pytest.mark.parametrize(
    "path",
    [
        "/v1/track",
        "/v1/t",
        "/v1/track/",
        "/api/s/track",
        "/api/s/s2s/track",
        "/v1/batch",
        "/v1/b",
        "/v1/import",
        "/api/public/apps/batch",
    ],
)
def test_address__of_a_call__takes_it_in(server: Server, path: str) -> None:
    mark = new_mark()
    sent = event(mark) if "track" in path or path.endswith("/t") else {"batch": [event(mark, type="track")]}
    status, _, told = send(server, path, sent)
    assert (status, told) == (200, {"success": True, "accepted": 1, "duplicates": 0, "rejected": []})
    [row] = server.rows_of(mark, count=1)
    assert (row["kind"], row["message_id"], row["source"]) == ("Signed In", mark, "website")


@pytest.mark.parametrize(
    ("path", "sent", "kind"),
    [
        ("/v1/identify", {"traits": {"plan": "pro"}}, "Profile Updated"),
        ("/v1/i", {"traits": {"plan": "pro"}}, "Profile Updated"),
        ("/v1/page", {"name": "Home"}, "Page Viewed"),
        ("/v1/p", {"name": "Home"}, "Page Viewed"),
        ("/v1/screen", {"name": "Home"}, "Screen Viewed"),
        ("/v1/s", {"name": "Home"}, "Screen Viewed"),
        ("/v1/group", {"groupId": "fernweh"}, "Account Joined"),
        ("/v1/g", {"groupId": "fernweh"}, "Account Joined"),
        ("/v1/alias", {"previousId": "p0"}, "Identity Linked"),
        ("/v1/a", {"previousId": "p0"}, "Identity Linked"),
    ],
)
def test_address__of_each_call__makes_its_kind(server: Server, path: str, sent: dict[str, Any], kind: str) -> None:
    mark = new_mark()
    status, _, _ = send(server, path, {"userId": "p1", "messageId": mark, "properties": {"mark": mark}} | sent)
    assert status == 200
    [row] = server.rows_of(mark, count=1)
    assert row["kind"] == kind


@pytest.mark.parametrize("form", ["basic", "basic without colon", "bearer", "bare", "x-write-key", "body", "query"])
def test_key__in_any_of_its_forms__lets_in(server: Server, form: str) -> None:
    mark = new_mark()
    coded = base64.b64encode(f"{server.key}:".encode()).decode()
    bare = base64.b64encode(server.key.encode()).decode()
    headers = {
        "basic": {"Authorization": f"Basic {coded}"},
        "basic without colon": {"Authorization": f"Basic {bare}"},
        "bearer": {"Authorization": f"Bearer {server.key}"},
        "bare": {"Authorization": server.key},
        "x-write-key": {"X-Write-Key": server.key},
    }.get(form, {"Content-Type": "text/plain"})
    sent = event(mark) | ({"writeKey": server.key} if form == "body" else {})
    status, _, _ = send(server, "/v1/track" + (f"?writeKey={server.key}" if form == "query" else ""), sent, **headers)
    assert status == 200
    assert len(server.rows_of(mark, count=1)) == 1


@pytest.mark.parametrize(
    "headers", [{"Authorization": "Basic bm90OmE="}, {"Authorization": "Basic §"}, {"X_Write_Key": "no"}]
)
def test_key__that_is_none__is_refused_in_the_shape_clients_read(server: Server, headers: dict[str, str]) -> None:
    status, _, told = send(
        server,
        "/v1/track",
        event(new_mark()),
        **headers,
    )
    assert (status, told["code"]) == (401, "invalid_write_key")
    assert told["message"].endswith(".")


def test_answer__to_a_mixed_batch__says_of_each_event_what_became_of_it(server: Server) -> None:
    mark = new_mark()
    batch = [
        event(mark, type="track"),
        event(mark, type="track"),
        {"type": "track", "event": "Signed In", "messageId": f"{mark}-nobody"},
        event(f"{mark}-far", type="track", properties={"metric": "nps", "score": 11}),
        event(f"{mark}-late", type="track", timestamp="not a time"),
        event(f"{mark}-large", type="track", properties={"text": "x" * 33_000}),
    ]
    status, _, told = send(server, "/v1/batch", {"batch": batch})
    assert status == 200
    assert told["success"] is True
    assert (told["accepted"], told["duplicates"]) == (1, 1)
    assert told["duplicateEvents"] == [{"index": 1, "messageId": mark}]
    assert [(one["index"], one["messageId"], one["code"]) for one in told["rejected"]] == [
        (2, f"{mark}-nobody", "no_user_anon_id"),
        (3, f"{mark}-far", "invalid_event"),
        (4, f"{mark}-late", "invalid_event"),
        (5, f"{mark}-large", "event_too_large"),
    ]
    assert told["rejected"][1]["reason"] == "The score 11 lies outside its scale, 0 to 10."
    again = send(server, "/v1/batch", {"batch": batch[:1]})[2]
    assert (again["accepted"], again["duplicates"]) == (0, 1)
    server.rows_of(mark, count=1)


def test_batch__says_for_all_its_events__context_and_clock(server: Server) -> None:
    mark = new_mark()
    sent = {
        "batch": [event(mark, type="track", timestamp="2031-05-01T10:00:00Z")],
        "sentAt": "2031-05-01T10:00:30Z",
        "context": {"campaign": {"name": "spring"}},
    }
    assert send(server, "/v1/batch", sent)[0] == 200
    [row] = server.rows_of(mark, count=1)
    assert abs((row["received_at"] - row["time"]).total_seconds() - 30) < 5  # the sender's clock is years ahead
    assert json.loads(row["properties"])["context"]["campaign"] == {"name": "spring"}


def test_limits__beyond_them__refuse_and_keep(server: Server) -> None:
    large = {"batch": [event(new_mark(), type="track", properties={"text": "x" * 30_000}) for _ in range(18)]}
    status, _, told = send(server, "/v1/batch", large)
    assert (status, told["code"]) == (400, "body_refused")
    assert "500 KB" in told["message"]
    many = [
        {"type": "track", "event": "Signed In", "userId": "p1", "messageId": uuid.uuid4().hex} for _ in range(2_501)
    ]
    status, _, told = send(server, "/v1/batch", {"batch": many})
    assert (status, told["accepted"]) == (200, 2_500)
    assert [(one["index"], one["code"]) for one in told["rejected"]] == [(2_500, "too_many_events")]


def test_gzip__that_inflates_beyond_the_limit__is_refused_before_it_is_inflated(server: Server) -> None:
    bomb = gzip.compress(b" " * 100_000_000)
    headers = {"X-Write-Key": server.key, "Content-Encoding": "gzip"}
    status, _, told = ask(server, "POST", "/v1/batch", bomb, headers)
    assert (status, told["code"]) == (400, "body_refused")
    mark = new_mark()
    status, _, _ = ask(server, "POST", "/v1/track", gzip.compress(json.dumps(event(mark)).encode()), headers)
    assert status == 200
    assert len(server.rows_of(mark, count=1)) == 1


def test_preflight__of_a_browser__allows_what_clients_send(server: Server) -> None:
    asked = {
        "Origin": "https://shop.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,x-retry-count",
    }
    status, headers, _ = ask(server, "OPTIONS", "/v1/t", headers=asked)
    assert status == 204
    assert headers["access-control-allow-origin"] == "*"
    allowed = headers["access-control-allow-headers"].split(", ")
    assert {"authorization", "content-type", "x-retry-count"} <= set(allowed)


def test_settings__of_a_write_key__are_what_the_browser_client_needs(server: Server) -> None:
    status, headers, told = ask(server, "GET", f"/v1/projects/{server.key}/settings")
    assert (status, told["integrations"]) == (200, {"Segment.io": {"apiKey": server.key}})
    assert headers["access-control-allow-origin"] == "*"
    assert ask(server, "GET", "/v1/projects/unknown/settings")[0] == 404


def test_metrics__of_the_browser_client__are_taken_and_forgotten(server: Server) -> None:
    assert send(server, "/v1/m", {"series": []})[0] == 200


def test_other_methods_and_addresses__are_told_apart(server: Server) -> None:
    assert ask(server, "GET", "/v1/track")[0] == 405
    assert ask(server, "GET", "/healthz")[0] == 200
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    connection.request("GET", "/accounts/login/")
    assert b"<h1>Sign in</h1>" in connection.getresponse().read()
