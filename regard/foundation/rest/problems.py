"""Errors as RFC 9457 problems: {type, title, status, detail, code}, and nothing internal."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja import Schema as NinjaSchema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from regard.analytics.errors import RegardError

CONTENT_TYPE = "application/problem+json"
logger = logging.getLogger("regard.rest")


class Problem(NinjaSchema):
    """What went wrong, in a sentence, with a stable code."""

    type: str
    title: str
    status: int
    detail: str
    code: str


def answer_problem(*, status: int, code: str, detail: str, more: Mapping[str, Any] | None = None) -> HttpResponse:
    """Return one problem as a response."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        **(more or {}),
    }
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE)


def add_problem_answers(api: NinjaAPI) -> None:
    """Answer every kind of error with a problem."""
    answers: dict[type[Exception], Any] = {
        RegardError: _regard_error,
        ValidationError: _invalid_request,
        AuthenticationError: _not_signed_in,
        Throttled: _too_many_requests,
        HttpError: _http_error,
        Http404: _not_found,
        RequestDataTooBig: _too_large,
        Exception: _our_fault,
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, answer)


def _regard_error(request: HttpRequest, error: RegardError) -> HttpResponse:
    return answer_problem(status=error.status, code=error.code, detail=str(error))


def _invalid_request(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [
        {"where": ".".join(str(part) for part in fault["loc"]), "what": str(fault["msg"])} for fault in error.errors
    ]
    detail = "; ".join(f"{fault['where']}: {fault['what']}" for fault in faults[:3])
    return answer_problem(
        status=422,
        code="invalid_request",
        detail=f"The request is not valid: {detail}.",
        more={"errors": faults},
    )


def _not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    answer = answer_problem(
        status=401,
        code="not_signed_in",
        detail="Sign in, or send an API key as 'Authorization: Bearer regard_…'.",
    )
    answer["WWW-Authenticate"] = 'Bearer realm="Regard"'
    return answer


def _too_many_requests(request: HttpRequest, error: Throttled) -> HttpResponse:
    answer = answer_problem(status=429, code="too_many_requests", detail="Too many requests. Wait and try again.")
    if error.wait is not None:
        answer["Retry-After"] = str(int(error.wait) + 1)
    return answer


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    code = HTTPStatus(error.status_code).name.lower()
    return answer_problem(status=error.status_code, code=code, detail=f"{error}")


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return answer_problem(status=404, code="not_found", detail=f"There is nothing at {request.path}.")


def _too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return answer_problem(
        status=413, code="too_large", detail="The body is too large. Send at most 2.5 MB in one request."
    )


def _our_fault(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.exception("%s %s failed", request.method, request.path, exc_info=error)
    return answer_problem(
        status=500,
        code="our_fault",
        detail="Regard failed to answer. The reason is in the server's log.",
    )
