"""What the script on other people's sites asks for: when to show which survey, and a page for one visitor."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from regard.engage.surveys.asking.models import Widget
from regard.engage.surveys.asking.widgets import is_open_key, show_widget, shown_widgets
from regard.engage.surveys.crowding import Crowd, TooMany, sender_of
from regard.foundation.lake.api import Lake

ANYWHERE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
MOST_BYTES = 4_000
_crowd = Crowd()


@require_safe
def tell_widgets(request: HttpRequest, key: str) -> HttpResponse:
    """Which surveys a site shows when. The same for every visitor."""
    answer = JsonResponse({"widgets": shown_widgets(key=key)}, headers=ANYWHERE)
    answer["Cache-Control"] = "public, max-age=60"
    return answer


@csrf_exempt  # sent from other sites without cookies; what it can do is what a write key can
@require_POST
def open_widget(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """A page for the visitor who is there, or none where they are not asked now."""
    said = _said(request)
    visitor = said["userId"] or said["anonymousId"]
    widget = Widget.objects.filter(slug=slug).only("survey_id").first()
    if not visitor or widget is None or not is_open_key(key=key):
        return JsonResponse({}, headers=ANYWHERE)
    try:
        _crowd.admit(survey_id=widget.survey_id, sender=sender_of(request), token=visitor)
    except TooMany as error:
        return JsonResponse({"detail": str(error)}, status=error.status, headers=ANYWHERE)
    lake = Lake.shared(settings.REGARD.data_dir)
    path = show_widget(lake=lake, slug=slug, anonymous_id=said["anonymousId"], user_id=said["userId"])
    return JsonResponse({"path": path} if path else {}, headers=ANYWHERE)


def _said(request: HttpRequest) -> dict[str, str]:
    told: Any = None
    body = request.read(MOST_BYTES + 1)
    if len(body) <= MOST_BYTES:
        try:
            told = json.loads(body)
        except (ValueError, RecursionError):
            told = None
    found = told if isinstance(told, dict) else {}
    return {name: one if isinstance(one := found.get(name), str) else "" for name in ("anonymousId", "userId")}
