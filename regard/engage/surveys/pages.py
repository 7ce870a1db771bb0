"""The respondents' page and what it sends. Public: whoever has the link may answer; no cookies, no sessions."""

import json
from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from regard.analytics.errors import RegardError
from regard.engage.surveys.answering import (
    AnsweredAlready,
    AnswersRefused,
    Asked,
    Given,
    NotAsked,
    Outcome,
    SurveyClosed,
    find_asked,
    finish_answers,
    keep_answers,
    resume_response,
)
from regard.engage.surveys.crowding import Crowd, sender_of
from regard.foundation.rest.api import answer_problem

BUILT = Path(__file__).resolve().parents[2] / "project" / "static" / "survey"
FILES = ("survey.js", "survey.css", "preview.js")
ABOUT = ("touchpoint", "store_id")  # what a page may say of where it stands
MOST_SECONDS = 30 * 86_400  # that an answer may have waited on a device without network
_crowd = Crowd()


@require_safe
def show_survey(request: HttpRequest, token: str) -> HttpResponse:
    """Show a survey to whoever has its link. Looking changes nothing, however often programs do it."""
    if not all((BUILT / name).exists() for name in FILES):
        return render(request, "project/console_missing.html", status=503)
    try:
        asked = find_asked(token=token)
        before = resume_response(asked=asked)
    except (NotAsked, SurveyClosed, AnsweredAlready) as error:
        return _guarded(
            render(request, "surveys/over.html", {"said": str(error), **page_assets()}, status=error.status)
        )
    told = _told(asked, before.answers if before else {}, before.page if before else "")
    shown = {"told": told, "title": asked.survey.name, **page_assets()}
    answer = _guarded(
        render(request, "surveys/respond.html", shown),
        images=image_hosts(asked.version.definition),
        framed_by="*" if _is_framed(asked) else "'none'",
    )
    if _is_framed(asked):
        answer.xframe_options_exempt = True
        answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _is_framed(asked: Asked) -> bool:
    """Whether this was asked on a page of some site, which frames it. There is no session here that could be abused."""
    return asked.invitation is not None and "widget" in asked.invitation.about


@login_required
@require_safe
def show_preview(request: HttpRequest) -> HttpResponse:
    """The respondents' page without a survey: the builder around it says what to show, and nothing is kept."""
    if not all((BUILT / name).exists() for name in FILES):
        return render(request, "project/console_missing.html", status=503)
    answer = _guarded(render(request, "surveys/preview.html", page_assets()), images=["https:"], framed_by="'self'")
    answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _problems(view: Callable[[HttpRequest, Asked, dict[str, Any]], HttpResponse]) -> Callable[..., HttpResponse]:
    @csrf_exempt
    @require_POST
    @wraps(view)
    def answered(request: HttpRequest, token: str) -> HttpResponse:
        try:
            return _guarded(view(request, find_asked(token=token), _sent(request)))
        except RegardError as error:
            return _guarded(answer_problem(status=error.status, code=error.code, detail=str(error)))

    return answered


@_problems
def resume(request: HttpRequest, asked: Asked, sent: dict[str, Any]) -> HttpResponse:
    """What was answered before on this device, for a page that kept its token."""
    before = resume_response(asked=asked, token=_text(sent, "token"))
    return JsonResponse({"answers": before.answers if before else {}, "page": before.page if before else ""})


@_problems
def keep(request: HttpRequest, asked: Asked, sent: dict[str, Any]) -> HttpResponse:
    """Keep what is answered so far."""
    given = _given(sent)
    _admit(request, asked, given)
    keep_answers(asked=asked, given=given)
    return JsonResponse({"state": "partial"})


@_problems
def finish(request: HttpRequest, asked: Asked, sent: dict[str, Any]) -> HttpResponse:
    """Finish. Sent again, it answers the same and changes nothing."""
    given = _given(sent)
    _admit(request, asked, given)
    outcome = finish_answers(asked=asked, given=given)
    return JsonResponse(_outcome(outcome), status=422 if outcome.state == "wrong" else 200)


def _admit(request: HttpRequest, asked: Asked, given: Given) -> None:
    """Let a call in; the invited always. Raises TooMany."""
    if asked.invitation is None:
        _crowd.admit(survey_id=asked.survey.pk, sender=sender_of(request), token=given.token)


def _outcome(outcome: Outcome) -> dict[str, Any]:
    wrongs = [{"name": one.name, "code": one.code, "limit": one.limit} for one in outcome.wrongs[:100]]
    return {"state": outcome.state, "wrongs": wrongs, "quota": outcome.quota}


def _sent(request: HttpRequest) -> dict[str, Any]:
    try:
        found = json.loads(request.body)
    except RequestDataTooBig as error:
        raise AnswersRefused("The answers are too large. Choose smaller files.") from error
    except (ValueError, RecursionError) as error:
        raise AnswersRefused("The answers are not JSON.") from error
    if not isinstance(found, dict):
        raise AnswersRefused("The answers are a JSON object.")
    return found


def _given(sent: dict[str, Any]) -> Given:
    answers = sent.get("answers")
    if not isinstance(answers, dict):
        raise AnswersRefused("`answers` is an object of answers by the names of their questions.")
    words = {name: _text(sent, name) for name in ("token", "language", "page", "channel")}
    said = sent.get("about")
    about = {name: _text(said, name)[:80] for name in ABOUT} if isinstance(said, dict) else {}
    age = sent.get("age")
    seconds = age if isinstance(age, int) and 0 < age <= MOST_SECONDS else 0
    return Given(answers=answers, about={name: word for name, word in about.items() if word}, age=seconds, **words)


def _text(sent: dict[str, Any], name: str) -> str:
    found = sent.get(name) or ""
    if not isinstance(found, str) or "\x00" in found or len(found) > 200:
        raise AnswersRefused(f"`{name}` is a text of at most 200 characters.")
    return found


def _told(asked: Asked, answers: dict[str, Any], page: str) -> dict[str, Any]:
    return {
        "definition": asked.version.definition,
        "version": asked.version.number,
        "answers": answers,
        "page": page,
        "is_anonymous": asked.survey.is_anonymous,
        "organisation": settings.REGARD.organisation,
    }


@cache
def _digest(name: str, changed_at: float) -> str:
    return sha256((BUILT / name).read_bytes()).hexdigest()[:16]


def page_assets() -> dict[str, str]:
    """The page's files, each with what tells one build from another."""
    found = {}
    for name in FILES:
        file = BUILT / name
        changed_at = file.stat().st_mtime if file.exists() else 0.0
        found[name.replace(".", "_")] = f"/static/survey/{name}?v={_digest(name, changed_at) if changed_at else ''}"
    return found


def image_hosts(definition: Any) -> list[str]:
    """Where the pictures of a survey come from."""
    if isinstance(definition, list):
        return sorted({host for one in definition for host in image_hosts(one)})
    if not isinstance(definition, dict):
        return []
    found = {host for one in definition.values() for host in image_hosts(one)}
    link = definition.get("imageLink")
    if isinstance(link, str) and link.startswith("https://"):
        parts = urlsplit(link)
        if parts.netloc and all(sign not in parts.netloc for sign in ";, '\"@"):
            found.add(f"https://{parts.netloc}")
    return sorted(found)


def _guarded(answer: HttpResponse, *, images: list[str] | None = None, framed_by: str = "'none'") -> HttpResponse:
    """Nothing runs but our own script, no other site frames it, and the address, a secret, goes nowhere."""
    sources = " ".join(["'self'", "data:", *(images or [])])
    answer["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
        f"img-src {sources}; form-action 'none'; base-uri 'none'; frame-ancestors {framed_by}"
    )
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "no-store"
    return answer
