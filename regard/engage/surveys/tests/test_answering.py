"""Answering over HTTP: kept in parts, finished once, recorded with the answers or not at all."""

import json
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regard.engage.surveys import crowding
from regard.engage.surveys.api import create_survey, invite_people, publish_survey
from regard.engage.surveys.models import Crowd, Invitation, Response, Survey
from regard.foundation.lake.api import Lake
from regard.record.collection.api import Drain
from regard.record.interactions.api import Recorder

pytestmark = pytest.mark.django_db
PAGES = [
    {
        "name": "one",
        "elements": [
            {
                "type": "rating",
                "name": "recommend",
                "rateMin": 0,
                "rateMax": 10,
                "isRequired": True,
                "regard": {"metric": "nps", "touchpoint": "Delivery"},
            },
            {"type": "comment", "name": "why", "visibleIf": "{recommend} <= 6", "isRequired": True},
        ],
    },
    {
        "name": "two",
        "elements": [{"type": "checkbox", "name": "used", "choices": ["app", "shop"], "showOtherItem": True}],
    },
]


def publish(**more: Any) -> Survey:
    survey_id = create_survey(name="Delivery", definition={"pages": PAGES, **more})
    publish_survey(survey_id=survey_id)
    return Survey.objects.get(pk=survey_id)


def send(path: str, answers: dict[str, Any], token: str, **more: Any) -> tuple[int, Any]:
    body = json.dumps({"token": token, "answers": answers, **more})
    answer = Client(enforce_csrf_checks=True).post(path, body, content_type="application/json")
    assert not answer.cookies
    return answer.status_code, answer.json()


def waiting() -> list[dict[str, Any]]:
    """The events that the intake holds."""
    with connection.cursor() as cursor:
        cursor.execute("select body from collection_intake order by id")
        return [event for (body,) in cursor.fetchall() for event in json.loads(bytes(body))["batch"]]


def test_answers__sent_in_parts__are_kept_checked_and_recorded_once(data_dir: Path) -> None:
    path, token = f"/s/{publish().slug}", secrets.token_urlsafe(18)
    assert send(f"{path}/keep", {"recommend": 3, "unknown": 1}, token, page="one") == (200, {"state": "partial"})
    kept = {"answers": {"recommend": 3}, "page": "one"}
    assert send(f"{path}/resume", {}, token) == (200, kept)
    status, told = send(f"{path}/finish", {"recommend": 3}, token)
    assert (status, told["state"], told["wrongs"]) == (
        422,
        "wrong",
        [{"name": "why", "code": "required", "limit": None}],
    )
    assert waiting() == []
    answers = {"recommend": 3, "why": "It came late.", "used": ["app", "other"], "used-Comment": "a friend"}
    first = send(f"{path}/finish", answers, token)
    assert first == (200, {"state": "complete", "wrongs": [], "quota": ""})
    assert send(f"{path}/finish", {"recommend": 10}, token) == first
    assert send(f"{path}/keep", {"recommend": 10}, token)[0] == 409
    said = [event["properties"] for event in waiting()]
    assert [(one.get("score"), one.get("comment")) for one in said] == [
        (3, None),
        (None, "It came late."),
        (None, "a friend"),
    ]
    assert (said[0]["metric"], said[0]["scale_max"], said[0]["touchpoint"]) == ("nps", 10.0, "Delivery")
    assert Response.objects.get().answers == answers


def test_answers__of_what_is_not_shown__are_not_kept(data_dir: Path) -> None:
    path = f"/s/{publish().slug}/finish"
    assert send(path, {"recommend": 9, "why": "hidden"}, secrets.token_urlsafe(18))[0] == 200
    assert Response.objects.get().answers == {"recommend": 9}


@pytest.mark.parametrize(
    ("answers", "name"),
    [
        ({"recommend": 11}, "recommend"),
        ({"recommend": [9]}, "recommend"),
        ({"recommend": 9, "used": "app"}, "used"),
        ({"recommend": 9, "used": ["app", "app"]}, "used"),
        ({"recommend": 9, "used": ["shop", {"a": 1}]}, "used"),
        ({"recommend": 1, "why": 5}, "why"),
    ],
)
def test_answers__of_another_shape__are_refused(data_dir: Path, answers: dict[str, Any], name: str) -> None:
    status, told = send(f"/s/{publish().slug}/finish", answers, secrets.token_urlsafe(18))
    assert (status, told["wrongs"][0]) == (422, {"name": name, "code": "shape", "limit": None})
    assert Response.objects.get().state == "partial"


def test_invitation__answered_on_two_devices__counts_once(data_dir: Path) -> None:
    survey = publish()
    (invited,) = invite_people(survey_id=survey.pk, people=[("email", "Ada@example.com")], about={"order_id": "O1"})
    one, other = secrets.token_urlsafe(18), secrets.token_urlsafe(18)
    assert send(f"{invited.path}/keep", {"recommend": 9}, one)[0] == 200
    assert send(f"{invited.path}/finish", {"recommend": 10}, other)[0] == 200
    assert send(f"{invited.path}/finish", {"recommend": 1, "why": "x"}, secrets.token_urlsafe(18))[0] == 409
    sent, answered = waiting()
    assert (sent["event"], answered["event"]) == ("Survey Sent", "Survey Answered")
    assert sent["context"] == answered["context"] == {"traits": {"email": "ada@example.com"}}
    assert answered["properties"]["order_id"] == "O1"
    assert Response.objects.count() == 1


def test_looking__at_an_invitation__changes_nothing(data_dir: Path) -> None:
    (invited,) = invite_people(survey_id=publish().pk, people=[("user_id", "u1")])
    for method in ("get", "head"):
        assert getattr(Client(), method)(f"{invited.path}?answer=recommend:9").status_code in (200, 503)
    assert not Invitation.objects.get().is_answered
    assert Response.objects.count() == 0
    bent = invited.token[:-1] + ("a" if invited.token[-1] != "a" else "b")
    assert Client().get(f"/s/{bent}").status_code in (404, 503)
    assert send(f"/s/{bent}/finish", {"recommend": 9}, secrets.token_urlsafe(18))[0] == 404
    assert invited.token not in str(list(Invitation.objects.values()))


def test_anonymous_answers__are_recorded_by_five_and_lead_to_nobody(data_dir: Path) -> None:
    survey = publish(regard={"anonymous": True})
    people = [("email", f"p{number}@example.com") for number in range(6)]
    invited = invite_people(survey_id=survey.pk, people=people)
    tokens = [secrets.token_urlsafe(18) for _ in invited]
    for number, (one, token) in enumerate(zip(invited, tokens, strict=True)):
        assert send(f"{one.path}/finish", {"recommend": 9}, token)[0] == 200
        assert sum(event["event"] == "Survey Answered" for event in waiting()) == (5 if number >= 4 else 0)
    assert send(f"{invited[0].path}/finish", {"recommend": 9}, secrets.token_urlsafe(18))[0] == 409
    answered = [event for event in waiting() if event["event"] == "Survey Answered"]
    assert len({event["anonymousId"] for event in answered}) == 5
    assert "example.com" not in json.dumps(answered)
    assert {event["timestamp"][10:] for event in answered} == {"T00:00:00+00:00"}
    for row in Response.objects.values():
        assert not any(isinstance(value, datetime) for value in row.values())
        assert [row["invitation_id"], row["kind"], row["value"]] == [None, None, None]


def test_quota__when_full__lets_nobody_more_count(data_dir: Path) -> None:
    quota = {"name": "fans", "expression": "{recommend} > 8", "limit": 2}
    path = f"/s/{publish(regard={'quotas': [quota]}).slug}/finish"
    states = [send(path, {"recommend": 9}, secrets.token_urlsafe(18))[1]["state"] for _ in range(3)]
    assert states == ["complete", "complete", "over_quota"]
    assert send(path, {"recommend": 7}, secrets.token_urlsafe(18))[1]["state"] == "complete"


def test_survey__that_is_closed_or_for_the_invited__takes_no_answers(data_dir: Path) -> None:
    survey = publish()
    Survey.objects.update(is_linked=False)
    assert send(f"/s/{survey.slug}/finish", {"recommend": 9}, secrets.token_urlsafe(18))[0] == 404
    Survey.objects.update(is_linked=True, state="closed")
    assert send(f"/s/{survey.slug}/finish", {"recommend": 9}, secrets.token_urlsafe(18))[0] == 410
    assert send(f"/s/{survey.slug}/finish", {"recommend": 9}, "short")[0] == 410


def test_recorded_answers__reach_the_log_as_scores_and_texts(data_dir: Path) -> None:
    (invited,) = invite_people(survey_id=publish().pk, people=[("email", "ada@example.com")])
    send(f"{invited.path}/finish", {"recommend": 2, "why": "Too late"}, secrets.token_urlsafe(18), language="en")
    lake = Lake.open(data_dir)
    with Recorder(lake, compacts=False) as recorder:
        Drain(lake, recorder, clock=lambda: datetime.now(UTC)).run_once()
    rows = lake.sql(
        "select kind, metric, score, text, touchpoint, customer_id from interactions order by kind, score"
    ).to_pylist()
    assert [(row["kind"], row["metric"], row["score"], row["text"]) for row in rows] == [
        ("Survey Answered", "nps", 2.0, None),
        ("Survey Answered", None, None, "Too late"),
        ("Survey Sent", None, None, None),
    ]
    assert len({row["customer_id"] for row in rows}) == 1
    assert rows[0]["touchpoint"] == "Delivery"


def test_one_address__that_begins_more_than_an_office_would__is_refused_and_goes_on_with_what_it_began(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowding, "MOST", 3)
    survey = publish()
    path, tokens = f"/s/{survey.slug}", [secrets.token_urlsafe(18) for _ in range(4)]
    for token in tokens[:3]:
        assert send(f"{path}/keep", {"recommend": 9}, token)[0] == 200
    assert send(f"{path}/keep", {"recommend": 9}, tokens[3])[0] == 429
    assert send(f"{path}/finish", {"recommend": 9}, tokens[3])[0] == 429
    assert send(f"{path}/finish", {"recommend": 9}, tokens[0])[0] == 200
    assert survey.responses.count() == 3


def test_one_address__is_counted_over_all_programs(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowding, "TOGETHER", 2)
    monkeypatch.setattr(crowding, "MOST_IN_ALL", 4)
    programs = [crowding.Crowd() for _ in range(3)]

    def begin(program: int, sender: str = "192.0.2.1") -> None:
        programs[program].admit(survey_id=1, sender=sender, token=secrets.token_urlsafe(18))

    for program in (0, 0, 1, 1):
        begin(program)
    with pytest.raises(crowding.TooMany):
        begin(1)
    begin(1, sender="192.0.2.2")
    begin(2)
    begin(2)  # tells the others, and learns of them
    with pytest.raises(crowding.TooMany):
        begin(2)
    assert not Crowd.objects.filter(sender_digest__contains="192").exists()


def test_finishing__asks_the_database_so_few_questions__that_hundreds_may_answer_at_once(data_dir: Path) -> None:
    survey = publish()
    people = [("user_id", name) for name in "ab"]
    paths = [one.path for one in invite_people(survey_id=survey.pk, people=people)]
    for path, most in ((paths[0], 99), (paths[1], 3)):
        token = secrets.token_urlsafe(18)
        with CaptureQueriesContext(connection) as kept:
            assert send(f"{path}/keep", {"recommend": 9}, token)[0] == 200
        assert len(kept) <= most
        with CaptureQueriesContext(connection) as finished:
            assert send(f"{path}/finish", {"recommend": 9}, token)[0] == 200
        assert len(_spoken(finished)) <= (99 if most == 99 else 6)


def _spoken(queries: CaptureQueriesContext) -> list[str]:
    return [one["sql"] for one in queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
