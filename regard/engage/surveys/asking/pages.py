"""What a mail's links lead to: confirming the first answer, and leaving. Looking changes nothing; only a POST does."""

from __future__ import annotations

import html
import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from regard.analytics.errors import RegardError
from regard.engage.surveys.answering import TRIAL, Given, find_asked, keep_answers
from regard.engage.surveys.asking.mail import asking_of, first_question
from regard.engage.surveys.asking.models import Asking
from regard.engage.surveys.asking.operations import PURPOSE
from regard.engage.surveys.exchange.languages import spoken
from regard.record.consents.api import Endpoint, Statement, record_consent

POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
LONGEST = 200


@csrf_exempt  # whoever has the link may answer; there is no session that could be ridden
@require_http_methods(["GET", "HEAD", "POST"])
def first_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the answer chosen in a mail; keep it when it is confirmed, then go on with the survey."""
    try:
        asked = find_asked(token=token)
        found = first_question(asked.version.definition)
        given = (request.POST if request.method == "POST" else request.GET).get("value", "")[:LONGEST]
        chosen = next(((value, label) for value, label in (found[1] if found else []) if str(value) == given), None)
        if found is None or chosen is None:
            return HttpResponseRedirect(f"/s/{token}")
        name = str(found[0].get("name"))
        if request.method == "POST":
            keep_answers(asked=asked, given=Given(secrets.token_urlsafe(24), {name: chosen[0]}, channel="email"))
            return HttpResponseRedirect(f"/s/{token}", status=303)
    except RegardError as error:
        return _page(html.escape(str(error)), status=error.status)
    question = html.escape(spoken(found[0].get("title")) or name)
    return _page(f"{question}<br><strong>{html.escape(chosen[1])}</strong>", "Yes, that is my answer", value=given)


@csrf_exempt  # a mail program posts here by itself, with no cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Ask before somebody is asked no more; do it on a POST, by a person or by their mail program."""
    if token == TRIAL:
        return _page("This was a test. Here customers say that they want no more such questions.")
    asking = Asking.objects.filter(pk=asking_of(token=token) or 0).first()
    if asking is None:
        return _page("This link is not whole. Copy it again from the mail.", status=404)
    if request.method != "POST":
        return _page("Shall we send you no more such questions?", "Send me no more")
    record_consent(
        statement=Statement(
            Endpoint(asking.kind, asking.value),
            PURPOSE,
            "revoked",
            timezone.now(),
            "surveys",
            {"ui": "unsubscribe link"},
        )
    )
    return _page("We will not ask you again.")


def _page(said: str, button: str = "", *, value: str = "", status: int = 200) -> HttpResponse:
    hidden = f'<input type="hidden" name="value" value="{html.escape(value)}">' if value else ""
    form = f'<form method="post">{hidden}<button>{html.escape(button)}</button></form>' if button else ""
    body = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Survey</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        "<style>:root{color-scheme:light dark}body{font:18px/1.5 sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}"
        "button{font:inherit;padding:.8rem 1.2rem;margin-top:1rem}</style></head>"
        f"<body><main><p>{said}</p>{form}</main></body></html>"
    )
    answer = HttpResponse(body, status=status)
    answer["Content-Security-Policy"] = POLICY
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "no-store"
    return answer
