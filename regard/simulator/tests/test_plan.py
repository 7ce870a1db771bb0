import datetime as dt
from collections import Counter

import pytest

from regard.simulator import plan
from regard.simulator.tests.factories import rows_of

SIZE = {"customers": 6_000}


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def shares_late() -> dict[str, float]:
    """Share of delivered parcels that came late, by half of the log."""
    late: Counter[str] = Counter()
    sent: Counter[str] = Counter()
    for row in rows_of("Order Delivered", **SIZE):
        promised = moment(row["properties"]["promised_at"])
        part = "rising" if promised >= dt.datetime(2026, 7, 8, tzinfo=dt.UTC) else "before"
        sent[part] += 1
        late[part] += row["time"] > promised
    return {part: late[part] / sent[part] for part in sent}


def test_parcels__in_the_last_quarter__are_late_as_much_oftener_as_planned() -> None:
    share = shares_late()
    assert 0.11 < share["before"] < 0.19
    assert share["rising"] / share["before"] == pytest.approx(plan.LATE_RISE, abs=0.35)


def test_tickets__of_a_company__are_reopened_as_often_as_planned() -> None:
    opened, again = len(rows_of("Ticket Opened", **SIZE)), len(rows_of("Ticket Reopened", **SIZE))
    assert again / opened == pytest.approx(plan.REOPENS, abs=0.02)


def test_first_replies__to_tickets__come_within_hours() -> None:
    opened = {row["properties"]["ticket_id"]: row["time"] for row in rows_of("Ticket Opened", **SIZE)}
    first: dict[str, dt.datetime] = {}
    for row in rows_of("Ticket Replied", **SIZE):
        if row["properties"]["author"] == "agent":
            ticket = row["properties"]["ticket_id"]
            first[ticket] = min(row["time"], first.get(ticket, row["time"]))
    hours = sorted((first[ticket] - opened[ticket]).total_seconds() / 3600 for ticket in first)
    assert all(hour > 0 for hour in hours)
    assert 2 < hours[len(hours) // 2] < 8


def test_ticket__from_opening_to_closing__goes_through_its_life_in_order() -> None:
    lives: dict[str, list[tuple[dt.datetime, str]]] = {}
    kinds = ("Opened", "Assigned", "Replied", "Pending", "Solved", "Reopened", "Closed")
    for row in rows_of(*(f"Ticket {kind}" for kind in kinds), **SIZE):
        lives.setdefault(row["properties"]["ticket_id"], []).append((row["time"], row["kind"].removeprefix("Ticket ")))
    stories = [[kind for _, kind in sorted(life)] for life in lives.values()]
    assert all(story[:2] == ["Opened", "Assigned"][: len(story)] for story in stories)
    assert ["Opened", "Assigned", "Replied", "Solved", "Closed"] in stories
    assert all(story.index("Solved") < story.index("Reopened") for story in stories if "Reopened" in story)


def test_waits__on_the_phone__are_long_as_often_as_planned() -> None:
    waits = [row["properties"]["wait_seconds"] for row in rows_of("Call Started", **SIZE)]
    share = sum(wait > plan.WAIT_SECONDS for wait in waits) / len(waits)
    assert share == pytest.approx(plan.PHONE_LONG, abs=0.05)


def test_vouchers__of_bargain_hunters__are_denied_more_often_and_used_more_often() -> None:
    segment = {
        row["user_id"]: row["properties"].get("segment") for row in rows_of("Profile Updated", **SIZE) if row["user_id"]
    }
    met = Counter(
        (segment.get(row["user_id"]), row["kind"]) for row in rows_of("Coupon Denied", "Coupon Applied", **SIZE)
    )
    bargain = met["bargain", "Coupon Denied"] / (met["bargain", "Coupon Denied"] + met["bargain", "Coupon Applied"])
    family = met["family", "Coupon Denied"] / (met["family", "Coupon Denied"] + met["family", "Coupon Applied"])
    assert bargain == pytest.approx(0.40, abs=0.06)
    assert family == pytest.approx(0.09, abs=0.06)


def test_totals__of_orders__are_log_normal_around_the_segments_basket() -> None:
    totals = sorted(row["properties"]["total"] for row in rows_of("Order Completed", **SIZE))
    assert totals[0] > 0
    median, mean = totals[len(totals) // 2], sum(totals) / len(totals)
    assert 60 < median < 130
    assert 1.1 < mean / median < 1.4


def test_scores__after_a_late_parcel__are_lower() -> None:
    late = {
        row["user_id"]
        for row in rows_of("Order Delivered", **SIZE)
        if row["time"] > moment(row["properties"]["promised_at"])
    }
    answers = [row for row in rows_of("Survey Answered", **SIZE) if row["touchpoint"] == "Delivery" and row["user_id"]]
    met = [row["properties"]["score"] for row in answers if row["user_id"] in late]
    spared = [row["properties"]["score"] for row in answers if row["user_id"] not in late]
    assert sum(spared) / len(spared) - sum(met) / len(met) > 0.4


def test_shares__of_the_plan__add_up_to_one() -> None:
    for shares in (
        [segment.share for segment in plan.SEGMENTS],
        [country.share for country in plan.COUNTRIES],
        [share for _, share in plan.AGE_BANDS],
        [share for _, share in plan.ACQUISITIONS],
    ):
        assert sum(shares) == pytest.approx(1)
