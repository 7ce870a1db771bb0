"""Ticket histories drawn at random: reopened, held, handed on, moved between schedules, across clock changes."""

import json
from datetime import timedelta
from typing import Any

import numpy as np

from regard.analytics.tickets.tests.oracle import MINUTES, START

SCHEDULES: dict[str, list[dict[str, Any]]] = {
    "rome": [
        {
            "zone": "Europe/Rome",
            "week": {
                day: [["09:00", "13:00"], ["14:00", "18:00"]]
                for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
            },
            "country": "IT",
        },
        {
            "zone": "Europe/Rome",
            "week": {
                day: [["08:30", "20:15"]]
                for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
            },
            "country": "IT",
            "exceptions": {"2025-08-14": [["09:00", "12:00"]], "2025-08-16": [], "2025-08-15": [["10:00", "11:00"]]},
            "valid_from": "2025-07-01",
        },
    ],
    "new-york": [  # open through the nights on which clocks change
        {
            "zone": "America/New_York",
            "week": {
                "sunday": [["00:00", "02:30"], ["20:00", "24:00"]],
                "monday": [["00:00", "24:00"]],
                "friday": [["01:15", "23:59"]],
            },
            "country": "US",
            "subdivision": "NY",
        },
        {"zone": "Asia/Kolkata", "week": {"sunday": [["00:00", "24:00"]]}, "valid_from": "2025-06-01"},
        {"zone": "America/New_York", "week": {"sunday": [["01:30", "02:30"]]}, "valid_from": "2025-09-15"},
    ],
    "lord-howe": [
        {"zone": "Australia/Lord_Howe", "week": {"sunday": [["01:45", "02:15"]], "tuesday": [["10:07", "16:21"]]}}
    ],
}
KINDS = (
    "Ticket Assigned",
    "Ticket Replied",
    "Ticket Pending",
    "Ticket Held",
    "Ticket Solved",
    "Ticket Reopened",
    "Ticket Closed",
    "Ticket Status Changed",
)
STATUSES = ("open", "pending", "hold", "solved", "closed")
NAMES = tuple(SCHEDULES)


def draw_ticket(rng: np.random.Generator) -> list[dict[str, Any]]:
    """The rows of one ticket in order: minute, kind, actor, said."""
    scale = rng.choice([30.0, 600.0, 6000.0], p=[0.4, 0.4, 0.2])
    n = int(rng.integers(1, 9))
    steps = np.round(rng.exponential(scale, n)).astype(int)  # several may fall on one minute
    minutes = int(rng.integers(0, MINUTES - 5000)) + np.concatenate(([0], np.cumsum(steps)))
    by_company = rng.random() < 0.1
    rows = [_row(rng, minutes[0], "Ticket Opened", "company" if by_company else "customer")]
    return rows + [_row(rng, minute, str(rng.choice(KINDS)), None) for minute in minutes[1:] if minute < MINUTES]


def _row(rng: np.random.Generator, minute: int, kind: str, actor: str | None) -> dict[str, Any]:
    said: dict[str, Any] = {"ticket_id": "t"}
    if kind == "Ticket Replied" and rng.random() < 0.2:
        said["public"] = False
    if kind == "Ticket Status Changed":
        said["status"] = str(rng.choice(STATUSES))
    if kind == "Ticket Assigned":
        said["assignee"] = f"agent {rng.integers(4)}"
        if rng.random() < 0.4:
            said["team"] = f"team {rng.integers(3)}"
    if rng.random() < (0.5 if kind == "Ticket Opened" else 0.1):
        said["schedule"] = str(rng.choice(NAMES))
    if kind == "Ticket Opened" and rng.random() < 0.7:
        said["priority"] = str(rng.choice(["low", "high"]))
    by = actor or (str(rng.choice(["customer", "company"])) if kind == "Ticket Replied" else "company")
    return {"minute": int(minute), "kind": kind, "actor": by, "said": said}


def as_log(tickets: list[list[dict[str, Any]]]) -> dict[str, list[Any]]:
    """Columns of the log for tickets, as the core reads them."""
    columns: dict[str, list[Any]] = {name: [] for name in ("matter_id", "time", "id", "kind", "actor", "properties")}
    for number, rows in enumerate(tickets):
        for row in rows:
            columns["matter_id"].append(f"t{number:05d}")
            columns["time"].append(START + timedelta(minutes=row["minute"]))
            columns["id"].append(f"{len(columns['id']):032d}")
            columns["kind"].append(row["kind"])
            columns["actor"].append(row["actor"])
            columns["properties"].append(json.dumps(row["said"]))
    return columns
