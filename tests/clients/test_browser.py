"""Segment's client for browsers, in a real one: settings, preflights and calls go to Regard by a change of host alone."""

import functools
import http.server
import json
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.clients.conftest import ROOT, Server
from tests.needs import need

CLIENT = ROOT / "web" / "node_modules" / "@segment" / "analytics-next" / "dist" / "umd"
PAGE = """<!doctype html><title>Fernweh</title><link rel="icon" href="data:,"><h1>Tents</h1><script src="index.js"></script>
<script>
  const { writeKey, host, batching, mark } = %s;
  const analytics = AnalyticsNext.AnalyticsBrowser.load(
    { writeKey, cdnURL: "http://" + host },
    { integrations: { "Segment.io": { apiHost: host + "/v1", protocol: "http",
      deliveryStrategy: batching ? { strategy: "batching", config: { size: 5, timeout: 300 } } : undefined } } });
  analytics.page("Shop", "Home", { mark });
  analytics.identify("browser-" + mark, { mark });
  for (let number = 0; number < 12; number += 1) analytics.track("Product Viewed", { number, mark });
  analytics.group("fernweh", { mark });
</script>
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the client's files without saying so."""

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.mark.parametrize("batching", [False, True])
def test_segment_for_browsers__on_a_page_of_another_host__every_call_arrives_once(
    server: Server, chromium: Browser, tmp_path: Path, batching: bool
) -> None:
    need(CLIENT / "index.js", "make install-dev and .ci/console dev install the browser's client.")
    mark = f"batching-{batching}"
    for file in CLIENT.iterdir():
        (tmp_path / file.name).symlink_to(file)
    choices = {"writeKey": server.key, "host": server.url.removeprefix("http://"), "batching": batching, "mark": mark}
    (tmp_path / "page.html").write_text(PAGE % json.dumps(choices))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=tmp_path)) as pages:
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        page = chromium.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.goto(f"http://localhost:{pages.server_port}/page.html")
        rows = server.rows_of(mark, count=15)
        page.close()
        pages.shutdown()
    assert said == []
    assert len(rows) == 15
    assert len({row["customer_id"] for row in rows}) == 1
    assert {row["kind"] for row in rows} == {"Page Viewed", "Profile Updated", "Product Viewed", "Account Joined"}
