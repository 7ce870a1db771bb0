"""Errors are problems after RFC 9457, and say nothing of what is inside."""

from typing import Any

import pytest
from django.test import Client, RequestFactory
from ninja import Router

from regard.analytics.errors import RegardError
from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.rest.api import RegardAPI, Schema

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir")]


class TooEarly(RegardError):
    code = "too_early"
    status = 409


class Wish(Schema):
    name: str


def ask(path: str, *, method: str = "get", key: str | None = None) -> tuple[int, dict[str, object], str]:
    headers = {"authorization": f"Bearer {key}"} if key else {}
    answer = getattr(Client(), method)(path, headers=headers)
    return answer.status_code, answer.json(), answer.headers["Content-Type"]


def test_request__of_nobody__is_told_how_to_come_in() -> None:
    status, problem, kind = ask("/api/session")
    assert (status, kind) == (401, "application/problem+json")
    assert problem == {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "detail": "Sign in, or send an API key as 'Authorization: Bearer regard_…'.",
        "code": "not_signed_in",
    }


def test_request__for_an_operation_there_is_not__is_told_where_they_are_listed() -> None:
    status, problem, kind = ask("/api/nowhere", key=make_user() and make_key())
    assert (status, kind, problem["code"]) == (404, "application/problem+json", "not_found")
    assert "/api/docs" in str(problem["detail"])


def test_answers__of_an_operation_that_fails__are_sentences_with_a_code() -> None:
    api = RegardAPI(urls_namespace="problems")
    router = Router()

    @router.get("/early")
    def early(request: object) -> None:
        raise TooEarly("The sample is complete on 3 May.")

    @router.get("/broken")
    def broken(request: object) -> None:
        raise ValueError("the password is swordfish")

    @router.post("/wish")
    def wish(request: object, body: Wish) -> str:
        return body.name

    api.add_router("", router)
    by_path: dict[str, Any] = {pattern.pattern._route: pattern.callback for pattern in api.urls[0]}  # type: ignore[union-attr]
    factory = RequestFactory()
    assert by_path["early"](factory.get("/early")).content.decode() == (
        '{"type": "about:blank", "title": "Conflict", "status": 409, '
        '"detail": "The sample is complete on 3 May.", "code": "too_early"}'
    )
    failed = by_path["broken"](factory.get("/broken"))
    assert failed.status_code == 500
    assert b"swordfish" not in failed.content
    unknown = by_path["wish"](factory.post("/wish", '{"name": "a", "colour": "red"}', "application/json"))
    assert unknown.status_code == 422
    assert b"body.colour: Extra inputs are not permitted" in unknown.content
