"""The gateway that text messages leave by: what it is sent, and the secret it knows us by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone

from regard.analytics.errors import RegardError
from regard.engage.surveys.asking.models import Gateway
from regard.foundation.audit.api import note
from regard.foundation.outgoing.api import NotSent, TargetRefused, check_target, send_request
from regard.foundation.settings.api import SecretLost, seal, unseal
from regard.record.webhooks.api import PRESETS

PURPOSE = "regard text message gateway 1"
MOST_CHARACTERS = 4_000
DEEPEST = 6
PLACES = ("to", "text", "id", "sender", "secret")
FIELDS = {"ref": "id", "state": "status", "from": "from", "text": "text"}  # where callbacks say what, unless told


class GatewayRefused(RegardError):
    """A gateway cannot be so."""

    code = "gateway_refused"
    status = 422


class NoGateway(RegardError):
    """No gateway for text messages is set up."""

    code = "no_gateway"
    status = 409


class TextNotTaken(Exception):
    """The gateway did not take a text message."""


@dataclass(frozen=True)
class GatewaySettings:
    """How text messages leave. Secrets go in and never come out: None keeps the one there is."""

    url: str
    style: Literal["json", "form"] = "json"
    headers: Mapping[str, str] = field(default_factory=lambda: {"Authorization": "Bearer {secret}"})
    body: Mapping[str, Any] = field(default_factory=lambda: {"to": "{to}", "text": "{text}", "from": "{sender}"})
    sender: str = ""
    ref_path: str = "id"
    signing: str = "standard"
    fields: Mapping[str, str] = field(default_factory=dict)
    is_on: bool = True
    secret: str | None = None
    callback_secret: str | None = None


@dataclass(frozen=True)
class GatewayRow:
    """The gateway as it is, without its secrets."""

    url: str
    style: str
    headers: dict[str, str]
    body: dict[str, Any]
    sender: str
    ref_path: str
    signing: str
    fields: dict[str, str]
    is_on: bool
    has_secret: bool
    has_callback_secret: bool


def save_gateway(*, wanted: GatewaySettings, by: str = "") -> None:
    """Set the gateway up, or change it. Raises GatewayRefused, TargetRefused."""
    check_target(url=wanted.url, internal=settings.REGARD.internal_hosts)
    _check(wanted)
    found = Gateway.objects.filter(pk=1).first() or Gateway(pk=1)
    if found.url != wanted.url and wanted.secret is None and found.sealed_secret:
        raise GatewayRefused("The address is another one. Give the secret again, so that nobody else is shown the old.")
    for name in ("url", "style", "sender", "ref_path", "signing", "is_on"):
        setattr(found, name, getattr(wanted, name))
    found.headers, found.body, found.fields = dict(wanted.headers), dict(wanted.body), dict(wanted.fields)
    key = settings.SECRET_KEY
    if wanted.secret is not None:
        found.sealed_secret = seal(secret=wanted.secret, key=key, purpose=PURPOSE) if wanted.secret else None
    if wanted.callback_secret is not None:
        given = wanted.callback_secret
        found.sealed_callback_secret = seal(secret=given, key=key, purpose=PURPOSE) if given else None
    found.changed_by, found.changed_at = by, timezone.now()
    found.save()
    note(verb="changed", subject="sms_gateway", detail={"url": wanted.url, "is_on": wanted.is_on})


def find_gateway() -> GatewayRow | None:
    """The gateway, None where none is set up."""
    found = Gateway.objects.filter(pk=1).first()
    if found is None:
        return None
    return GatewayRow(
        found.url,
        found.style,
        found.headers,
        found.body,
        found.sender,
        found.ref_path,
        found.signing,
        FIELDS | found.fields,
        found.is_on,
        bool(found.sealed_secret),
        bool(found.sealed_callback_secret),
    )


def send_text(*, to: str, text: str, reference: str) -> str:
    """Hand one text message to the gateway; what it calls it. Raises TextNotTaken."""
    try:
        gateway = open_gateway()
        told = {"to": to, "text": text, "id": reference, "sender": gateway.sender}
        told["secret"] = secret_of(gateway.sealed_secret)
        body = _filled(gateway.body, told)
        is_form = gateway.style == "form"
        content = urlencode({name: str(value) for name, value in body.items()}) if is_form else json.dumps(body)
        kind = "application/x-www-form-urlencoded" if is_form else "application/json"
        answer = send_request(
            url=gateway.url,
            headers={"Content-Type": kind, "Idempotency-Key": reference, **_filled(gateway.headers, told)},
            body=content.encode(),
            internal=settings.REGARD.internal_hosts,
        )
    except (NoGateway, NotSent, TargetRefused, SecretLost) as error:
        raise TextNotTaken(str(error)) from error
    if not 200 <= answer.status < 300:
        raise TextNotTaken(f"The gateway answered {answer.status}.")
    return _reference(answer.body, gateway.ref_path)


def open_gateway() -> Gateway:
    """The gateway that is on. Raises NoGateway."""
    found = Gateway.objects.filter(pk=1, is_on=True).first()
    if found is None:
        raise NoGateway("No gateway for text messages is set up. `regard surveys gateway` does that.")
    return found


def secret_of(sealed: bytes | memoryview | None) -> str:
    """A sealed secret in the clear; empty where there is none. Raises SecretLost."""
    return unseal(sealed=bytes(sealed), key=settings.SECRET_KEY, purpose=PURPOSE) if sealed else ""


def looked_up(told: Any, path: str) -> str:
    """What stands at a path such as messages.0.id; empty where nothing does."""
    for part in path.split(".") if path else []:
        if isinstance(told, Mapping):
            told = told.get(part)
        elif isinstance(told, list) and part.isdigit() and int(part) < len(told):
            told = told[int(part)]
        else:
            return ""
    return str(told) if isinstance(told, str | int) and not isinstance(told, bool) else ""


def _reference(body: bytes, path: str) -> str:
    try:
        return looked_up(json.loads(body), path)[:120] if path else ""
    except (ValueError, RecursionError):
        return ""


def _filled(part: Any, told: Mapping[str, str]) -> Any:
    """A template with its places filled in; a text that is put in stays one text, whatever it holds."""
    if isinstance(part, Mapping):
        return {name: _filled(value, told) for name, value in part.items()}
    if isinstance(part, list):
        return [_filled(value, told) for value in part]
    if not isinstance(part, str):
        return part
    pieces = part.split("{")
    return pieces[0] + "".join(_piece(piece, told) for piece in pieces[1:])


def _piece(piece: str, told: Mapping[str, str]) -> str:
    name, closed, rest = piece.partition("}")
    return told[name] + rest if closed and name in told else "{" + piece


def _check(wanted: GatewaySettings) -> None:
    if wanted.signing not in PRESETS:
        raise GatewayRefused(f"Callbacks are signed in one of these ways: {', '.join(PRESETS)}.")
    for name, value in wanted.headers.items():
        if not name.replace("-", "").isalnum() or not name.isascii() or not str(value).isprintable():
            raise GatewayRefused(f"{name[:40]!r} is no header.")
    if not {"to", "text"} <= {place for place in PLACES if "{" + place + "}" in json.dumps(wanted.body)}:
        raise GatewayRefused("The body needs {to} and {text} somewhere: the number, and what it is told.")
    if len(json.dumps(wanted.body)) > MOST_CHARACTERS or _depth(wanted.body) > DEEPEST:
        raise GatewayRefused(f"The body is at most {MOST_CHARACTERS:,} characters, {DEEPEST} levels deep.")
    if wanted.style == "form" and any(not isinstance(value, str) for value in wanted.body.values()):
        raise GatewayRefused("A form is made of texts alone.")
    unknown = sorted(set(wanted.fields) - set(FIELDS))
    if unknown:
        raise GatewayRefused(f"Callbacks say {', '.join(FIELDS)}; {unknown[0][:40]!r} is none of these.")


def _depth(part: Any) -> int:
    inner = part.values() if isinstance(part, Mapping) else part if isinstance(part, list) else ()
    return 1 + max((_depth(one) for one in inner), default=0)
