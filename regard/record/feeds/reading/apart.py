"""A document of RSS or Atom taken apart, in a process of its own with little time and memory: a hostile one ends only itself."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

SECONDS = 20
MEMORY = 1 << 30
MOST_OUT = 64 * 1024 * 1024


def take_apart(*, body: bytes, content_type: str) -> dict[str, Any]:
    """What a document holds: `entries`, `title`, `language`, or `wrong` where it is none."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "regard.record.feeds.reading.child", content_type[:200]],
            input=body,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"wrong": f"Reading it took more than {SECONDS} seconds, and was stopped."}
    if done.returncode or len(done.stdout) > MOST_OUT:
        return {"wrong": "Reading it took more memory than a feed may take, or failed."}
    found: dict[str, Any] = json.loads(done.stdout)
    return found
