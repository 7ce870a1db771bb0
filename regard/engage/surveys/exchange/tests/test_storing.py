"""Surveys and past answers are brought in over REST, once, and become interactions."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from regard.engage.surveys.exchange.storing import bring_in
from regard.engage.surveys.exchange.tests.factories import qsf, question
from regard.engage.surveys.models import Response, Survey
from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.lake.api import Lake
from regard.record.collection.api import Drain
from regard.record.interactions.api import Recorder

pytestmark = pytest.mark.django_db

SCALE = {str(step): {"Display": str(step)} for step in range(11)}
SURVEY = qsf(
    question("QID1", "MC", "NPS", Choices=SCALE, ChoiceOrder=list(SCALE), DataExportTag="recommend"),
    question("QID2", "TE", "ESTB", DataExportTag="why"),
)
ANSWERS = (
    b"ResponseId,EndDate,RecipientEmail,Finished,recommend,why\n"
    b"Response,End,Email,Finished,How,Why\n"
    b'"{""ImportId"":""_recordId""}","{""ImportId"":""endDate""}","{""ImportId"":""recipientEmail""}",'
    b'"{""ImportId"":""finished""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_TEXT""}"\n'
    b"R_1,2026-03-01 10:00:00,Ada@example.org,1,9,The tent held\n"
    b"R_2,2026-03-02 10:00:00,,1,3,=late()\n"
    b"R_3,2026-03-03 10:00:00,,0,7,\n"
    b"R_4,2026-03-04 10:00:00,,1,99,\n"
)


@pytest.fixture
def staff(data_dir: Path) -> Client:
    make_user(may_read_unmasked=True)
    return Client(headers={"Authorization": f"Bearer {make_key()}"})


def upload(client: Client, status: int = 200, **given: Any) -> Any:
    files = {name: SimpleUploadedFile(f"{name}.qsf", body) for name, body in given.items() if isinstance(body, bytes)}
    rest = {name: value for name, value in given.items() if not isinstance(value, bytes)}
    answer = client.post("/api/surveys/import", {**rest, **files})
    assert answer.status_code == status, answer.content
    return answer.json()


def test_survey__uploaded_as_a_trial__is_reported_and_not_made(staff: Client) -> None:
    found = upload(staff, file=SURVEY, is_trial=True)
    assert (found["survey_id"], found["report"]["counts"]) == (None, {"kept": 4, "approximated": 0, "dropped": 0})
    assert not Survey.objects.exists()


def test_survey__uploaded__is_a_draft_of_who_sent_it(staff: Client) -> None:
    found = upload(staff, file=SURVEY, name="Delivery")
    survey = Survey.objects.get(pk=found["survey_id"])
    assert (survey.name, survey.state, survey.draft) == ("Delivery", "draft", found["definition"])
    assert survey.owner


def test_survey__that_is_none__is_refused_with_a_sentence(staff: Client) -> None:
    problem = upload(staff, 422, file=b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02\x03" * 50)
    assert problem["code"] == "survey_unreadable"
    assert not Survey.objects.exists()


def test_answers__brought_in_twice__are_there_once_and_in_the_log(data_dir: Path) -> None:
    first = bring_in(content=SURVEY, answers=ANSWERS)
    assert (first.stored, first.known) == (3, 0)  # one is no answer to its question
    again = bring_in(content=SURVEY, answers=ANSWERS, into=first.survey_id)
    assert (again.survey_id, again.stored, again.known) == (first.survey_id, 0, 3)
    assert sorted(Response.objects.values_list("state", flat=True)) == ["complete", "complete", "partial"]
    assert Survey.objects.get().state == "closed"
    assert any("none of what can be answered" in line for line in first.imported.report.lines())
    lake = Lake.open(data_dir)
    with Recorder(lake=lake, compacts=False) as recorder:
        Drain(lake, recorder, clock=lambda: datetime.now(UTC)).run_once()
    found = lake.sql(
        "select metric, score, text, strftime(time, '%Y-%m-%d') as day from interactions "
        "where kind = 'Survey Answered' order by day, metric nulls last"
    ).to_pylist()
    assert [tuple(row.values()) for row in found] == [
        ("nps", 9.0, None, "2026-03-01"),
        (None, None, "The tent held", "2026-03-01"),
        ("nps", 3.0, None, "2026-03-02"),
        (None, None, "=late()", "2026-03-02"),
    ]


def test_survey_and_answers__are_exported_in_every_format(staff: Client) -> None:
    survey_id = bring_in(content=SURVEY, answers=ANSWERS).survey_id
    sizes = {}
    for way in ("surveyjs", "qsf", "lss", "csv", "xlsx", "sav"):
        answer = staff.get(f"/api/surveys/{survey_id}/export?format={way}")
        assert answer.status_code == 200
        assert "attachment" in answer["Content-Disposition"]
        sizes[way] = answer.content
    rows = list(csv.DictReader(io.StringIO(sizes["csv"].decode("utf-8-sig"))))
    assert [row["why"] for row in rows] == ["The tent held", "'=late()", ""]
    assert json.loads(sizes["surveyjs"])["pages"]
    report = staff.get(f"/api/surveys/{survey_id}/export/report?format=qsf").json()
    assert report["format"] == "Qualtrics"


def test_answers__of_an_anonymous_survey__are_not_exported(staff: Client) -> None:
    survey_id = bring_in(content=SURVEY, answers=ANSWERS).survey_id
    Survey.objects.update(is_anonymous=True)
    answer = staff.get(f"/api/surveys/{survey_id}/export?format=csv")
    assert (answer.status_code, answer.json()["code"]) == (409, "responses_anonymous")
