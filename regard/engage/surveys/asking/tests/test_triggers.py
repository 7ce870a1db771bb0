"""Plans ask after events, on days, every so often; of segments, of shares, and not of those who are spared."""

import secrets
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from regard.decide.arbiter.api import Budget, list_verdicts, set_budget
from regard.engage.surveys.answering import Given, find_asked, finish_answers
from regard.engage.surveys.asking.models import Asking, Plan
from regard.engage.surveys.asking.operations import ask_people
from regard.engage.surveys.asking.people import AskingRefused, Person
from regard.engage.surveys.asking.plans import PlanSettings, make_plan, run_plans
from regard.engage.surveys.asking.queries import list_askings
from regard.engage.surveys.asking.reminding import remind_people
from regard.engage.surveys.asking.tests.factories import HOME, Inbox, happened, record
from regard.engage.surveys.asking.trial import send_trial
from regard.engage.surveys.models import Invitation, Response
from regard.engage.surveys.queries import list_surveys
from regard.foundation.lake.api import Lake
from regard.record.segments.api import NoSegment, create_segment

pytestmark = pytest.mark.django_db
GERMANS: dict[str, Any] = {"type": "trait", "name": "country", "test": {"op": "is", "value": "DE"}}
FAR = Budget(most=100, days=1)


def today() -> datetime:
    """Noon two days ago: no night, and what happened until then is in the log."""
    return datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=2)


def people_of(lake: Lake, tmp_path: Path, **countries: str) -> None:
    """Customers by name with the country they live in."""
    rows = [
        {
            "type": "identify",
            "userId": name,
            "timestamp": today().isoformat(),
            "messageId": secrets.token_hex(8),
            "traits": {"email": f"{name}@example.org", "country": country},
        }
        for name, country in countries.items()
    ]
    record(lake, tmp_path, *rows, now=today())


def germans(lake: Lake) -> str:
    return create_segment(lake=lake, name="From Germany", condition=GERMANS)


def plan_for(lake: Lake, survey: int, **given: Any) -> Plan:
    """A plan made a year ago."""
    pk = make_plan(survey_id=survey, wanted=PlanSettings(address=HOME, **given), lake=lake)
    Plan.objects.filter(pk=pk).update(created_at=today() - timedelta(days=365))
    return Plan.objects.get(pk=pk)


def asked(inbox: Inbox) -> list[str]:
    return sorted(mail["To"] for mail in inbox.mails)


def test_calendar__asks_a_segment_once_a_day_that_is_due(inbox: Inbox, lake: Lake, survey: int, tmp_path: Path) -> None:
    set_budget(budget=FAR)
    people_of(lake, tmp_path, ann="DE", bo="AT", cem="DE")
    now = today()
    due = now - timedelta(hours=2)
    plan = plan_for(
        lake,
        survey,
        trigger="calendar",
        rhythm="weekly",
        weekday=due.weekday(),
        hour=due.hour,
        segment=germans(lake),
        gap_days=0,
    )
    assert run_plans(lake=lake, now=due - timedelta(minutes=1)) == {}  # last week's was six days and more ago
    assert run_plans(lake=lake, now=now)[plan.pk].sent == 2
    assert asked(inbox) == ["ann@example.org", "cem@example.org"]
    assert run_plans(lake=lake, now=now + timedelta(hours=1)) == {}
    assert run_plans(lake=lake, now=now + timedelta(days=7))[plan.pk].sent == 2


def test_recurring__asks_each_customer_again_after_so_many_days(
    inbox: Inbox, lake: Lake, survey: int, tmp_path: Path
) -> None:
    set_budget(budget=FAR)
    people_of(lake, tmp_path, ann="DE")
    plan, now = plan_for(lake, survey, trigger="recurring", segment=germans(lake), gap_days=30), today()
    assert run_plans(lake=lake, now=now)[plan.pk].sent == 1
    people_of(lake, tmp_path, cem="DE")
    create_segment(lake=lake, name="Again", condition=GERMANS)  # works all segments out
    assert run_plans(lake=lake, now=now + timedelta(days=20))[plan.pk].sent == 1
    assert run_plans(lake=lake, now=now + timedelta(days=31))[plan.pk].sent == 1
    assert asked(inbox) == ["ann@example.org", "ann@example.org", "cem@example.org"]


def test_recurring__of_somebody_who_wants_no_more__looks_again_after_a_week_and_not_every_ten_minutes(
    inbox: Inbox, lake: Lake, survey: int, tmp_path: Path
) -> None:
    set_budget(budget=Budget(most=1, days=365))
    people_of(lake, tmp_path, ann="DE")
    ask_people(lake=lake, survey_id=survey, people=[Person("ann@example.org", "before")], address=HOME, now=today())
    plan = plan_for(lake, survey, trigger="recurring", segment=germans(lake), gap_days=30)
    assert run_plans(lake=lake, now=today())[plan.pk].withheld == {"budget": 1}
    for hours in (1, 30, 100):
        assert run_plans(lake=lake, now=today() + timedelta(hours=hours)) == {}
    assert run_plans(lake=lake, now=today() + timedelta(days=8))[plan.pk].withheld == {"budget": 1}


def test_after_a_conversation__the_mail_is_about_its_ticket_and_its_segment(
    inbox: Inbox, lake: Lake, survey: int, tmp_path: Path
) -> None:
    people_of(lake, tmp_path, ann="DE", bo="AT")
    plan = plan_for(lake, survey, trigger="event", event="Ticket Solved", segment=germans(lake), after_hours=1)
    solved = [happened("Ticket Solved", f"{one}@example.org", today(), ticket_id=f"T-{one}") for one in ("ann", "bo")]
    record(lake, tmp_path, *solved, now=today())
    assert run_plans(lake=lake, now=today() + timedelta(hours=2))[plan.pk].sent == 1
    assert Invitation.objects.get().about == {"ticket_id": "T-ann"}


def test_open_case__is_spared_where_the_plan_says_so(inbox: Inbox, lake: Lake, survey: int, tmp_path: Path) -> None:
    opened = happened("Case Opened", "ada@example.org", today() - timedelta(days=3), case_id="case-1", cause="late")
    other = happened("Case Opened", "ada@example.org", today() - timedelta(days=3), case_id="case-2", cause="rude")
    closed = happened("Case Closed", "ada@example.org", today() - timedelta(days=1), case_id="case-2", cause="rude")
    record(lake, tmp_path, opened, other, closed, now=today())

    def told(occasion: str, spares_cases: bool, now: datetime) -> Any:
        people = [Person("ada@example.org", occasion)]
        return ask_people(
            lake=lake, survey_id=survey, people=people, address=HOME, spares_cases=spares_cases, now=now
        ).withheld

    assert told("o1", True, today()) == {"open_case": 1}
    assert told("o2", False, today()) == {}
    over = happened("Case Dismissed", "ada@example.org", today(), case_id="case-1", cause="late")
    record(lake, tmp_path, over, now=today())
    assert told("o3", True, today() + timedelta(hours=1)) == {}


def test_holdout__is_the_same_people_each_time_and_taken_down(
    inbox: Inbox, lake: Lake, survey: int, tmp_path: Path
) -> None:
    set_budget(budget=FAR)
    people_of(lake, tmp_path, **{f"p{number}": "DE" for number in range(30)})
    plan = plan_for(lake, survey, trigger="recurring", segment=germans(lake), gap_days=7, holdout=50)
    first = run_plans(lake=lake, now=today())[plan.pk]
    assert first.sent + first.withheld["holdout"] == 30
    assert 5 <= first.sent <= 25
    before = set(asked(inbox))
    again = run_plans(lake=lake, now=today() + timedelta(days=8))[plan.pk]
    assert (again.sent, set(asked(inbox))) == (first.sent, before)
    (held,) = [one for one in list_askings(survey_id=survey).counts if one.reason == "holdout"]
    assert (held.state, held.n) == ("withheld", 2 * first.withheld["holdout"])


def test_customer_without_an_address__is_in_the_list_with_the_reason(
    inbox: Inbox, lake: Lake, survey: int, tmp_path: Path
) -> None:
    event = {"type": "track", "userId": "nobody", "event": "Order Delivered", "timestamp": today().isoformat()}
    record(lake, tmp_path, event | {"messageId": "m1", "properties": {"order_id": "O1"}}, now=today())
    plan = plan_for(lake, survey, event="Order Delivered")
    assert run_plans(lake=lake, now=today() + timedelta(minutes=1))[plan.pk].withheld == {"no_address": 1}
    (row,) = list_askings(survey_id=survey).rows
    assert (row.state, row.endpoint, row.sentence) == (
        "withheld",
        "",
        "No address of this person alone is known for this channel.",
    )
    assert run_plans(lake=lake, now=today() + timedelta(minutes=11)) == {}


def test_reminders__come_so_often_and_stop_on_the_answer(inbox: Inbox, lake: Lake, survey: int, tmp_path: Path) -> None:
    set_budget(budget=FAR)
    people_of(lake, tmp_path, ann="DE", cem="DE")
    plan_for(lake, survey, trigger="recurring", segment=germans(lake), gap_days=90, reminders=2, remind_days=3)
    now = today()
    run_plans(lake=lake, now=now)
    assert [remind_people(lake=lake, now=now + timedelta(days=days)) for days in (1, 3, 4)] == [0, 2, 0]
    token = next(path for path in inbox.paths(0) if path.startswith("/s/")).split("/")[2]
    finish_answers(asked=find_asked(token=token), given=Given(secrets.token_urlsafe(24), {"recommend": 9}))
    assert [remind_people(lake=lake, now=now + timedelta(days=days)) for days in (6, 9, 12)] == [1, 0, 0]


def test_budget__is_one_for_mail_and_telephone_of_the_same_customer(
    inbox: Inbox, lake: Lake, survey: int, tmp_path: Path
) -> None:
    traits = {"email": "ann@example.org", "phone": "+4915123456789"}
    row = {"type": "identify", "userId": "ann", "timestamp": today().isoformat(), "messageId": "m1", "traits": traits}
    record(lake, tmp_path, row, now=today())
    set_budget(budget=Budget(most=1, days=30))
    for channel, value, expected in (("email", "ann@example.org", {}), ("sms", "+49 151 23456789", {"budget": 1})):
        people = [Person(value, "spring")]
        found = ask_people(
            lake=lake, survey_id=survey, people=people, address=HOME, channel=channel, now=today()
        ).withheld
        assert found == expected


def test_trial__shows_what_customers_get_and_keeps_no_answer(inbox: Inbox, lake: Lake, survey: int) -> None:
    path = send_trial(survey_id=survey, to="me@fernweh.example", address=HOME)
    mail = inbox.mails[0]
    assert mail["Subject"].startswith("Test: After delivery")
    assert path in inbox.paths(0)
    asked_here = find_asked(token=path.split("/")[2])
    assert (
        finish_answers(asked=asked_here, given=Given(secrets.token_urlsafe(24), {"recommend": 0})).state == "complete"
    )
    assert not Response.objects.exists()
    assert not Asking.objects.exists()
    assert list_surveys()[0].invited == 0
    assert list_verdicts(endpoint="email:me@fernweh.example") == []


def test_plan__that_cannot_be__is_refused_with_what_to_do(lake: Lake, survey: int) -> None:
    wrong: list[tuple[dict[str, Any], type[Exception], str]] = [
        ({"trigger": "event"}, AskingRefused, "which kind of interaction"),
        ({"trigger": "calendar", "rhythm": "weekly"}, AskingRefused, "which segment"),
        ({"trigger": "calendar", "rhythm": "once", "segment": "x"}, AskingRefused, "on which day"),
        ({"trigger": "calendar", "rhythm": "daily", "segment": "x"}, AskingRefused, "once, weekly, monthly"),
        ({"trigger": "recurring", "segment": "x", "gap_days": 0}, AskingRefused, "how many days"),
        ({"event": "Order Delivered", "zone": "Mars"}, AskingRefused, "no time zone"),
        ({"event": "Order Delivered", "segment": "nobody-made-it"}, NoSegment, "segment"),
        ({"event": "Order Delivered", "channel": "pigeon"}, AskingRefused, "email or sms"),
    ]
    for given, kind, said in wrong:
        with pytest.raises(kind, match=said):
            make_plan(survey_id=survey, wanted=PlanSettings(address=HOME, **given), lake=lake)
    assert not Plan.objects.exists()
    make_plan(
        survey_id=survey,
        wanted=PlanSettings(address=HOME, trigger="calendar", rhythm="once", segment="x", on_date=date(2030, 1, 2)),
    )
    assert Plan.objects.get().on_date == date(2030, 1, 2)
