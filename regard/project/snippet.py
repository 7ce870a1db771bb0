"""The scripts that other people's pages load: public, cached for an hour, at addresses that stay."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_safe

FOLDER = Path(__file__).resolve().parent / "static" / "snippet"
SCRIPTS = ("regard.js", "regard-autocapture.js", "regard-surveys.js")
HEADERS = {
    "Access-Control-Allow-Origin": "*",  # a page that names the script's hash needs to read it
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=3600, stale-while-revalidate=86400",
}


def _etag(request: HttpRequest, name: str) -> str | None:
    file = FOLDER / name
    return f'"{hashlib.sha256(file.read_bytes()).hexdigest()[:32]}"' if file.exists() else None


@require_safe
@gzip_page
@condition(etag_func=_etag)
def send_script(request: HttpRequest, name: str) -> HttpResponse:
    """Send one of SCRIPTS."""
    file = FOLDER / name
    if not file.exists():
        return HttpResponse("/* Not built: run `make console`. */", content_type="text/javascript", status=503)
    return HttpResponse(file.read_bytes(), content_type="text/javascript; charset=utf-8", headers=HEADERS)
