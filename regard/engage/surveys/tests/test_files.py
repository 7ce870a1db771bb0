"""Files given in answer: kept up to a megabyte, listed by name, downloaded as what they are by whoever may."""

import base64
import json
import secrets
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from regard.engage.surveys.api import create_survey, publish_survey
from regard.engage.surveys.models import Survey
from regard.foundation.accounts.api import add_user

pytestmark = pytest.mark.django_db
PAGE = b"<script>alert(1)</script>"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"x" * 900_000


def given(content: bytes, *, name: str, kind: str = "image/png") -> dict[str, str]:
    return {"name": name, "type": kind, "content": f"data:{kind};base64,{base64.b64encode(content).decode()}"}


def answered(*files: dict[str, str]) -> tuple[Survey, int]:
    element = {"type": "file", "name": "proof", "allowMultiple": True}
    survey_id = create_survey(name="Files", definition={"pages": [{"name": "one", "elements": [element]}]})
    publish_survey(survey_id=survey_id)
    survey = Survey.objects.get(pk=survey_id)
    body = json.dumps({"token": secrets.token_urlsafe(18), "answers": {"proof": list(files)}})
    return survey, Client().post(f"/s/{survey.slug}/finish", body, content_type="application/json").status_code


def signed_in(**rights: Any) -> Client:
    add_user(email="ada@fernweh.example", password="a long enough password", **rights)
    client = Client()
    client.force_login(get_user_model().objects.get(email="ada@fernweh.example"))
    return client


def test_file__that_was_given__is_listed_by_name_and_downloaded_as_what_it_is(data_dir: Path) -> None:
    survey, status = answered(given(PICTURE, name='a "b".png'), given(PAGE, name="page.png"))
    assert status == 200
    client = signed_in(may_read_unmasked=True)
    (row,) = client.get(f"/api/surveys/{survey.pk}/responses").json()["rows"]
    assert row["answers"] == {"proof": ['a "b".png', "page.png"]}
    way = f"/api/surveys/{survey.pk}/responses/{row['id']}/files/proof"
    picture, page = client.get(f"{way}/0"), client.get(f"{way}/1")
    assert (picture.content, picture["Content-Type"]) == (PICTURE, "image/png")
    assert (page.content, page["Content-Type"]) == (PAGE, "application/octet-stream")
    assert page["Content-Disposition"].startswith("attachment")
    assert page["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"{way}/2").status_code == 404
    assert client.get(f"/api/surveys/{survey.pk}/responses/{survey.slug}/files/proof/0").status_code == 422


def test_file__for_who_may_not_read_unmasked__is_refused(data_dir: Path) -> None:
    survey, _ = answered(given(PICTURE, name="a.png"))
    client, response = signed_in(), survey.responses.get()
    way = f"/api/surveys/{survey.pk}/responses/{response.pk}/files/proof/0"
    assert client.get(way).status_code == 403
    assert Client().get(way).status_code == 401


def test_file__larger_than_a_megabyte__is_refused(data_dir: Path) -> None:
    survey, status = answered(given(b"x" * 1_010_000, name="a.bin"))
    assert status == 422
    assert not survey.responses.filter(state="complete").exists()
