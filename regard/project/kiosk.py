"""The kiosk: a page that asks visitors of a store, on a tablet or on their own phone. Public, by a source's write key."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import segno
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import json_script
from django.views.decorators.http import require_safe

from regard.engage.surveys.answering import NotAsked, SurveyClosed, find_asked
from regard.engage.surveys.pages import image_hosts, page_assets
from regard.project.headers import POLICY
from regard.record.sources.api import digest_of, list_open_keys

FOLDER = Path(__file__).resolve().parent / "static" / "kiosk"
KEPT = ("touchpoint", "store", "metric", "survey", "lang", "theme")  # of the address, on the way to a phone
LONGEST = 80
TOLD = '<script id="told" type="application/json"></script>'
QUESTIONS = {
    "en": ("How was your visit today?", "How was it today: {place}?", "Scan this with your phone to tell us."),
    "de": ("Wie war Ihr Besuch heute?", "Wie war es heute: {place}?", "Scannen Sie den Code und sagen Sie es uns."),
    "es": ("¿Cómo ha sido su visita de hoy?", "¿Cómo ha ido hoy: {place}?", "Escanee el código y cuéntenoslo."),
    "fr": (
        "Comment s’est passée votre visite ?",
        "Comment cela s’est-il passé : {place} ?",
        "Scannez ce code pour nous le dire.",
    ),
    "it": ("Com’è andata la sua visita di oggi?", "Com’è andata oggi: {place}?", "Inquadri il codice e ce lo dica."),
}
LOCAL = ("localhost", "127.0.0.1", "[::1]")


@require_safe
def show_kiosk(request: HttpRequest, key: str) -> HttpResponse:
    """Show the page that asks. It keeps itself on the device and works with the network off."""
    page = FOLDER / "index.html"
    if not page.exists():
        return render(request, "project/console_missing.html", status=503)
    if not _is_open(key):
        return render(request, "project/kiosk_closed.html", status=404)
    return HttpResponse(page.read_bytes(), content_type="text/html; charset=utf-8")


@require_safe
def show_kiosk_survey(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """Show a whole survey for one visitor after the other. Its definition stands in the page, which the device keeps."""
    page = FOLDER / "survey.html"
    if not page.exists():
        return render(request, "project/console_missing.html", status=503)
    if not _is_open(key):
        return render(request, "project/kiosk_closed.html", status=404)
    try:
        asked = find_asked(token=slug)
    except (NotAsked, SurveyClosed) as error:
        return render(request, "surveys/over.html", {"said": str(error), **page_assets()}, status=error.status)
    definition = asked.version.definition
    told = {"definition": definition, "is_anonymous": asked.survey.is_anonymous, "path": f"/s/{slug}"}
    text = page.read_text(encoding="utf-8").replace(TOLD, json_script(told, "told"))
    answer = HttpResponse(text, content_type="text/html; charset=utf-8")
    images = " ".join(["img-src 'self' data:", *image_hosts(definition)])
    answer["Content-Security-Policy"] = POLICY.replace("img-src 'self' data:", images)
    return answer


@require_safe
def show_qr(request: HttpRequest, key: str) -> HttpResponse:
    """Show a page to print: a QR code that leads to the question on the visitor's own phone."""
    if not _is_open(key):
        return render(request, "project/kiosk_closed.html", status=404)
    said = _said(request)
    address = request.build_absolute_uri(f"/kiosk/{key}?{urlencode({**said, 'via': 'qr'})}")
    language = said.get("lang", "en").split(",")[0][:2].lower()
    plain, placed, call = QUESTIONS.get(language, QUESTIONS["en"])
    place = said.get("touchpoint")
    shown = {
        "language": language if language in QUESTIONS else "en",
        "question": placed.format(place=place) if place else plain,
        "call": call,
        "address": address,
        "code": segno.make(address, error="m", micro=False)
        .svg_inline(omitsize=True, border=4, dark="#000")
        .replace("<svg ", '<svg aria-hidden="true" ', 1),
        "store": said.get("store"),
        "is_local": request.get_host().rpartition(":")[0] in LOCAL or request.get_host() in LOCAL,
    }
    return render(request, "project/kiosk_qr.html", shown)


@require_safe
def describe_kiosk(request: HttpRequest, key: str) -> HttpResponse:
    """Describe the page as an application that a tablet can install."""
    query = urlencode(_said(request))
    described = {
        "name": "Feedback",
        "short_name": "Feedback",
        "start_url": f"/kiosk/{key}" + (f"?{query}" if query else ""),
        "scope": "/kiosk/",
        "display": "fullscreen",
        "background_color": "#f5f7f6",
        "theme_color": "#f5f7f6",
        "icons": [{"src": "/static/kiosk/mark.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(described, content_type="application/manifest+json")


@require_safe
def send_worker(request: HttpRequest) -> HttpResponse:
    """Send the service worker, from an address whose folder is the kiosk's."""
    file = FOLDER / "worker.js"
    if not file.exists():
        return HttpResponse("/* Not built: run `make console`. */", content_type="text/javascript", status=503)
    return HttpResponse(file.read_bytes(), content_type="text/javascript; charset=utf-8")


def _said(request: HttpRequest) -> dict[str, str]:
    return {name: text for name in KEPT if (text := request.GET.get(name, "").strip()[:LONGEST])}


def _is_open(key: str) -> bool:
    """Whether this is a write key that lets answers in. A secret key has no place in an address."""
    digest = digest_of(key=key)
    return any(one.digest == digest and one.kind == "write" for one in list_open_keys())
