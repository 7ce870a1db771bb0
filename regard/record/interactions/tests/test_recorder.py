"""The recorder: everything read is stored, a duplicate, or rejected with its reason; nothing twice."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from regard.analytics.schema.interactions import REJECTED
from regard.foundation.lake.api import Lake, Step
from regard.record.interactions.api import Counts, Recorder, preview
from regard.record.interactions.tests.factories import NOW, observation, observations

pytestmark = pytest.mark.django_db


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    return Lake.open(data_dir)


def recorded(lake: Lake, *rows: dict[str, Any]) -> Counts:
    with Recorder(lake=lake, clock=lambda: NOW) as recorder:
        return recorder.record(observations(*rows))


def stored(lake: Lake) -> list[dict[str, Any]]:
    return list(lake.sql("select * from interactions order by message_id").to_pylist())


def only(lake: Lake) -> dict[str, Any]:
    rows = stored(lake)
    assert len(rows) == 1
    return rows[0]


def reasons(lake: Lake) -> list[str]:
    return sorted(lake.rejected().to_pyarrow().column("reason").to_pylist())


def test_record__order__is_placed_and_its_money_is_exact(lake: Lake) -> None:
    properties = {"order_id": "o1", "total": 89.9, "currency": "eur", "promised_at": "2026-11-03T00:00:00Z"}
    assert recorded(lake, observation("Order Completed", properties=properties)) == Counts(1, 1, 0, 0)
    row = only(lake)
    assert (row["stage"], row["touchpoint"], row["channel"], row["actor"]) == ("purchase", "Order", "web", "customer")
    assert (str(row["value"]), row["currency"], row["matter_id"]) == ("89.9000", "EUR", "o1")
    assert row["promised_at"].isoformat() == "2026-11-03T00:00:00+00:00"


def test_record__survey_about_a_touchpoint__lies_at_that_touchpoints_stage(lake: Lake) -> None:
    recorded(lake, observation("Survey Answered", properties={"metric": "NPS", "score": 9, "touchpoint": "Delivery"}))
    row = only(lake)
    assert (row["metric"], row["score"], row["scale_min"], row["scale_max"]) == ("nps", 9.0, 0.0, 10.0)
    assert (row["touchpoint"], row["stage"]) == ("Delivery", "delivery")


def test_record__unknown_event__is_kept_at_a_touchpoint_of_its_own(lake: Lake) -> None:
    recorded(lake, observation("Tent Pitched", properties={"minutes": 12}))
    row = only(lake)
    assert (row["kind"], row["touchpoint"], row["stage"], row["actor"]) == (
        "Tent Pitched",
        "Tent Pitched",
        None,
        "customer",
    )


@pytest.mark.parametrize(
    ("kind", "properties", "failed"),
    [
        ("Payment Failed", {}, True),
        ("Signed In", {"success": False}, True),
        ("Signed In", {"success": True}, False),
        ("Signed In", {"error": "timeout"}, True),
        ("Signed In", {"error": ""}, False),
        ("Shop Opened", {"status": "declined"}, True),
        ("Shop Opened", {"status": "ok"}, False),
    ],
)
def test_record__what_did_not_work__is_marked(lake: Lake, kind: str, properties: dict[str, Any], failed: bool) -> None:
    recorded(lake, observation(kind, properties=properties))
    assert only(lake)["failed"] is failed


def test_record__reply_of_an_agent__is_the_companys(lake: Lake) -> None:
    recorded(
        lake, observation("Ticket Replied", properties={"ticket_id": "t", "author": "agent", "text": "On its way."})
    )
    assert (only(lake)["actor"], only(lake)["text"]) == ("company", "On its way.")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"properties": {"metric": "nps", "score": 11}}, "The score 11 lies outside its scale, 0 to 10."),
        ({"properties": {"metric": "csat", "score": "great"}}, 'The score "great" is not a number.'),
        ({"properties": {"score": 3, "scale_min": 5, "scale_max": 1}}, "The scale 5 to 1 is empty."),
        ({"properties": '{"score": NaN'}, "The properties are not a JSON object."),
        ({"properties": "[1]"}, "The properties are not a JSON object."),
        ({"kind": ""}, "The event has no name."),
        ({"time": NOW + timedelta(days=40_000)}, "The time 2136-05-08 lies more than 100 years in the future."),
        ({"time": NOW.replace(year=1899)}, "The time 1899-11-01 lies before 1970."),
        ({"properties": {"promised_at": "soon"}}, 'Promised_at "soon" is not a time.'),
        ({"user_id": "x" * 300}, "An identifier is longer than 255 characters."),
        (
            {"user_id": None},
            "It has no identifier: give a user id, an anonymous id, an e-mail, a phone number or an external id.",
        ),
        (
            {"user_id": "null"},
            "It has no identifier: give a user id, an anonymous id, an e-mail, a phone number or an external id.",
        ),
    ],
)
def test_record__row_that_cannot_be__is_kept_with_its_reason_and_stops_nothing(
    lake: Lake, given: dict[str, Any], reason: str
) -> None:
    good = observation()
    bad = observation(**({"kind": "Survey Answered"} | given))
    assert recorded(lake, bad, good) == Counts(2, 1, 0, 1)
    assert reasons(lake) == [reason]
    kept = lake.rejected().to_pyarrow().to_pylist()[0]
    assert (kept["origin"], kept["source"]) == ("events.ndjson", "test")
    assert only(lake)["message_id"] == good["message_id"]


def test_record__time_of_a_clock_that_runs_ahead__is_kept_but_does_not_move_the_newest_time(lake: Lake) -> None:
    recorded(lake, observation("Signed In", message_id="now"))
    recorded(lake, observation("Signed In", message_id="later", time=NOW + timedelta(days=900)))
    assert [row["message_id"] for row in stored(lake)] == ["later", "now"]
    assert lake.last_at() == stored(lake)[1]["time"]


def test_record_step__taken_twice__writes_once_and_answers_the_same(lake: Lake) -> None:
    good, bad = observation("Signed In", message_id="a"), observation("", message_id="b")
    step = Step("intake", 7)
    with Recorder(lake=lake, clock=lambda: NOW) as recorder:
        first = recorder.record_step(observations(good, good, bad), REJECTED.empty_table(), step=step)
        again = recorder.record_step(observations(good, good, bad), REJECTED.empty_table(), step=step)
    assert first == again == {"test": Counts(3, 1, 1, 1)}
    assert (len(stored(lake)), len(reasons(lake))) == (1, 1)


@pytest.mark.parametrize("where", ["record.after_customers", "record.after_rejected", "record.before_ids"])
def test_record_step__interrupted_anywhere__ends_as_if_it_had_not_been(lake: Lake, where: str) -> None:
    rows = observations(
        observation("Signed In", message_id="a"),
        observation("Signed In", message_id="a"),
        observation("", message_id="b"),
    )

    def fail(name: str) -> None:
        if name == where:
            raise InterruptedError(name)

    with Recorder(lake=lake, clock=lambda: NOW, failpoint=fail) as recorder, pytest.raises(InterruptedError):
        recorder.record_step(rows, REJECTED.empty_table(), step=Step("intake", 1))
    with Recorder(lake=lake, clock=lambda: NOW) as recorder:
        counts = recorder.record_step(rows, REJECTED.empty_table(), step=Step("intake", 1))
        more = recorder.record_step(rows, REJECTED.empty_table(), step=Step("intake", 2))
    assert counts == {"test": Counts(3, 1, 1, 1)}
    assert more == {"test": Counts(3, 0, 2, 1)}
    assert (len(stored(lake)), len(reasons(lake))) == (1, 2)


def test_record__same_rows_again__adds_nothing_to_log_or_rejects(lake: Lake) -> None:
    rows = [observation(), observation("Survey Answered", properties={"metric": "nps", "score": 12})]
    assert recorded(lake, *rows) == Counts(2, 1, 0, 1)
    version = lake.delta("interactions").version()
    assert recorded(lake, *rows) == Counts(2, 0, 1, 1)
    assert lake.delta("interactions").version() == version
    assert len(reasons(lake)) == 1


def test_record__same_message_id_in_one_batch__first_wins(lake: Lake) -> None:
    first = observation(message_id="same", properties={"n": 1})
    second = observation(message_id="same", properties={"n": 2})
    assert recorded(lake, second, first) == Counts(2, 1, 1, 0)
    assert only(lake)["properties"] == '{"n": 1}'


def test_record_step__same_message_id_twice__keeps_what_arrived_first(lake: Lake) -> None:
    first = observation(message_id="same", properties={"n": 1}, origin="track 9")
    second = observation(message_id="same", properties={"n": 2}, origin="batch 1")
    with Recorder(lake=lake, clock=lambda: NOW) as recorder:
        recorder.record_step(observations(first, second), REJECTED.empty_table(), step=Step("intake", 1))
    assert only(lake)["properties"] == '{"n": 1}'


def test_record__same_message_id_of_another_source__is_another_interaction(lake: Lake) -> None:
    assert recorded(lake, observation(message_id="a"), observation(message_id="a", source="other")).stored == 2


def test_record__anonymous_then_known__is_one_customer_in_whatever_order(lake: Lake) -> None:
    before = observation(user_id=None, anonymous_id="browser", days=3)
    joined = observation(user_id="ann", anonymous_id="browser", days=2)
    recorded(lake, before)
    assert only(lake)["customer_id"] == only(lake)["anchor"]
    recorded(lake, joined)
    assert len({row["customer_id"] for row in stored(lake)}) == 1


def test_record__store_tablet__joins_no_strangers(lake: Lake) -> None:
    for name in ("ann", "ben", "cleo"):
        recorded(lake, observation(user_id=name, anonymous_id="tablet"))
    recorded(lake, observation(user_id=None, anonymous_id="tablet"))
    assert len({row["customer_id"] for row in stored(lake)}) == 4


def test_record__mail_and_phone__are_compared_in_one_form(lake: Lake) -> None:
    recorded(
        lake, observation(user_id=None, email=" Ann@Example.org "), observation(user_id=None, email="ann@example.org")
    )
    recorded(lake, observation(user_id=None, phone="+49 (30) 1234-5"), observation(user_id=None, phone="+493012345"))
    assert len({row["customer_id"] for row in stored(lake)}) == 2


def test_record__hostile_text__is_kept_to_the_letter(lake: Lake) -> None:
    text = "<script>alert(1)</script> '; drop table interactions; -- \u202e é 🎒"
    recorded(lake, observation("Review Posted", properties={"score": 1, "text": text}))
    assert only(lake)["text"] == text


def test_preview__bad_and_good_rows__shows_both_and_writes_nothing(lake: Lake) -> None:
    rows = observations(observation(), observation("Survey Answered", properties={"metric": "nps", "score": 99}))
    would_store, would_reject = preview(observations=rows, now=NOW)
    assert (would_store.num_rows, would_reject.num_rows) == (1, 1)
    assert stored(lake) == []
    assert reasons(lake) == []
