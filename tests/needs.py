"""What a test needs and this machine may lack."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def need(path: Path, remedy: str) -> None:
    """Skip the story for want of something; fail where stories are required."""
    if path.exists():
        return
    reason = f"{path} is missing: {remedy}"
    if os.environ.get("REGARD_STORIES") == "required":
        pytest.fail(reason)
    pytest.skip(reason)
