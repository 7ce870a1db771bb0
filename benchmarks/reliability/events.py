"""The events that are sent: each can be made again from its number, so that what was stored can be compared."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

BEGIN = datetime(2026, 9, 1, tzinfo=UTC)
CUSTOMERS = 400
_WORDS = (
    "lamp",
    "Überweisung",
    "配送",
    "naïve",
    "🙂 fine",
    "tab\there",
    'say "no"',
    "back\\slash",
    "\u2028",
    "a' or '1",
)
_KINDS = ("Article Viewed", "Cart Updated", "Ticket Opened", "Order Completed", "Search Made")


@dataclass(frozen=True)
class Expected:
    """What the log has to say of an event; `reason` where it must be refused."""

    kind: str
    time: datetime
    properties: dict[str, Any]
    is_refused: bool


def message_id_of(*, number: int) -> str:
    """The message id of event `number`."""
    return f"event-{number}"


def number_of(*, message_id: str) -> int | None:
    """The number a message id stands for, None for one that we never sent."""
    digits = message_id.removeprefix("event-")
    return int(digits) if digits.isdigit() and message_id.startswith("event-") else None


def event_of(*, seed: int, number: int) -> dict[str, Any]:
    """Event `number` as it is sent in a batch."""
    dice = Random(f"{seed}/{number}")
    who = dice.randrange(CUSTOMERS)
    event: dict[str, Any] = {
        "type": "track",
        "event": dice.choice(_KINDS),
        "messageId": message_id_of(number=number),
        "userId": f"user-{who}",
        "timestamp": (BEGIN + timedelta(milliseconds=dice.randrange(80 * 86_400_000))).isoformat(),
        "properties": _properties(dice, number),
    }
    if dice.random() < 0.5:
        event["anonymousId"] = f"browser-{who}-{dice.randrange(2)}"
    if dice.random() < 0.1:
        event |= {"type": "page", "name": "Home"}
        del event["event"]
    if is_refused(number=number):
        _spoil(event, dice)
    return event


def is_refused(*, number: int) -> bool:
    """Whether event `number` is one that no log may take."""
    return number % 83 == 82


def conflicting(*, event: dict[str, Any]) -> dict[str, Any]:
    """Another event under the message id of one that was acknowledged: the first must stay."""
    return event | {"properties": {"n": -1, "is_conflict": True}}


def expected_of(*, seed: int, number: int) -> Expected:
    """What must become of event `number`."""
    event = event_of(seed=seed, number=number)
    properties = dict(event["properties"])
    if event["type"] == "page":
        properties["name"] = event["name"]
    kind = "Page Viewed" if event["type"] == "page" else event["event"]
    time = datetime.fromisoformat(event["timestamp"])
    return Expected(kind, time, json.loads(json.dumps(properties)), is_refused(number=number))


def _properties(dice: Random, number: int) -> dict[str, Any]:
    return {
        "n": number,
        "text": " ".join(dice.choices(_WORDS, k=dice.randrange(1, 12))),
        "total": round(dice.random() * 500, 2),
        "large": dice.randrange(2**63),
        "small": dice.random() * 1e-12,
        "nested": {"list": [dice.randrange(9) for _ in range(dice.randrange(6))], "none": None, "flag": True},
        "padding": "x" * (dice.randrange(4_000) if dice.random() < 0.02 else 0),
    }


def _spoil(event: dict[str, Any], dice: Random) -> None:
    choice = dice.randrange(3)
    if choice == 0:
        event["properties"]["score"] = "many"
    elif choice == 1:
        event.pop("anonymousId", None)
        event["userId"] = " "
    else:
        event["timestamp"] = "1833-05-03T00:00:00Z"
