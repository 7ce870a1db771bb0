"""A client that signs in with a private key of its own, as Segment's library for Python does, and what is not let in."""

import base64
import hashlib
import hmac
import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from segment.analytics.client import Client as SegmentClient

from tests.clients.conftest import Server

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Signer:
    """An RSA key, and the client it was let in as."""

    def __init__(self, server: Server) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.server = server
        self.private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()
        self.public = (
            key.public_key()
            .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
            .decode()
        )
        self.client_id = self.key_id = ""

    def assertion(self, *, key: str | None = None, algorithm: str = "RS256", **changes: Any) -> str:
        """What asks for a token, with some claims otherwise."""
        now = int(time.time())
        own = {"iss": self.client_id, "sub": self.client_id, "aud": self.server.url, "iat": now, "exp": now + 55}
        claims = {name: value for name, value in (own | {"jti": str(uuid.uuid4())} | changes).items() if value}
        return jwt.encode(claims, key or self.private, algorithm=algorithm, headers={"kid": self.key_id})

    def ask(self, assertion: str, **changes: str) -> tuple[int, dict[str, Any]]:
        """The answer to a request for a token."""
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION,
            "client_assertion": assertion,
            "scope": "tracking_api:write",
        } | changes
        return post(f"{self.server.url}/token", urllib.parse.urlencode(form).encode())


def post(url: str, body: bytes, **headers: str) -> tuple[int, dict[str, Any]]:
    asked = urllib.request.Request(url, body, headers)
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            status, said = answer.status, answer.read()
    except urllib.error.HTTPError as error:
        status, said = error.code, error.read()
    told: dict[str, Any] = json.loads(said)
    return status, told


@pytest.fixture(scope="module")
def source(server: Server) -> dict[str, Any]:
    """A source of its own: from its first client on it takes nothing without a token."""
    made: dict[str, Any] = server.command("sources", "add", "Signed in", "--slug", "signed-in", "--kind", "server")
    return made


@pytest.fixture(scope="module")
def signer(server: Server, source: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Signer:
    made = Signer(server)
    file = tmp_path_factory.mktemp("keys") / "public.pem"
    file.write_text(made.public)
    client = server.command("sources", "clients", source["slug"], "--add", str(file))
    made.client_id, made.key_id = client["client_id"], client["key_id"]
    return made


def test_segment_for_python__with_a_key_of_its_own__is_let_in(
    server: Server, source: dict[str, Any], signer: Signer
) -> None:
    faults: list[object] = []
    client = SegmentClient(
        source["write_keys"][0],
        host=server.url,
        oauth_client_id=signer.client_id,
        oauth_client_key=signer.private,
        oauth_key_id=signer.key_id,
        oauth_auth_server=server.url,
        on_error=lambda error, batch: faults.append(error),
    )
    for number in range(30):
        client.track("signs-in", "Signed In", {"number": number, "mark": "signs-in"})
    client.shutdown()
    assert faults == []
    assert len(server.rows_of("signs-in", count=30)) == 30


def test_write_key__of_a_source_with_clients__lets_nobody_in_alone(
    server: Server, source: dict[str, Any], signer: Signer
) -> None:
    event = json.dumps({"userId": "u", "event": "Signed In", "writeKey": source["write_keys"][0]}).encode()
    status, told = post(f"{server.url}/v1/track", event)
    assert (status, told["code"]) == (401, "invalid_write_key")
    status, told = signer.ask(signer.assertion())
    assert (status, told["token_type"], told["expires_in"]) == (200, "Bearer", 3600)
    token = {"Authorization": f"Bearer {told['access_token']}"}
    assert post(f"{server.url}/v1/track", event, **token)[0] == 200
    of_another = json.dumps({"userId": "u", "event": "Signed In", "writeKey": server.key}).encode()
    assert post(f"{server.url}/v1/track", of_another, **token)[0] == 401
    forged = jwt.encode({"sub": signer.client_id, "exp": time.time() + 60, "scope": "x"}, "k" * 32, algorithm="HS256")
    status, told = post(f"{server.url}/v1/track", event, Authorization=f"Bearer {forged}")
    assert (status, told["code"]) == (401, "token_refused")


def test_token__asked_for_by_who_may_not_have_it__is_refused_with_the_code_of_the_standard(signer: Signer) -> None:
    now = int(time.time())
    other = Signer(signer.server)
    used = signer.assertion()
    assert signer.ask(used)[0] == 200
    refused = {
        "used twice": signer.ask(used),
        "of another key": signer.ask(signer.assertion(key=other.private)),
        "for another server": signer.ask(signer.assertion(aud="https://elsewhere.example")),
        "of nobody": signer.ask(signer.assertion(iss="rgc_nobody", sub="rgc_nobody")),
        "for another subject": signer.ask(signer.assertion(sub="rgc_nobody")),
        "signed with the public key as a secret": signer.ask(hmac_signed(signer)),
    }
    assert {name: (status, told["error"]) for name, (status, told) in refused.items()} == dict.fromkeys(
        refused, (401, "invalid_client")
    )
    wrong = {
        "expired": (signer.ask(signer.assertion(iat=now - 700, exp=now - 600)), "invalid_request"),
        "from the future": (signer.ask(signer.assertion(iat=now + 600, exp=now + 700)), "invalid_request"),
        "good for a day": (signer.ask(signer.assertion(exp=now + 86_400)), "invalid_request"),
        "without an id": (signer.ask(signer.assertion(jti=None)), "invalid_request"),
        "no JWT": (signer.ask("nothing"), "invalid_request"),
        "another scope": (signer.ask(signer.assertion(), scope="everything"), "invalid_scope"),
        "another grant": (signer.ask(signer.assertion(), grant_type="password"), "unsupported_grant_type"),
    }
    assert {name: (status, told["error"]) for name, ((status, told), _) in wrong.items()} == {
        name: (400, error) for name, (_, error) in wrong.items()
    }
    assert wrong["expired"][0][1]["error_description"] == "Token is expired"
    as_json = {"Content-Type": "application/json"}
    assert post(f"{signer.server.url}/token", b"{}", **as_json)[0] == 415


def test_client__revoked__is_out_with_the_tokens_it_holds(
    server: Server, source: dict[str, Any], signer: Signer
) -> None:
    token = signer.ask(signer.assertion())[1]["access_token"]
    event = json.dumps({"userId": "u", "event": "Signed In"}).encode()
    assert post(f"{server.url}/v1/track", event, Authorization=f"Bearer {token}")[0] == 200
    server.command("sources", "clients", source["slug"], "--revoke", signer.client_id)
    until = time.monotonic() + 10
    while (status := post(f"{server.url}/v1/track", event, Authorization=f"Bearer {token}")[0]) == 200:
        assert time.monotonic() < until
        time.sleep(0.2)
    assert status == 401
    assert signer.ask(signer.assertion())[0] == 401


def hmac_signed(signer: Signer) -> str:
    """The old confusion of algorithms: the public key, which everybody may know, as the secret of an HMAC."""

    def part(told: dict[str, Any]) -> bytes:
        return base64.urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=")

    now = int(time.time())
    claims = {"iss": signer.client_id, "sub": signer.client_id, "aud": signer.server.url, "iat": now, "exp": now + 55}
    head = part({"alg": "HS256", "typ": "JWT", "kid": signer.key_id})
    body = head + b"." + part(claims | {"jti": str(uuid.uuid4())})
    mac = base64.urlsafe_b64encode(hmac.digest(signer.public.encode(), body, hashlib.sha256)).rstrip(b"=")
    return (body + b"." + mac).decode()
