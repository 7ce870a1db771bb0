"""A server on this machine that answers as a test says, and remembers what it was asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class Page:
    """What is answered at one path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Served:
    """The pages by path, and what came: path, query and headers of each request."""

    port: int = 0
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, list[str]], dict[str, str]]] = field(default_factory=list)

    def at(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def serving() -> Iterator[Served]:
    """Serve pages, each of which a test may set while it runs."""
    served = Served()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            served.asked.append((parts.path, parse_qs(parts.query), {k.lower(): v for k, v in self.headers.items()}))
            page = served.pages.get(self.path) or served.pages.get(parts.path) or Page(b"", 404)
            etag = page.headers.get("ETag")
            is_known = etag is not None and self.headers.get("If-None-Match") == etag
            self.send_response(304 if is_known else page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0" if is_known else str(len(page.body)))
            self.end_headers()
            if not is_known:
                self.wfile.write(page.body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    served.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def rss(*posts: str) -> Page:
    """A feed of RSS 2.0 with these posts."""
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Fjell News</title>{"".join(posts)}</channel></rss>'
    return Page(text.encode(), headers={"Content-Type": "application/rss+xml"})


def post(guid: str, text: str, *, at: str = "Tue, 03 Nov 2026 10:00:00 +0100", author: str = "Ines Vik") -> str:
    """A post of it; the text is markup, escaped as feeds do."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f"<item><guid>{guid}</guid><link>https://news.example/{guid}</link><author>{author}</author>"
        f"<description>{escaped}</description><pubDate>{at}</pubDate></item>"
    )
