"""What customers write is text and nothing else, wherever the console shows it, and arrives while it is served."""

import json
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.needs import ROOT
from tests.stories.conftest import Demo
from tests.stories.test_first_look import page_of, sign_in

PAYLOADS = (
    "<script>window.__xss=1</script>",
    "<img src=x onerror=window.__xss=1>",
    '"><svg onload=window.__xss=1>',
    "javascript:window.__xss=1",
    "{{constructor.constructor('window.__xss=1')()}}",
    "</title><iframe srcdoc='<script>parent.__xss=1</script>'>",
    "'-window.__xss=1-'",
    "<a href=javascript:window.__xss=1>press</a>",
)


def hostile_events() -> list[dict[str, object]]:
    """Each payload as name, kind, touchpoint, text, property key and value of one customer."""
    when = "2026-01-01T10:00:00Z"
    events: list[dict[str, object]] = []
    for number, payload in enumerate(PAYLOADS):
        who = {"userId": f"hostile-{number}", "timestamp": when}
        events.append(
            {**who, "type": "identify", "messageId": f"i{number}", "traits": {"name": f"Zz {payload}", "plan": payload}}
        )
        properties = {"text": f"Zz {payload}", "touchpoint": payload, "score": 1, payload: payload, "currency": payload}
        events.append(
            {**who, "type": "track", "messageId": f"r{number}", "event": "Review Posted", "properties": properties}
        )
        events.append(
            {**who, "type": "track", "messageId": f"k{number}", "event": payload, "properties": {"name": payload}}
        )
    return events


def test_hostile_text__imported_while_serving__is_shown_as_written_and_never_runs(
    demo: Demo, chromium: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "hostile.ndjson"
    file.write_text("\n".join(json.dumps(event) for event in hostile_events()))
    command = [sys.executable, "-m", "regard.project.cli", "import", str(file), "--data", str(demo.data_dir), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    counts = json.loads(done.stdout.splitlines()[-1])
    assert counts == {"read": 24, "stored": 24, "duplicates": 0, "rejected": 0}
    with page_of(chromium) as page:
        sign_in(page, demo)
        for path in ("/interactions?period=all&q=Zz", "/customers?q=Zz", "/?period=all", "/rejected", "/sources"):
            page.goto(demo.url + path)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            page.wait_for_load_state("networkidle")
            assert page.evaluate("window.__xss") is None
        page.goto(demo.url + "/customers?q=Zz")
        expect(page.get_by_text(f"Zz {PAYLOADS[0]}")).to_be_visible()
        page.get_by_text(f"Zz {PAYLOADS[1]}").click()
        expect(page.get_by_text(f"Zz {PAYLOADS[1]}").first).to_be_visible()
        assert page.evaluate("window.__xss") is None
