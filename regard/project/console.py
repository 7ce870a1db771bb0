"""The console: one page for every address that is not the API's, for people who signed in."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

INDEX = Path(__file__).resolve().parent / "static" / "console" / "index.html"


@require_safe
def show_console(request: HttpRequest) -> HttpResponse:
    """Show the console, or the sign-in page that leads back here."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not INDEX.exists():
        return render(request, "project/console_missing.html", status=503)
    return HttpResponse(INDEX.read_bytes(), content_type="text/html; charset=utf-8")
