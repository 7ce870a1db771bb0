"""One person whose every value is looked for afterwards, and another who must stay exactly as they were."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

NAME, SENTENCE, KEY, VALUE = "Canaria Probe", "the lamp canary flickers in rain", "canary_key", "canary value ö"
EMAIL, PHONE, USER, BROWSER = "canary.mail@fernweh.example", "+44 20 7946 0731", "canary-user-9731", "canary-anon-1"
NEEDLES = ["canary", "Canaria", NAME, SENTENCE, VALUE, EMAIL, "442079460731", "7946 0731"]


def event(
    number: int, kind: str, *, user: str | None = None, browser: str | None = None, **more: Any
) -> dict[str, Any]:
    told = {
        "type": kind,
        "messageId": f"{user or browser}-{number}",
        "timestamp": f"2026-0{number}-02T10:00:00Z",
        **more,
    }
    return told | ({"userId": user} if user else {}) | ({"anonymousId": browser} if browser else {})


def answer(number: int, *, score: int, comment: str, **who: Any) -> dict[str, Any]:
    properties = {"metric": "nps", "score": score, "comment": comment}
    return event(number, "track", event="Survey Answered", properties=properties, **who)


def canary_events() -> list[dict[str, Any]]:
    """Identifiers, a name, a text, a property's key and value, a consent, and a row that is rejected."""
    traits = {"email": EMAIL, "phone": PHONE, "name": NAME}
    consent = {"purpose": "marketing_email", "text": f"I want mail, says {NAME}"}
    order = {"order_id": "canary-order-1", "total": 12.5, "currency": "EUR", KEY: VALUE}
    cookies = {"consent": {"categoryPreferences": {"Advertising": True}}}
    return [
        event(1, "identify", user=USER, browser=BROWSER, traits=traits, context=cookies),
        event(2, "track", user=USER, event="Order Completed", properties=order),
        event(3, "track", user=USER, event="Consent Given", properties=consent, context={"traits": {"email": EMAIL}}),
        answer(5, browser=BROWSER, score=3, comment=SENTENCE),
        answer(6, browser=BROWSER, score=300, comment=SENTENCE),
    ]


def other_events() -> list[dict[str, Any]]:
    """Somebody else, in the same months and files, stored and rejected."""
    traits = {"email": "grace@fernweh.example", "name": "Grace"}
    return [
        event(1, "identify", user="grace-1", browser="grace-anon", traits=traits),
        *(answer(number, user="grace-1", score=number, comment=f"answer {number}") for number in range(2, 7)),
        answer(8, user="grace-1", score=900, comment="a score out of range"),
    ]


def write_events(path: Path, events: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in events), encoding="utf-8")
    return path


def regard(folder: Path, *arguments: str, code: int | None = 0, typed: str = "") -> str:
    """Run a command on the folder's data as somebody would, with a database of its own."""
    left_out = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    environ = {name: value for name, value in os.environ.items() if name not in left_out}
    done = subprocess.run(
        [sys.executable, "-m", "regard.project.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        input=typed,
        env=environ | {"REGARD_DATA": str(folder / "data")},
    )
    assert code is None or done.returncode == code, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout
