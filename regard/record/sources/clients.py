"""Programs that sign in with a private key of their own: made, revoked, and given a token that lets them in for a while.

The client credentials of OAuth 2 with a signed assertion (RFC 6749 4.4, RFC 7523 2.2), as Segment's libraries ask for
them. A token is a signed text, so that the collector needs no look-up but whether its client is still open.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from regard.analytics.errors import RegardError
from regard.foundation.audit.api import note
from regard.record.sources.models import Assertion, Client
from regard.record.sources.operations import NoSource, SourceRefused, get_source

SCOPE = "tracking_api:write"
TOKEN_SECONDS = 3600
MOST_ASSERTION_SECONDS = 300
LEAST_KEY_BITS = 2048
_MOST_CLIENTS = 50
_LEEWAY = 10  # seconds by which clocks may differ


class TokenRefused(RegardError):
    """No token for this request. `oauth_error` is the code that RFC 6749 5.2 gives it."""

    code = "token_refused"
    status = 400

    def __init__(self, sentence: str, *, oauth_error: str = "invalid_request", status: int = 400) -> None:
        super().__init__(sentence)
        self.oauth_error = oauth_error
        self.status = status


@dataclass(frozen=True)
class ClientRow:
    """A program that may ask for tokens. `client_id` and `key_id` go into its settings, beside its private key."""

    client_id: str
    key_id: str
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class OpenClient:
    """A client that may send now, for one source."""

    client_id: str
    source: str


@transaction.atomic
def create_client(*, slug: str, public_key: str) -> ClientRow:
    """Let the holder of an RSA key ask for tokens of a source. Raises NoSource, SourceRefused.

    From then on the source takes nothing without a token: a write key alone, which is public, lets nobody in.
    """
    source = get_source(slug)
    if source.clients.filter(revoked_at=None).count() >= _MOST_CLIENTS:
        raise SourceRefused(f"A source has at most {_MOST_CLIENTS} open clients. Revoke one that is not used.")
    pem = _public_pem(public_key)
    made = Client.objects.create(
        source=source,
        client_id="rgc_" + secrets.token_urlsafe(16),
        key_id=hashlib.sha256(pem.encode()).hexdigest()[:16],
        public_key=pem,
    )
    note(verb="created", subject=f"source:{slug}", detail={"client": made.client_id, "key": made.key_id})
    return _row(made)


@transaction.atomic
def revoke_client(*, slug: str, client_id: str) -> None:
    """Let a client in no more, within seconds, whatever tokens it holds. Raises NoSource."""
    found = get_source(slug).clients.filter(client_id=client_id, revoked_at=None).update(revoked_at=timezone.now())
    if not found:
        raise NoSource(f"Source {slug!r} has no open client {client_id[:40]!r}.")
    note(verb="revoked", subject=f"source:{slug}", detail={"client": client_id})


def list_clients(*, slug: str) -> list[ClientRow]:
    """All clients of a source, open ones first, then the newest first. Raises NoSource."""
    found = [_row(client) for client in get_source(slug).clients.order_by("-pk")]
    return sorted(found, key=lambda client: client.revoked_at is not None)


def list_open_clients() -> list[OpenClient]:
    """All clients that were not revoked, of sources that are enabled."""
    found = Client.objects.filter(revoked_at=None, source__is_enabled=True).select_related("source")
    return [OpenClient(client.client_id, client.source.slug) for client in found]


def issue_token(*, assertion: str, scope: str, host: str, now: datetime) -> str:
    """A token for who signed `assertion`, good for an hour. Raises TokenRefused.

    The assertion names this host as its audience, is good for five minutes at most, and counts once.
    """
    if scope and SCOPE not in scope.split():
        raise TokenRefused(f"The scope is {SCOPE}.", oauth_error="invalid_scope")
    client, claims = _verified(assertion)
    audience = str(claims["aud"]).split("://")[-1].strip("/")
    if audience != host:
        raise TokenRefused(f"The assertion's aud is not this server, {host}.", oauth_error="invalid_client", status=401)
    expires_at = datetime.fromtimestamp(int(claims["exp"]), UTC)
    if expires_at > now + timedelta(seconds=MOST_ASSERTION_SECONDS + _LEEWAY):
        raise TokenRefused(f"The assertion may be good for {MOST_ASSERTION_SECONDS} seconds at most.")
    _use_once(client, str(claims["jti"]), expires_at, now)
    Client.objects.filter(pk=client.pk).update(last_used_at=now)
    told = {"sub": client.client_id, "scope": SCOPE, "iat": now, "exp": now + timedelta(seconds=TOKEN_SECONDS)}
    return jwt.encode(told, _token_key(), algorithm="HS256")


def client_of_token(*, token: str) -> str:
    """The id of the client a token was issued to. Raises TokenRefused."""
    try:
        claims = jwt.decode(token, _token_key(), algorithms=["HS256"], options={"require": ["sub", "exp", "scope"]})
    except jwt.ExpiredSignatureError:
        raise TokenRefused("The token is expired. Ask for another.", oauth_error="invalid_token", status=401) from None
    except jwt.PyJWTError:
        raise TokenRefused("The token was not issued here.", oauth_error="invalid_token", status=401) from None
    return str(claims["sub"])


def _verified(assertion: str) -> tuple[Client, dict[str, Any]]:
    """The client an assertion comes from, and its claims, once the signature was checked with the client's key."""
    refused = TokenRefused(
        "The assertion is not signed by a client of this server.", oauth_error="invalid_client", status=401
    )
    try:
        said = jwt.decode(assertion, options={"verify_signature": False, "verify_exp": False})
        key_id = jwt.get_unverified_header(assertion).get("kid")
    except jwt.PyJWTError:
        raise TokenRefused("client_assertion is not a signed JWT.") from None
    wanted = str(said.get("iss"))
    client = Client.objects.filter(client_id=wanted, revoked_at=None, source__is_enabled=True).first()
    if client is None or key_id != client.key_id or said.get("sub") != wanted:
        raise refused
    try:
        claims = jwt.decode(
            assertion,
            client.public_key,
            algorithms=["RS256"],
            options={"require": ["exp", "iat", "jti", "aud", "iss", "sub"], "verify_aud": False},
            leeway=_LEEWAY,
        )
    except jwt.ExpiredSignatureError:
        raise TokenRefused("Token is expired") from None  # the words by which Segment's libraries mend their clock
    except jwt.ImmatureSignatureError:
        raise TokenRefused("Token used before issued") from None
    except jwt.MissingRequiredClaimError as error:
        raise TokenRefused(f"The assertion lacks {error.claim}.") from None
    except jwt.PyJWTError:
        raise refused from None
    if not isinstance(claims["aud"], str) or not 0 < len(str(claims["jti"])) <= 100:
        raise TokenRefused("The assertion's aud is one text and its jti has 1 to 100 characters.")
    return client, claims


def _use_once(client: Client, jti: str, expires_at: datetime, now: datetime) -> None:
    Assertion.objects.filter(expires_at__lt=now - timedelta(seconds=_LEEWAY * 2)).delete()
    try:
        with transaction.atomic():
            Assertion.objects.create(client=client, jti=jti, expires_at=expires_at)
    except IntegrityError:
        raise TokenRefused("This assertion was used already.", oauth_error="invalid_client", status=401) from None


def _token_key() -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), b"tokens of collection", "sha256")


def _public_pem(text: str) -> str:
    try:
        key = serialization.load_pem_public_key(text.strip().encode())
    except (ValueError, UnsupportedAlgorithm):
        raise SourceRefused(
            "That is no public key in PEM. `openssl rsa -in private.pem -pubout` prints the one of a private key."
        ) from None
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < LEAST_KEY_BITS:
        raise SourceRefused(f"The key has to be an RSA key of at least {LEAST_KEY_BITS} bits.")
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(serialization.Encoding.PEM, form).decode()


def _row(client: Client) -> ClientRow:
    return ClientRow(client.client_id, client.key_id, client.created_at, client.last_used_at, client.revoked_at)
