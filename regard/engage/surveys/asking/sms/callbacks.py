"""What the gateway calls back: whether a message arrived, and what somebody answered. Signed, or refused."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from regard.analytics.errors import RegardError
from regard.decide.arbiter.api import Decision, take_back
from regard.engage.surveys.asking.models import Asking
from regard.engage.surveys.asking.sms.gateways import FIELDS, looked_up, open_gateway, secret_of
from regard.engage.surveys.asking.sms.numbers import as_number
from regard.foundation.rest.api import answer_problem
from regard.record.consents.api import Endpoint, Statement, record_consent
from regard.record.webhooks.api import PRESETS, DeliveryRefused, verify

MOST_BYTES = 64_000
ARRIVED = {"delivered", "delivrd", "delivered_to_handset", "success"}
LOST = {"failed", "undelivered", "undeliv", "undeliverable", "rejected", "rejectd", "expired", "deleted", "error"}
STOP = set(
    "STOP STOPALL STOPP UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT ARRET ABMELDEN BAJA PARAR SAIR AFMELDEN ANNULLA".split()
)
START = {"START", "UNSTOP"}
PURPOSES = ("surveys", "marketing_sms")  # whoever writes STOP wants nothing more from this number


class CallbackUnreadable(RegardError):
    """A callback cannot be read."""

    code = "callback_unreadable"
    status = 400


@csrf_exempt  # a gateway has no session; it signs
@require_POST
def take_status(request: HttpRequest) -> HttpResponse:
    """Whether a text message arrived."""
    return _answered(request, _note_status)


@csrf_exempt
@require_POST
def take_message(request: HttpRequest) -> HttpResponse:
    """What somebody answered: STOP is heeded at once."""
    return _answered(request, _note_message)


def _answered(request: HttpRequest, take: Any) -> HttpResponse:
    try:
        gateway = open_gateway()
        secret = secret_of(gateway.sealed_callback_secret)
        if not secret:
            raise DeliveryRefused("This gateway has no secret for callbacks yet, so nothing can be checked.")
        body = request.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise CallbackUnreadable("A callback is at most 64 kB.")
        headers = {name.lower(): value for name, value in request.headers.items()}
        verify(signing=PRESETS[gateway.signing], secrets=[secret], headers=headers, body=body, now=timezone.now())
        told = _read(body, request.content_type or "")
        where = FIELDS | gateway.fields
        return JsonResponse({"taken": take({name: looked_up(told, path) for name, path in where.items()})})
    except RegardError as error:
        return answer_problem(status=error.status, code=error.code, detail=str(error))


def _read(body: bytes, kind: str) -> Any:
    try:
        if kind == "application/x-www-form-urlencoded":
            return dict(parse_qsl(body.decode(), max_num_fields=100))
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise CallbackUnreadable("The callback is neither JSON nor a form.") from error


@transaction.atomic
def _note_status(told: Mapping[str, str]) -> str:
    found = Asking.objects.select_for_update().filter(kind="phone", state="sent")
    reference = told["ref"]
    own = reference.removeprefix("asking-")
    is_own = own != reference and own.isdigit() and len(own) < 19
    asking = found.filter(pk=int(own)).first() if is_own else found.filter(gateway_ref=reference or "-").first()
    state = told["state"].strip().lower()
    if asking is None or state not in ARRIVED | LOST:
        return "nothing"
    asking.delivery = "delivered" if state in ARRIVED else "undelivered"
    if state in LOST and not asking.reminded:
        asking.state, asking.reason, asking.due_at = "failed", "sms_failed", None
        take_back(decision=Decision(asking.verdict_id or 0, False, "sms_failed"), reason="sms_failed")
    asking.save()
    return asking.delivery


def _note_message(told: Mapping[str, str]) -> str:
    word = re.sub(r"[^A-Z]", "", told["text"].upper().replace("Ê", "E"))
    status = "revoked" if word in STOP else "granted" if word in START else ""
    if not status:
        return "nothing"
    endpoint, now = Endpoint("phone", as_number(told["from"])), timezone.now()
    for purpose in PURPOSES if status == "revoked" else PURPOSES[:1]:
        proof = {"ui": "text message", "text": told["text"][:160], "message_id": told["ref"][:120]}
        record_consent(statement=Statement(endpoint, purpose, status, now, "surveys", proof))
    return status
