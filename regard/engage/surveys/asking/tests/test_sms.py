"""Text messages leave by a real gateway on this machine, are counted as networks count, and STOP is heeded."""

import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.test import Client

from regard.decide.arbiter.api import list_verdicts
from regard.engage.surveys.asking.models import Asking, Gateway
from regard.engage.surveys.asking.operations import Asked, ask_people, ask_who_waited
from regard.engage.surveys.asking.people import Person
from regard.engage.surveys.asking.sms.counting import count
from regard.engage.surveys.asking.sms.gateways import GatewayRefused, GatewaySettings, find_gateway, save_gateway
from regard.engage.surveys.asking.tests.factories import DEFINITION, HOME, NOON
from regard.engage.surveys.models import Invitation
from regard.engage.surveys.operations import change_survey, publish_survey
from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.lake.api import Lake
from regard.foundation.outgoing.api import NotSent, TargetRefused, send_request
from regard.record.consents.api import Endpoint, list_consents

pytestmark = pytest.mark.django_db
ADA = "+4915123456789"


@dataclass
class Phone:
    """A gateway: keeps what it is sent, and answers as told."""

    url: str = ""
    status: int = 202
    taken: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def phone(settings: Any) -> Iterator[Phone]:
    phone = Phone()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            phone.headers.append({name.lower(): value for name, value in self.headers.items()})
            phone.taken.append(json.loads(body) if body.startswith(b"{") else {"form": body.decode()})
            said = json.dumps({"messages": [{"id": f"gw-{len(phone.taken)}"}]}).encode()
            self.send_response(phone.status)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    phone.url = f"http://127.0.0.1:{server.server_port}/send"
    settings.REGARD = replace(settings.REGARD, internal_hosts=("127.0.0.1",))
    yield phone
    server.shutdown()
    server.server_close()


def set_up(phone: Phone, **given: Any) -> None:
    body = {"to": "{to}", "content": ["{text}"], "from": "{sender}", "ref": "{id}"}
    wanted = {"body": body, "sender": "Fernweh", "ref_path": "messages.0.id", "secret": "s3cret", "signing": "hmac"}
    save_gateway(wanted=GatewaySettings(url=phone.url, **(wanted | {"callback_secret": "shared"} | given)))


def ask(lake: Lake, survey: int, *, now: Any = NOON, occasion: str = "o1") -> Asked:
    people = [Person("0049 151 23456789", occasion)]
    return ask_people(lake=lake, survey_id=survey, people=people, address=HOME, channel="sms", now=now)


def call_back(path: str, body: dict[str, Any], *, secret: str = "shared") -> Any:
    sent = json.dumps(body).encode()
    signature = hmac.new(secret.encode(), sent, hashlib.sha256).hexdigest()
    client = Client(enforce_csrf_checks=True)
    return client.post(path, sent, content_type="application/json", headers={"x-signature": signature})


def test_text_message__is_one_request_with_the_secret_in_its_header(phone: Phone, lake: Lake, survey: int) -> None:
    set_up(phone)
    assert ask(lake, survey).sent == 1
    (taken,) = phone.taken
    link = taken["content"][0].split(" ")[2]
    assert taken == {
        "to": ADA,
        "content": [f"After delivery: {link} - Reply STOP to get no more."],
        "from": "Fernweh",
        "ref": f"asking-{Asking.objects.get().pk}",
    }
    assert link.startswith(f"{HOME}/s/")
    assert (phone.headers[0]["authorization"], phone.headers[0]["idempotency-key"]) == ("Bearer s3cret", taken["ref"])
    assert Asking.objects.get().gateway_ref == "gw-1"
    assert (Invitation.objects.get().kind, Invitation.objects.get().channel) == ("phone", "sms")
    assert b"s3cret" not in bytes(Gateway.objects.get().sealed_secret or b"")


def test_text__with_hostile_words__stays_one_text_in_the_body(phone: Phone, lake: Lake, survey: int) -> None:
    change_survey(survey_id=survey, revision=1, name="Tell us & say", definition=DEFINITION | {"title": ""})
    publish_survey(survey_id=survey)
    set_up(phone, style="form", body={"to": "{to}", "text": "{text}", "key": "{secret}{to"})
    assert ask(lake, survey).sent == 1
    form = dict(parse_qsl(phone.taken[0]["form"]))
    assert (form["to"], form["key"]) == (ADA, "s3cret{to")
    assert form["text"].startswith(f"Tell us & say: {HOME}/s/")


@pytest.mark.parametrize("status", [302, 401, 503])
def test_gateway__that_does_not_take_it__is_tried_again_and_counts_for_no_budget(
    phone: Phone, lake: Lake, survey: int, status: int
) -> None:
    set_up(phone)
    phone.status = status
    assert ask(lake, survey).withheld == {"sms_failed": 1}
    assert not Invitation.objects.exists()
    phone.status = 200
    assert ask_who_waited(lake=lake, now=NOON + timedelta(hours=2)).sent == 1
    assert len(phone.taken) == 2  # no redirect was followed


def test_status__that_is_signed__says_whether_it_arrived(phone: Phone, lake: Lake, survey: int) -> None:
    set_up(phone, fields={"ref": "message.id", "state": "message.status"})
    ask(lake, survey)
    body = {"message": {"id": "gw-1", "status": "DELIVRD"}}
    assert call_back("/sms/status", body, secret="guessed").status_code == 401
    assert Asking.objects.get().delivery == ""
    assert call_back("/sms/status", body).json() == {"taken": "delivered"}
    assert Asking.objects.get().delivery == "delivered"
    body["message"]["status"] = "UNDELIV"
    assert call_back("/sms/status", body).json() == {"taken": "undelivered"}
    assert (Asking.objects.get().state, Asking.objects.get().reason) == ("failed", "sms_failed")
    assert [row.reason for row in list_verdicts(endpoint=f"phone:{ADA}")] == ["sms_failed"]
    nothing: list[Any] = [{"message": {"id": "gw-9", "status": "failed"}}, {"message": {}}, [], "x"]
    for unknown in nothing:
        assert call_back("/sms/status", unknown).json() == {"taken": "nothing"}


def test_stop__is_heeded_at_once_and_start_takes_it_back(phone: Phone, lake: Lake, survey: int) -> None:
    set_up(phone)
    for text, taken in (("Is this you?", "nothing"), (" Stop! ", "revoked")):
        assert call_back("/sms/messages", {"from": ADA, "text": text, "id": "in-1"}).json() == {"taken": taken}
    assert ask(lake, survey).withheld == {"withdrawn": 1}
    said = {row.purpose: row.status for row in list_consents(endpoints=[Endpoint("phone", ADA)])}
    assert said == {"surveys": "revoked", "marketing_sms": "revoked"}
    assert call_back("/sms/messages", {"from": ADA, "text": "START", "id": "in-2"}).json() == {"taken": "granted"}
    assert ask(lake, survey, occasion="o2").sent == 1
    assert call_back("/sms/messages", {"from": "nobody", "text": "STOP"}).status_code == 422
    assert call_back("/sms/messages", {"from": ADA, "text": "STOP"}, secret="").status_code == 401


def test_gateway__is_changed_over_rest_and_never_tells_its_secret(phone: Phone) -> None:
    make_user()
    staff = Client(headers={"Authorization": f"Bearer {make_key()}"})
    body = {"url": phone.url, "secret": "s3cret", "callback_secret": "shared", "sender": "Fernweh"}
    made = staff.put("/api/contacts/gateway", body, content_type="application/json")
    assert made.status_code == 200
    assert made.json()["gateway"]["has_secret"] is True
    assert "s3cret" not in made.content.decode() + staff.get("/api/contacts/gateway").content.decode()
    moved = staff.put("/api/contacts/gateway", {"url": phone.url + "2"}, content_type="application/json")
    assert (moved.status_code, moved.json()["code"]) == (422, "gateway_refused")
    assert Client().put("/api/contacts/gateway", body, content_type="application/json").status_code == 401
    counted = staff.get("/api/contacts/text-length", {"text": "Wie war’s? 😀"}).json()
    assert counted == {"encoding": "ucs2", "units": 13, "parts": 1, "left": 57, "culprits": "’😀"}


@pytest.mark.parametrize(
    "given",
    [
        {"body": {"to": "{to}"}},
        {"headers": {"X-A\r\nB": "c"}},
        {"headers": {"X-A": "a\r\nb: c"}},
        {"signing": "none"},
        {"style": "form", "body": {"to": "{to}", "text": ["{text}"]}},
        {"fields": {"when": "x"}},
    ],
)
def test_gateway__that_cannot_be__is_refused(phone: Phone, given: dict[str, Any]) -> None:
    with pytest.raises(GatewayRefused):
        set_up(phone, **given)
    assert find_gateway() is None


@pytest.mark.parametrize(
    "url",
    [
        "http://gateway.example/send",
        "https://127.0.0.1/send",
        "https://localhost/send",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/latest",
        "https://user:word@gateway.example/",
        "ftp://gateway.example/",
        "https:///send",
        "https://gateway.example:99999/",
    ],
)
def test_request__to_a_machine_inside_or_in_the_clear__is_not_sent(url: str) -> None:
    with pytest.raises((TargetRefused, NotSent)) as refused:
        send_request(url=url, seconds=2)
    assert isinstance(refused.value, TargetRefused)


@pytest.mark.parametrize(
    ("text", "encoding", "units", "parts"),
    [
        ("", "gsm7", 0, 1),
        ("x" * 160, "gsm7", 160, 1),
        ("x" * 161, "gsm7", 161, 2),
        ("x" * 306, "gsm7", 306, 2),
        ("x" * 307, "gsm7", 307, 3),
        ("€" * 80, "gsm7", 160, 1),
        ("x" * 152 + "€" + "x" * 10, "gsm7", 164, 2),
        ("x" * 152 + "€" + "x" * 151, "gsm7", 305, 2),
        ("x" * 152 + "€" + "x" * 152, "gsm7", 306, 3),  # an escape is never parted from its character
        ("ß" * 160, "gsm7", 160, 1),
        ("я" * 70, "ucs2", 70, 1),
        ("я" * 71, "ucs2", 71, 2),
        ("😀" * 35, "ucs2", 70, 1),
        ("😀" * 67, "ucs2", 134, 3),  # 33 and a half would fit
    ],
)
def test_text__is_counted_as_networks_count(text: str, encoding: str, units: int, parts: int) -> None:
    counted = count(text)
    assert (counted.encoding, counted.units, counted.parts) == (encoding, units, parts)


def test_secrets__of_two_purposes__do_not_open_one_another(phone: Phone) -> None:
    from regard.foundation.settings.api import SecretLost, seal, unseal

    key, text = secrets.token_urlsafe(32), "s3cret"
    sealed = seal(secret=text, key=key, purpose="one")
    with pytest.raises(SecretLost):
        unseal(sealed=sealed, key=key, purpose="two")
