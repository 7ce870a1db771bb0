"""A server on this machine that speaks OpenAI's chat completions, judges by a few words, and fails as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Chat:
    """What was asked, and how to answer."""

    port: int = 0
    fault: str = ""
    seconds: float = 0.0
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def clauses(self) -> list[str]:
        """Every clause that left."""
        return [one for asked in self.asked for text in given(asked) for one in text]


def given(asked: dict[str, Any]) -> list[list[str]]:
    return [one["clauses"] for one in json.loads(asked["messages"][-1]["content"])["texts"]]


def judgement(clause: str) -> dict[str, Any]:
    bad = "SHOUT" in clause or "late" in clause
    felt = {
        "label": "negative" if bad else "positive",
        "sentiment": -0.9 if bad else 0.7,
        "certainty": 0.97,
    }
    aspect = "delivery" if "late" in clause else None
    emotions = [{"name": "anger", "intensity": 0.8}] if bad else []
    return {**felt, "aspect": aspect, "emotions": emotions, "intent": "complaint" if bad else "praise"}


def answer_to(asked: dict[str, Any], fault: str) -> bytes:
    texts: list[dict[str, Any]] = [
        {
            "clauses": [judgement(one) for one in text],
            "whole": {name: judgement(text[0])[name] for name in ("label", "sentiment", "certainty")},
        }
        for text in given(asked)
    ]
    if fault == "fewer":
        texts[0]["clauses"].pop()
    if fault == "beyond":
        texts[0]["clauses"][0]["sentiment"] = 7
    if fault == "label":
        texts[0]["clauses"][0]["label"] = "furious"
    content = json.dumps({"texts": texts})
    if fault == "prose":
        content = "Certainly! The customer is unhappy."
    if fault == "fence":
        content = f"Here you are:\n```json\n{content}\n```"
    message = {"role": "assistant", "content": None if fault == "refusal" else content}
    told = {
        "object": "chat.completion",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 900, "completion_tokens": 100, "total_tokens": 1000},
    }
    return json.dumps(told).encode()


@contextmanager
def chat_server() -> Iterator[Chat]:
    """Run one for a while."""
    chat = Chat()

    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with chat.lock:
                chat.asked.append(asked)
                chat.keys.append(self.headers.get("Authorization"))
                chat.paths.append(self.path)
            time.sleep(chat.seconds)
            status, headers, body = 200, {}, b""
            if chat.fault.isdigit():
                status, body = int(chat.fault), b"{}"
            elif chat.fault == "redirect":
                status, headers = 307, {"Location": f"{chat.url}/elsewhere"}
            elif chat.fault == "huge":
                body = b" " * 3_000_000
            elif chat.fault == "html":
                body = b"<html>Sign in</html>"
            else:
                body = answer_to(asked, chat.fault)
            try:
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except OSError:  # whoever asked had left
                self.close_connection = True

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        chat.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield chat
        finally:
            server.shutdown()
            thread.join()
