"""A survey on a site: told to whoever has a write key, shown to a visitor once, answered under their identity."""

import json
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from regard.decide.arbiter.api import Budget, list_verdicts, set_budget
from regard.engage.surveys.asking import widget_pages
from regard.engage.surveys.asking.models import Asking
from regard.engage.surveys.asking.people import AskingRefused
from regard.engage.surveys.asking.tests.factories import happened, record
from regard.engage.surveys.asking.widgets import (
    WidgetSettings,
    list_widgets,
    make_widget,
    show_widget,
    shown_widgets,
    switch_widget,
)
from regard.engage.surveys.crowding import Crowd
from regard.foundation.lake.api import Lake
from regard.record.collection.api import Drain
from regard.record.consents.api import Endpoint, Statement, record_consent
from regard.record.interactions.api import Recorder
from regard.record.sources.api import close_source, create_key, create_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(widget_pages, "_crowd", Crowd())
    return create_key(slug=create_source(name="Shop", kind="web", slug="shop"), kind="write").text


def slug_of(survey: int, **given: Any) -> str:
    make_widget(survey_id=survey, wanted=WidgetSettings(**given))
    return list_widgets(survey_id=survey)[0].slug


def open_one(key: str, slug: str, **said: Any) -> dict[str, Any]:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(f"/widgets/{key}/{slug}", json.dumps(said), content_type="text/plain")
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    return dict(answer.json())


def test_site__is_told_when_to_ask__as_long_as_its_key_is_open(lake: Lake, survey: int, key: str) -> None:
    slug = slug_of(survey, moment="scroll", amount=60, pages=["/checkout/*"], share=20, place="middle")
    answer = Client().get(f"/widgets/{key}")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["widgets"] == [
        {
            "slug": slug,
            "place": "middle",
            "moment": "scroll",
            "amount": 60,
            "event": "",
            "pages": ["/checkout/*"],
            "share": 20,
            "days": 90,
            "title": "After delivery",
            "scheme": "auto",
        }
    ]
    switch_widget(widget_id=list_widgets(survey_id=survey)[0].id, is_on=False)
    assert shown_widgets(key=key) == []
    switch_widget(widget_id=list_widgets(survey_id=survey)[0].id, is_on=True)
    close_source(slug="shop")
    assert shown_widgets(key=key) == []
    assert open_one(key, slug, anonymousId="a1") == {}
    assert not Asking.objects.exists()


def test_visitor__is_asked_once__and_answers_as_who_they_are(lake: Lake, survey: int, key: str) -> None:
    slug = slug_of(survey, touchpoint="Checkout")
    path = open_one(key, slug, anonymousId="a1", userId="")["path"]
    assert open_one(key, slug, anonymousId="a1", userId="") == {}
    page = Client().get(path)
    assert "frame-ancestors *" in page["Content-Security-Policy"]
    assert "X-Frame-Options" not in page.headers
    assert Client().get(path)["Cross-Origin-Resource-Policy"] == "cross-origin"
    body = {"token": secrets.token_urlsafe(24), "answers": {"recommend": 9}}
    assert Client().post(f"{path}/finish", body, content_type="application/json").status_code == 200
    with Recorder(lake=lake, compacts=False) as recorder:
        Drain(lake, recorder, clock=timezone.now).run_once()
    rows = lake.sql("select kind, channel, touchpoint, score, customer_id from interactions order by kind").to_pylist()
    assert [(row["kind"], row["channel"], row["touchpoint"], row["score"]) for row in rows] == [
        ("Survey Answered", "web", "Checkout", 9.0),
        ("Survey Sent", "web", "Checkout", None),
    ]
    assert len({row["customer_id"] for row in rows}) == 1
    assert Asking.objects.get().value == "a1"


def test_link_for_everybody__may_be_framed_by_nobody(survey: int) -> None:
    from regard.engage.surveys.models import Survey

    page = Client().get(f"/s/{Survey.objects.get(pk=survey).slug}")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_visitor__who_said_no_or_was_asked_enough_or_waits_for_help__is_not_asked(
    lake: Lake, survey: int, tmp_path: Path
) -> None:
    now = timezone.now()
    set_budget(budget=Budget(most=1, days=30))
    slug, other = slug_of(survey, every_days=1), slug_of(survey, every_days=1)
    no = Statement(Endpoint("user_id", "u1"), "surveys", "revoked", now, "surveys")
    record_consent(statement=no)
    assert show_widget(lake=lake, slug=slug, anonymous_id="a1", user_id="u1", now=now) is None
    assert show_widget(lake=lake, slug=slug, anonymous_id="a2", user_id="", now=now)
    assert show_widget(lake=lake, slug=other, anonymous_id="a2", user_id="", now=now) is None
    opened = happened("Ticket Opened", "ada@example.org", now, ticket_id="T1") | {"userId": "u3"}
    record(lake, tmp_path, opened, now=now)
    assert show_widget(lake=lake, slug=slug, anonymous_id="a3", user_id="u3", now=now) is None
    reasons = {(row.endpoint, row.reason) for row in list_verdicts()}
    assert reasons == {
        ("user_id:u1", "withdrawn"),
        ("anonymous_id:a2", "allowed"),
        ("anonymous_id:a2", "budget"),
        ("user_id:u3", "complaint"),
    }
    for _ in range(3):  # a page that asks again and again leaves no further trace
        assert show_widget(lake=lake, slug=slug, anonymous_id="a3", user_id="u3", now=now) is None
    assert len(list_verdicts()) == 4
    later = now + timedelta(days=31)
    assert show_widget(lake=lake, slug=other, anonymous_id="a2", user_id="", now=later)


def test_address__that_opens_very_many__is_refused(
    survey: int, key: str, lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = slug_of(survey)
    monkeypatch.setattr("regard.engage.surveys.crowding.MOST", 2)
    for visitor in ("a", "b"):
        assert open_one(key, slug, anonymousId=visitor)["path"]
    refused = Client().post(f"/widgets/{key}/{slug}", json.dumps({"anonymousId": "c"}), content_type="text/plain")
    assert refused.status_code == 429


@pytest.mark.parametrize("said", [b"", b"[]", b"\xff", b'{"anonymousId": 3}', b'{"userId": "\\u0000"}', b"[" * 5000])
def test_visitor__who_is_nobody__is_not_asked(said: bytes, survey: int, key: str, lake: Lake) -> None:
    answer = Client().post(f"/widgets/{key}/{slug_of(survey)}", said, content_type="text/plain")
    assert (answer.status_code, answer.json()) == (200, {})
    assert not Asking.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"moment": "event"},
        {"moment": "scroll", "amount": 101},
        {"place": "everywhere"},
        {"pages": ["checkout"]},
        {"pages": ["/a b"]},
        {"share": 0},
        {"every_days": 0},
    ],
)
def test_widget__that_cannot_be__is_refused(given: dict[str, Any], survey: int) -> None:
    with pytest.raises(AskingRefused):
        slug_of(survey, **given)
