"""POST /token: a client shows what it signed and gets a token. Answers and errors as RFC 6749 5 says."""

from datetime import UTC, datetime

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from regard.record.sources.clients import SCOPE, TOKEN_SECONDS, TokenRefused, issue_token

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@csrf_exempt  # what it takes is signed, and it reads no cookie
@require_POST
def answer_token(request: HttpRequest) -> JsonResponse:
    """A token, or why there is none."""
    try:
        told: dict[str, object] = {
            "access_token": _token(request),
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "scope": SCOPE,
        }
        answer = JsonResponse(told)
    except TokenRefused as error:
        answer = JsonResponse({"error": error.oauth_error, "error_description": str(error)}, status=error.status)
    answer["Cache-Control"] = "no-store"
    return answer


def _token(request: HttpRequest) -> str:
    if request.content_type != "application/x-www-form-urlencoded":
        raise TokenRefused("Send a form: application/x-www-form-urlencoded.", status=415)
    if request.POST.get("grant_type") != "client_credentials":
        raise TokenRefused("The grant_type is client_credentials.", oauth_error="unsupported_grant_type")
    if request.POST.get("client_assertion_type") != ASSERTION:
        raise TokenRefused(f"The client_assertion_type is {ASSERTION}.")
    return issue_token(
        assertion=request.POST.get("client_assertion", ""),
        scope=request.POST.get("scope", ""),
        host=request.get_host(),
        now=datetime.now(UTC),
    )
