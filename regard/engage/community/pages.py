"""The board as everybody sees it. Reading and voting work without scripts; only a POST changes anything."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regard.analytics.errors import RegardError
from regard.engage.community.boards import get_board
from regard.engage.community.crowding import Crowd
from regard.engage.community.errors import NotKnown
from regard.engage.community.frame import (
    STATUS_WORDS,
    guarded,
    page,
    public,
    said,
    signed_in,
    signed_out,
    wants_json,
)
from regard.engage.community.ideas import comment, post_idea, report, vote
from regard.engage.community.identity import (
    Known,
    ask_link,
    peek_link,
    read_token,
    rename_member,
    take_link,
    take_token,
)
from regard.engage.community.mail import notice_of
from regard.engage.community.models import Board, Notice
from regard.engage.community.showing import SORTS, find_shown, list_shown, list_similar
from regard.engage.community.telling import PURPOSE
from regard.record.consents.api import Endpoint, Statement, record_consent

SORT_WORDS = {"votes": "Most wanted", "rising": "Rising", "new": "New"}
FURTHEST = 500
_crowd = Crowd()


@require_safe
@public
def show_board(request: HttpRequest, board: Board, known: Known | None) -> HttpResponse:
    """The ideas."""
    asked = request.GET
    sort = asked.get("sort", "votes") if asked.get("sort") in SORTS else "votes"
    words, status = asked.get("q", "")[:200].replace("\x00", ""), asked.get("status", "")
    status = status if status in STATUS_WORDS else ""
    number = asked.get("page", "1")
    at = min(max(1, int(number)), FURTHEST) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    found = list_shown(board=board, known=known, sort=sort, words=words, status=status, page=at)
    told = {"found": found, "sort": sort, "sorts": SORT_WORDS, "words": words, "status": status}
    return page(request, "board", told, board=board, known=known)


@require_safe
@public
def show_idea(request: HttpRequest, board: Board, known: Known | None, *, number: str) -> HttpResponse:
    """One idea; the address of one that was merged leads to the one it is part of."""
    found = find_shown(board=board, idea_id=int(number), known=known)
    if found.idea.number != int(number):
        return HttpResponseRedirect(f"/b/{board.slug}/i/{found.idea.number}")
    return page(request, "idea", {"found": found}, board=board, known=known)


@require_safe
@public
def show_similar(request: HttpRequest, board: Board, known: Known | None) -> HttpResponse:
    """What is there already of what is being written."""
    _crowd.admit(request=request, what="similar")
    rows = list_similar(board=board, known=known, words=request.GET.get("q", "").replace("\x00", ""))
    return JsonResponse(
        {
            "rows": [
                {"number": one.number, "title": one.title, "people": one.people, "status": one.status} for one in rows
            ]
        }
    )


@require_http_methods(["GET", "HEAD", "POST"])
@public
def write_idea(request: HttpRequest, board: Board, known: Known | None) -> HttpResponse:
    """Post an idea, after a look at those that are like it."""
    if known is None:
        raise NotKnown("Sign in first.")
    title, body = request.POST.get("title", ""), request.POST.get("body", "")
    told = {"title": title, "body": body, "is_new": True}
    if request.method != "POST":
        return page(request, "new", told, board=board, known=known)
    similar = list_similar(board=board, known=known, words=title) if not request.POST.get("anyway") else []
    if similar:
        return page(request, "new", {**told, "similar": similar}, board=board, known=known)
    _crowd.admit(request=request, what="write")
    try:
        made = post_idea(slug=board.slug, who=known.who, title=title, body=body)
    except RegardError as error:
        if error.status != 422:
            raise
        return page(request, "new", {**told, "wrong": str(error)}, board=board, known=known, status=422)
    return HttpResponseRedirect(f"/b/{board.slug}/i/{made}", status=303)


@require_POST
@public
def cast_vote(request: HttpRequest, board: Board, known: Known | None, *, number: str) -> HttpResponse:
    """Want an idea, or no more."""
    if known is None:
        raise NotKnown("Sign in first, so that everybody is counted once.")
    _crowd.admit(request=request, what="write")
    is_wanted = request.POST.get("wanted") == "yes"
    people = vote(idea_id=_here(board, number, known), who=known.who, is_wanted=is_wanted)
    if wants_json(request):
        return JsonResponse({"people": people, "is_mine": is_wanted})
    back = request.POST.get("back", "")
    where = f"/b/{board.slug}" if back == "board" else f"/b/{board.slug}/i/{number}"
    return HttpResponseRedirect(where, status=303)


@require_POST
@public
def write_comment(request: HttpRequest, board: Board, known: Known | None, *, number: str) -> HttpResponse:
    """Say something of an idea."""
    if known is None:
        raise NotKnown("Sign in first.")
    _crowd.admit(request=request, what="write")
    made = comment(idea_id=_here(board, number, known), who=known.who, text=request.POST.get("text", ""))
    return HttpResponseRedirect(f"/b/{board.slug}/i/{number}#c{made}", status=303)


@require_POST
@public
def send_report(request: HttpRequest, board: Board, known: Known | None, *, number: str) -> HttpResponse:
    """Tell staff that something should not be there."""
    if known is None:
        raise NotKnown("Sign in first.")
    _crowd.admit(request=request, what="write")
    about = request.POST.get("comment", "")
    chosen = int(about) if about.isascii() and about.isdigit() and len(about) < 15 else None
    report(idea_id=_here(board, number, known), who=known.who, comment_id=chosen)
    return said(request, "Thank you. Somebody will look at it.", board=board, known=known)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a link. Whatever address is given, the answer is the same."""
    told = {name: _number(request, name) for name in ("want", "idea")}
    try:
        board = get_board(slug)
        if request.method != "POST":
            return guarded(page(request, "sign_in", told, board=board, known=None))
        _crowd.admit(request=request, what="link")
        ask_link(slug=slug, email=request.POST.get("email", ""), query=_query(told))
    except RegardError as error:
        return guarded(said(request, str(error), status=error.status))
    text = "If mail can reach this address, a link is on its way. It is good for half an hour, once."
    return guarded(said(request, text, board=board))


@require_http_methods(["GET", "HEAD", "POST"])
def follow_link(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Show what a link would do; do it when it is confirmed, since programs that look at mail follow every link."""
    told = {name: _number(request, name) for name in ("want", "idea")}
    try:
        board = get_board(slug)
        if request.method != "POST":
            told["address"] = peek_link(slug=slug, token=token)
            return guarded(page(request, "confirm", told, board=board, known=None))
        return guarded(_enter(board, take_link(slug=slug, token=token), told))
    except RegardError as error:
        return guarded(said(request, str(error), status=error.status))


@require_http_methods(["GET", "HEAD", "POST"])
def come_with(request: HttpRequest, slug: str) -> HttpResponse:
    """The same with what the company's own site signed."""
    told = {name: _number(request, name) for name in ("want", "idea")}
    token = (request.POST if request.method == "POST" else request.GET).get("token", "")
    try:
        board = get_board(slug)
        if request.method != "POST":
            who, name = read_token(slug=slug, token=token)
            told |= {"address": name or who[1], "token": token}
            return guarded(page(request, "confirm", told, board=board, known=None))
        return guarded(_enter(board, take_token(slug=slug, token=token), told))
    except RegardError as error:
        return guarded(said(request, str(error), status=error.status))


@require_POST
@public
def choose_name(request: HttpRequest, board: Board, known: Known | None) -> HttpResponse:
    """Choose the name others see."""
    if known is None:
        raise NotKnown("Sign in first.")
    rename_member(known=known, name=request.POST.get("name", ""))
    return HttpResponseRedirect(f"/b/{board.slug}", status=303)


@require_POST
def sign_out(request: HttpRequest, slug: str) -> HttpResponse:
    """Be known no more on this device."""
    return guarded(signed_out(HttpResponseRedirect(f"/b/{slug}", status=303), slug))


@csrf_exempt  # a mail program posts here by itself, with no cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Ask before somebody is told no more; do it on a POST, by a person or by their mail program."""
    notice = Notice.objects.filter(pk=notice_of(token=token) or 0).first()
    if notice is None:
        return guarded(said(request, "This link is not whole. Copy it again from the mail.", status=404))
    if request.method != "POST":
        return guarded(page(request, "leave", {}, board=None, known=None))
    proof = {"ui": "unsubscribe link"}
    endpoint = Endpoint(notice.kind, notice.value)
    record_consent(statement=Statement(endpoint, PURPOSE, "revoked", timezone.now(), "community", proof))
    return guarded(said(request, "We will not write to you about ideas again."))


def _enter(board: Board, known: Known, told: dict[str, str]) -> HttpResponse:
    """Sign in, cast the vote somebody was about to cast, and go on where they were."""
    where = f"/b/{board.slug}"
    if told["want"]:
        with suppress(RegardError):  # the idea's page says why it takes no vote
            vote(idea_id=_here(board, told["want"], known), who=known.who)
    if told["want"] or told["idea"]:
        where += f"/i/{told['want'] or told['idea']}"
    return signed_in(HttpResponseRedirect(where, status=303), board, known)


def _here(board: Board, number: str, known: Known) -> int:
    """The idea of this number on this board; of no other, which it may not be right to see. Raises NoIdea."""
    return find_shown(board=board, idea_id=int(number), known=known).idea.number


def _number(request: HttpRequest, name: str) -> str:
    given = (request.POST if request.method == "POST" else request.GET).get(name, "")
    return given if given.isascii() and given.isdigit() and len(given) < 15 else ""


def _query(told: dict[str, str]) -> str:
    return next((f"?{name}={number}" for name, number in told.items() if number), "")
