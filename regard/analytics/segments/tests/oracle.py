"""Conditions held against rows one by one, in plain Python: what the compiled expressions must agree with."""

import hashlib
import json
import re
from datetime import UTC, datetime, time, timedelta
from typing import Any

from regard.analytics.segments import comparisons as c
from regard.analytics.segments import conditions as n
from regard.analytics.segments.comparing import DAY, NUMBER

Rows = list[dict[str, Any]]
BOOKKEEPING = ("Profile Updated", "Account Joined", "Identity Linked")


def fulfilled(rows: Rows, condition: n.AnyCondition, now: datetime) -> set[str]:
    """The customers of the log who fulfil the condition."""
    rows = sorted((row for row in rows if row["time"] <= now), key=lambda row: (row["time"], row["id"]))
    of: dict[str, Rows] = {}
    for row in rows:
        of.setdefault(row["customer_id"], []).append(row)
    return {customer for customer, own in of.items() if _holds(customer, own, rows, condition, now)}


def _holds(who: str, own: Rows, log: Rows, one: n.AnyCondition, now: datetime) -> bool:
    if isinstance(one, n.AllOf):
        return all(_holds(who, own, log, inner, now) for inner in one.conditions)
    if isinstance(one, n.AnyOf):
        return any(_holds(who, own, log, inner, now) for inner in one.conditions)
    if isinstance(one, n.Not):
        return not _holds(who, own, log, one.condition, now)
    if isinstance(one, n.InAccount):
        return any(_account_passes(account, log, one, now) for account in {_account(row) for row in own} - {None})
    if isinstance(one, n.Bucket):
        lot = int(hashlib.md5(f"{one.salt}\x1f{who}".encode()).hexdigest()[:8], 16)
        return round(one.low / 100 * 2**32) <= lot < round(one.high / 100 * 2**32)
    return _is_such(own, one, now)


def _is_such(own: Rows, one: n.AnyCondition, now: datetime) -> bool:
    if isinstance(one, n.TraitIs):
        return passes(_latest([row for row in own if row["kind"] == "Profile Updated"], one.name), one.test, now)
    if isinstance(one, n.Seen):
        seen = [row["time"] for row in own if row["actor"] == "customer" and row["kind"] not in BOOKKEEPING]
        return passes((seen[0] if one.which == "first" else seen[-1]) if seen else None, one.test, now)
    if isinstance(one, n.StageIs):
        return stage_of(own) in one.one_of
    assert isinstance(one, n.Performed | n.ScoreIs | n.ValueIs | n.PropertyTaken)
    return _behaved(own, one, now)


def _behaved(own: Rows, one: n.Performed | n.ScoreIs | n.ValueIs | n.PropertyTaken, now: datetime) -> bool:
    rows = [row for row in own if _in_window(row["time"], one.window, now)]
    if isinstance(one, n.ScoreIs):
        return _taken([row["score"] for row in rows if row.get("metric") == one.metric], one, now)
    rows = [row for row in rows if row["kind"] == one.kind]
    rows = [row for row in rows if all(passes(_member(row, w.name), w.test, now) for w in one.where)]
    if isinstance(one, n.Performed):
        asked = one.times.n
        return {"at_least": len(rows) >= asked, "at_most": len(rows) <= asked, "exactly": len(rows) == asked}[
            one.times.op
        ]
    if isinstance(one, n.ValueIs):
        return _taken([row.get("value") for row in rows], one, now)
    texts = [_member(row, one.name) for row in rows]
    if one.take in ("last", "first"):
        return _taken(texts, one, now)
    return _taken([float(text) for text in texts if text is not None and re.search(NUMBER, text)], one, now)


def _taken(values: list[Any], one: Any, now: datetime) -> bool:
    told = [value for value in values if value is not None]
    if one.take == "total":
        if not told and isinstance(one.test, c.Presence):
            return passes(None, one.test, now)
        return passes(float(sum(told)), one.test, now)
    if not told:
        return passes(None, one.test, now)
    numbers = {
        "mean": lambda: sum(map(float, told)) / len(told),
        "lowest": lambda: min(told),
        "highest": lambda: max(told),
    }
    numeric: Any = numbers
    taken: Any = {"last": lambda: told[-1], "first": lambda: told[0], **numeric}[one.take]()
    return passes(taken if isinstance(taken, str) else float(taken), one.test, now)


def passes(value: Any, test: c.AnyTest, now: datetime) -> bool:
    """Whether a text, a number or a time passes a test."""
    if isinstance(test, c.Presence):
        return (value is not None) == isinstance(test, c.Exists)
    if isinstance(test, c.Is | c.IsNot | c.OneOf | c.NoneOf):
        wanted = test.values if isinstance(test, c.OneOf | c.NoneOf) else (test.value,)
        return any(_equal(value, one) for one in wanted) == isinstance(test, c.Is | c.OneOf)
    if value is None:
        return False
    if isinstance(test, c.Contains):
        return test.value.lower() in value.lower()
    if isinstance(test, c.StartsWith):
        return bool(value.lower().startswith(test.value.lower()))
    return _in_time(value, test, now) if isinstance(test, c.Temporal) else _in_order(value, test)


def _in_order(value: Any, test: Any) -> bool:
    if isinstance(value, str):
        if not re.search(NUMBER, value):
            return False
        value = float(value)
    if isinstance(test, c.Between):
        return bool(test.low <= value <= test.high)
    than = test.value
    compared = {
        "at_least": value >= than,
        "at_most": value <= than,
        "more_than": value > than,
        "less_than": value < than,
    }
    return bool((compared | {"equals": value == than})[test.op])


def _in_time(value: Any, test: Any, now: datetime) -> bool:
    if isinstance(value, str):
        if not re.search(DAY, value):
            return False
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return False
        value = value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(test, c.Before):
        return bool(value < datetime.combine(test.day, time(), UTC))
    if isinstance(test, c.After):
        return bool(value >= datetime.combine(test.day, time(), UTC) + timedelta(days=1))
    span = timedelta(days=test.days)
    held: dict[str, bool] = {
        "in_last": now - span < value <= now,
        "not_in_last": value <= now - span,
        "in_next": now < value <= now + span,
    }
    return held[test.op]


def _equal(value: str | None, wanted: bool | float | str) -> bool:
    if value is None:
        return False
    if isinstance(wanted, bool):
        return value == ("true" if wanted else "false")
    if isinstance(wanted, str):
        return value == wanted
    return re.search(NUMBER, value) is not None and float(value) == wanted


def _in_window(at: datetime, window: c.AnyWindow, now: datetime) -> bool:
    if isinstance(window, c.Within):
        return at > now - timedelta(days=window.days)
    if isinstance(window, c.During):
        return datetime.combine(window.since, time(), UTC) <= at < datetime.combine(window.until, time(), UTC)
    return True


def _told(row: dict[str, Any], name: str) -> tuple[bool, str | None]:
    value: Any = json.loads(row["properties"])
    for part in name.split("."):
        if not isinstance(value, dict) or part not in value:
            return False, None
        value = value[part]
    text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
    return True, text if value is not None and text != "" else None


def _member(row: dict[str, Any], name: str) -> str | None:
    return _told(row, name)[1]


def _latest(rows: Rows, name: str) -> str | None:
    told = [text for said, text in (_told(row, name) for row in rows) if said]
    return told[-1] if told else None


def _account(row: dict[str, Any]) -> str | None:
    if row["kind"] != "Account Joined":
        return None
    account = (_member(row, "group_id") or "").strip()
    return None if account.lower() in ("", "null", "0", "-1", "none", "undefined") or len(account) > 255 else account


def _account_passes(account: str | None, log: Rows, one: n.InAccount, now: datetime) -> bool:
    if one.trait is None:
        return passes(account, one.test, now)
    return passes(_latest([row for row in log if _account(row) == account], one.trait), one.test, now)


def stage_of(own: Rows) -> str | None:
    """Where in the relationship a customer is, by the rule of the customer's page."""
    rows = [row for row in own if row["kind"] not in BOOKKEEPING]
    placed = [row["stage"] for row in rows if row.get("stage") and row["actor"] == "customer"]
    tickets: dict[str, bool] = {}
    for row in rows:
        if row.get("matter_id") and row["kind"] in (
            "Ticket Opened",
            "Ticket Reopened",
            "Ticket Solved",
            "Ticket Closed",
        ):
            tickets[row["matter_id"]] = row["kind"] in ("Ticket Opened", "Ticket Reopened")
    orders = sum(row["kind"] == "Order Completed" for row in rows)
    if placed and placed[-1] == "departure":
        return "departure"
    if any(tickets.values()):
        return "service"
    if orders > 1:
        return "loyalty"
    if orders == 1:
        return "use" if any(row["kind"] == "Order Delivered" for row in rows) else "purchase"
    return next((name for name in ("use", "purchase", "consideration", "awareness") if name in placed), None)
