"""What every public page has: who looks, the frame around it, and headers that let nothing in from elsewhere."""

from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render

from regard.analytics.errors import RegardError
from regard.engage.community.boards import get_board
from regard.engage.community.errors import NotKnown
from regard.engage.community.identity import SIGNED_IN, Known, find_known, seal
from regard.engage.community.models import Board

BUILT = Path(__file__).resolve().parents[2] / "project" / "static" / "board"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
COOKIE = "regard_board"
STATUS_WORDS = {
    "open": "Open",
    "planned": "Planned",
    "progress": "In progress",
    "done": "Done",
    "declined": "Declined",
}


def cookie_name() -> str:
    """What the cookie is called; over TLS, one that plain HTTP cannot set."""
    return f"__Secure-{COOKIE}" if settings.REGARD.https else COOKIE


def known_of(request: HttpRequest, board: Board) -> Known | None:
    """Who looks, None for somebody who did not sign in here."""
    sealed = request.COOKIES.get(cookie_name(), "")
    return find_known(board=board, sealed=sealed) if sealed else None


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of a board that this person may read; what goes wrong is a page, or a problem for the script that asked."""

    @wraps(view)
    def answered(request: HttpRequest, slug: str, **given: Any) -> HttpResponse:
        try:
            board = get_board(slug)
        except RegardError as error:
            return guarded(said(request, str(error), status=error.status))
        known = known_of(request, board)
        try:
            if board.is_private and known is None:
                raise NotKnown("This board is private. Sign in to read it.")
            return guarded(view(request, board, known, **given), is_private=board.is_private)
        except NotKnown as error:
            return guarded(_to_sign_in(request, board, error))
        except RegardError as error:
            return guarded(said(request, str(error), status=error.status, board=board, known=known))

    return answered


def said(
    request: HttpRequest, text: str, *, status: int = 200, board: Board | None = None, known: Known | None = None
) -> HttpResponse:
    """A page of one sentence; for a script, the sentence alone."""
    if wants_json(request):
        return JsonResponse({"said": text}, status=status)
    return page(request, "said", {"said": text}, board=board, known=known, status=status)


def page(
    request: HttpRequest,
    name: str,
    told: dict[str, Any],
    *,
    board: Board | None,
    known: Known | None,
    status: int = 200,
) -> HttpResponse:
    """A page in its frame."""
    frame = {"board": board, "known": known, "statuses": STATUS_WORDS, **_assets()}
    return render(request, f"community/{name}.html", {**frame, **told}, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Whether the page's script asks, rather than the browser."""
    return request.headers.get("Accept", "") == "application/json"


def signed_in(answer: HttpResponse, board: Board, known: Known) -> HttpResponse:
    """Let this browser be known on a board from now on."""
    answer.set_cookie(
        cookie_name(),
        seal(board=board, known=known),
        max_age=int(SIGNED_IN.total_seconds()),
        path=f"/b/{board.slug}",
        secure=settings.REGARD.https,
        httponly=True,
        samesite="Lax",
    )
    return answer


def signed_out(answer: HttpResponse, slug: str) -> HttpResponse:
    """Let this browser be known no more."""
    answer.delete_cookie(cookie_name(), path=f"/b/{slug}", samesite="Lax")
    return answer


def guarded(answer: HttpResponse, *, is_private: bool = True) -> HttpResponse:
    """Nothing runs but our own script, no other site frames it, nothing is kept on the way."""
    answer["Content-Security-Policy"] = POLICY
    answer["Cache-Control"] = "no-store"
    if is_private:
        answer["X-Robots-Tag"] = "noindex"
    return answer


def _to_sign_in(request: HttpRequest, board: Board, error: NotKnown) -> HttpResponse:
    wanted = request.resolver_match.kwargs.get("number") if request.resolver_match else None
    path = f"/b/{board.slug}/sign-in"
    is_vote = request.path.endswith("/vote")
    query = {"want" if is_vote else "idea": wanted} if wanted else {}
    where = f"{path}?{urlencode(query)}" if query else path
    if wants_json(request):
        return JsonResponse({"said": str(error), "sign_in": where}, status=error.status)
    return HttpResponseRedirect(where, status=303)


@cache
def _digest(name: str, changed_at: float) -> str:
    return sha256((BUILT / name).read_bytes()).hexdigest()[:16]


def _assets() -> dict[str, str]:
    found = {}
    for name in ("board.js", "board.css"):
        file = BUILT / name
        version = _digest(name, file.stat().st_mtime) if file.exists() else ""
        found[name.replace(".", "_")] = f"/static/board/{name}?v={version}"
    return found
