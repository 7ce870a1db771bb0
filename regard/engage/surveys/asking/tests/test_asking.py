"""People are asked by mail, once, when nothing stands against it; each asking says why it was or was not sent."""

import re
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from regard.decide.arbiter.api import Budget, list_verdicts, set_budget
from regard.engage.surveys.answering import Given, find_asked, finish_answers
from regard.engage.surveys.asking.models import Asking
from regard.engage.surveys.asking.operations import ask_who_waited
from regard.engage.surveys.asking.people import AskingRefused
from regard.engage.surveys.asking.plans import PlanSettings, list_plans, make_plan, run_plans
from regard.engage.surveys.asking.reminding import remind_people
from regard.engage.surveys.asking.tests.factories import DEFINITION, HOME, NOON, Inbox, ask, happened, record
from regard.engage.surveys.models import Response
from regard.engage.surveys.operations import create_survey, publish_survey
from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.lake.api import Lake
from regard.record.collection.api import Drain
from regard.record.interactions.api import Recorder

pytestmark = pytest.mark.django_db


def test_mail__carries_the_first_question_and_a_way_to_leave(inbox: Inbox, lake: Lake, survey: int) -> None:
    assert ask(lake, survey, "Ada@example.org").sent == 1
    mail = inbox.mails[0]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(rf"<{HOME}/u/[\w:-]+>", mail["List-Unsubscribe"].strip())
    assert "ada" not in mail["List-Unsubscribe"]
    assert mail["Auto-Submitted"] == "auto-generated"
    paths = inbox.paths()
    assert [path.partition("?")[2] for path in paths[:11]] == [f"value={step}" for step in range(11)]
    assert len({path.partition("?")[0] for path in paths[:11]}) == 1


def test_first_answer__is_kept_when_it_is_confirmed__and_not_by_looking(inbox: Inbox, lake: Lake, survey: int) -> None:
    ask(lake, survey, "ada@example.org")
    path, _, query = inbox.paths()[9].partition("?")
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        shown = client.get(f"{path}?{query}")
        assert shown.status_code == 200
        assert b"<strong>9</strong>" in shown.content
    assert client.head(f"{path}?{query}").status_code == 200
    assert not Response.objects.exists()
    answer = client.post(path, {"value": "9"})
    assert (answer.status_code, answer["Location"]) == (303, path.removesuffix("/first"))
    (response,) = Response.objects.all()
    assert (response.answers, response.state, response.value) == ({"recommend": 9}, "partial", "ada@example.org")
    token = path.split("/")[2]
    finish_answers(
        asked=find_asked(token=token), given=Given(secrets.token_urlsafe(24), {"recommend": 9, "why": "Fast"})
    )
    assert Response.objects.get().state == "complete"
    assert client.post(path, {"value": "1"}).status_code == 409
    assert Response.objects.get().answers["recommend"] == 9


def test_leaving__takes_a_post__with_no_cookie_and_is_then_heeded(inbox: Inbox, lake: Lake, survey: int) -> None:
    ask(lake, survey, "ada@example.org")
    address = inbox.mails[0]["List-Unsubscribe"].strip(" <>").removeprefix(HOME)
    client = Client(enforce_csrf_checks=True)
    assert client.get(address).status_code == 200
    assert ask(lake, survey, "ada@example.org", occasion="o2").sent == 1
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    later = NOON + timedelta(days=31)  # when the budget would allow it again
    assert ask(lake, survey, "ada@example.org", occasion="o3", now=later).withheld == {"withdrawn": 1}
    assert len(inbox.mails) == 2
    assert client.post(address[:-3] + "xyz").status_code == 404


def test_budget__holds_over_all_surveys__and_each_decision_has_its_reason(
    inbox: Inbox, lake: Lake, survey: int
) -> None:
    other = create_survey(name="Other", definition=DEFINITION)
    publish_survey(survey_id=other)
    set_budget(budget=Budget(most=2, days=30))
    assert ask(lake, survey, "ada@example.org").sent == 1
    assert ask(lake, survey, "ada@example.org").withheld == {"asked_before": 1}
    assert ask(lake, other, "ada@example.org").sent == 1
    assert ask(lake, other, "ada@example.org", occasion="o2").withheld == {"budget": 1}
    assert ask(lake, other, "ada@example.org", occasion="o3", now=NOON + timedelta(days=31)).sent == 1
    reasons = [(row.subject, row.reason) for row in list_verdicts(endpoint="email:ada@example.org")]
    assert reasons == [
        (f"survey:{other}", "allowed"),
        (f"survey:{other}", "budget"),
        (f"survey:{other}", "allowed"),
        (f"survey:{survey}", "allowed"),
    ]
    with Recorder(lake=lake, compacts=False) as recorder:
        Drain(lake, recorder, clock=lambda: NOON + timedelta(days=32)).run_once()
    found = lake.sql("select kind, count(*)::int as n from interactions group by kind order by kind").to_pylist()
    assert [tuple(row.values()) for row in found] == [("Contact Withheld", 1), ("Survey Sent", 3)]


def test_quiet_hours__are_those_of_the_customer(inbox: Inbox, lake: Lake, survey: int, tmp_path: Path) -> None:
    zone = {"context": {"timezone": "Asia/Tokyo"}}
    record(lake, tmp_path, happened("Signed In", "yuki@example.org", NOON - timedelta(days=1), **zone))
    assert ask(lake, survey, "ada@example.org", "yuki@example.org").withheld == {"quiet": 1}
    assert [mail["To"] for mail in inbox.mails] == ["ada@example.org"]
    for minutes in range(10, 120, 10):  # nothing is decided anew, and nothing taken down, while the night lasts
        assert ask_who_waited(lake=lake, now=NOON + timedelta(minutes=minutes)).sent == 0
    assert ask(lake, survey, "yuki@example.org", now=NOON + timedelta(minutes=30)).withheld == {"quiet": 1}
    assert [row.reason for row in list_verdicts(endpoint="email:yuki@example.org")] == ["quiet"]
    assert ask_who_waited(lake=lake, now=NOON + timedelta(hours=14)).sent == 1
    assert [mail["To"] for mail in inbox.mails] == ["ada@example.org", "yuki@example.org"]


def test_open_complaint__is_waited_for(inbox: Inbox, lake: Lake, survey: int, tmp_path: Path) -> None:
    opened = happened("Ticket Opened", "ada@example.org", NOON - timedelta(days=2), ticket_id="T1")
    record(lake, tmp_path, opened)
    assert ask(lake, survey, "ada@example.org").withheld == {"complaint": 1}
    record(lake, tmp_path, happened("Ticket Solved", "ada@example.org", NOON - timedelta(days=1), ticket_id="T1"))
    assert ask(lake, survey, "ada@example.org", occasion="o2").sent == 1


def test_mail_that_is_not_taken__counts_for_no_budget(inbox: Inbox, lake: Lake, survey: int) -> None:
    inbox.is_full = True
    assert ask(lake, survey, "ada@example.org").withheld == {"mail_failed": 1}
    assert Asking.objects.get().state == "failed"
    inbox.is_full = False
    assert ask_who_waited(lake=lake, now=NOON + timedelta(minutes=50)).sent == 0
    assert ask_who_waited(lake=lake, now=NOON + timedelta(minutes=61)).sent == 1
    assert [row.reason for row in list_verdicts(endpoint="email:ada@example.org")] == ["allowed", "mail_failed"]


def test_plan__asks_after_an_event__once_and_reminds_once(
    inbox: Inbox, lake: Lake, survey: int, tmp_path: Path
) -> None:
    plan = make_plan(
        survey_id=survey,
        wanted=PlanSettings(event="Order Delivered", address=HOME, after_hours=72, remind_days=5, gap_days=60),
    )
    began = datetime.now(UTC)
    start = began.replace(hour=9, minute=0) + timedelta(days=1)
    events = [
        happened("Order Delivered", f"p{number}@example.org", start, order_id=f"O{number}") for number in range(2)
    ]
    early = happened("Order Delivered", "before@example.org", began - timedelta(days=30), order_id="O9")
    record(lake, tmp_path, *events, early, now=start + timedelta(days=9))
    assert run_plans(lake=lake, now=start + timedelta(hours=70)) == {}
    due = start + timedelta(hours=74)
    assert run_plans(lake=lake, now=due)[plan].sent == 2
    assert run_plans(lake=lake, now=due + timedelta(hours=1)) == {}
    answered = inbox.paths(0)[0].split("/")[2]
    finish_answers(asked=find_asked(token=answered), given=Given(secrets.token_urlsafe(24), {"recommend": 9}))
    assert remind_people(lake=lake, now=due + timedelta(days=4)) == 0
    assert remind_people(lake=lake, now=due + timedelta(days=6)) == 1
    assert remind_people(lake=lake, now=due + timedelta(days=7)) == 0
    assert inbox.mails[-1]["Subject"].startswith("Once more: ")
    (row,) = list_plans(survey_id=survey)
    assert (row.sent, row.withheld) == (2, 0)


def test_share_of_a_plan__is_drawn_and_the_rest_is_taken_down(
    inbox: Inbox, lake: Lake, survey: int, tmp_path: Path
) -> None:
    plan = make_plan(survey_id=survey, wanted=PlanSettings(event="Order Delivered", address=HOME, share=50))
    later = datetime.now(UTC).replace(hour=12, minute=0) + timedelta(days=1)
    record(
        lake,
        tmp_path,
        *(happened("Order Delivered", f"p{n}@example.org", later, order_id=f"O{n}") for n in range(20)),
        now=later,
    )
    found = run_plans(lake=lake, now=later + timedelta(minutes=5))[plan]
    assert found.sent + found.withheld["not_sampled"] == 20
    assert 3 <= found.sent <= 17
    assert len(inbox.mails) == found.sent


def test_asking_over_rest__is_typed_and_says_what_became_of_it(inbox: Inbox, survey: int) -> None:
    make_user()
    staff = Client(headers={"Authorization": f"Bearer {make_key()}"})
    body = {"to": ["ada@example.org"], "occasion": "spring", "address": HOME}
    answer = staff.post(f"/api/surveys/{survey}/askings", body, content_type="application/json")
    assert answer.status_code == 200
    assert answer.json()["sent"] + sum(answer.json()["withheld"].values()) == 1
    made = staff.post(
        f"/api/surveys/{survey}/plans", {"event": "Order Delivered", "address": HOME}, content_type="application/json"
    )
    assert made.json()["rows"][0]["event"] == "Order Delivered"
    budget = {"most": 1, "days": 7, "quiet_from": 22, "quiet_until": 6, "zone": "Europe/Berlin"}
    assert staff.put("/api/contacts/budget", budget, content_type="application/json").json() == budget
    wrong = staff.put("/api/contacts/budget", budget | {"zone": "Mars"}, content_type="application/json")
    assert (wrong.status_code, wrong.json()["code"]) == (422, "policy_refused")
    with pytest.raises(AskingRefused, match="is like https"):
        make_plan(survey_id=survey, wanted=PlanSettings(event="Order Delivered", address="javascript:alert(1)"))
