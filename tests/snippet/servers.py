"""Two servers on two origins: a shop's site that carries the snippet, and a collector that keeps what it is sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SNIPPET = ROOT / "regard" / "project" / "static" / "snippet"
CROSS_ORIGIN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}


@dataclass
class Answer:
    """What a server says."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Collector:
    """Keeps every batch; answers what it is told to."""

    url: str = ""
    batches: list[dict[str, Any]] = field(default_factory=list)
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)  # the next ones; then 200

    @property
    def events(self) -> list[dict[str, Any]]:
        """Every event that came and was accepted, with what its batch says for all."""
        return [
            {
                **event,
                "context": {**batch.get("context", {}), **event["context"]},
                "writeKey": batch["writeKey"],
                "is_beacon": batch["mode"] == "no-cors",
            }
            for batch in self.batches
            for event in batch["batch"]
        ]

    def named(self, name: str) -> list[dict[str, Any]]:
        """The events of one name."""
        return [event for event in self.events if event.get("event") == name]

    def reply(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Serve the scripts, keep batches."""
        self.requests.append((method, path, headers))
        if method == "GET":
            file = SNIPPET / path.lstrip("/").partition("?")[0]
            known = file.parent == SNIPPET and file.exists()
            script = {"Content-Type": "text/javascript", **CROSS_ORIGIN}
            return Answer(200, file.read_bytes(), script) if known else Answer(404)
        if method == "OPTIONS":
            allowed = {"Access-Control-Allow-Headers": "*", "Access-Control-Allow-Methods": "POST"}
            return Answer(204, b"", {**CROSS_ORIGIN, **allowed})
        answer = self.answers.pop(0) if self.answers else Answer(200, b'{"success":true}')
        if answer.status == 200:
            # A beacon is the one request that asks to read no answer.
            self.batches.append({"mode": headers.get("sec-fetch-mode"), **json.loads(body)})
        return Answer(answer.status, answer.body, {**CROSS_ORIGIN, **answer.headers})


@dataclass
class Site:
    """Serves the same page at every address, except where it is told otherwise."""

    url: str = ""
    page: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def reply(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Serve the page, and nothing at /slow or /favicon.ico."""
        if path.startswith(("/favicon", "/empty")):
            return Answer(204)
        return Answer(200, self.page.encode(), {"Content-Type": "text/html; charset=utf-8", **self.headers})


@contextmanager
def serving(served: Collector | Site, host: str) -> Iterator[None]:
    """Serve on a free port of `host`."""

    class Conversation(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            said = {name.lower(): value for name, value in self.headers.items()}
            answer = served.reply(self.command, self.path, said, self.rfile.read(length))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST = do_OPTIONS = answer  # noqa: N815

        def log_message(self, _: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer((host, 0), Conversation)
    server.daemon_threads = True
    served.url = f"http://{host}:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
