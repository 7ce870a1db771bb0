"""How a sender proves that a delivery is its own: what is signed, how, and where the signature stands."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from standardwebhooks import Webhook, WebhookVerificationError

from regard.analytics.errors import RegardError

MOST_SIGNATURES = 20  # in one header; senders rotate between two
LONGEST_HEADER = 4_000

Scheme = Literal["standard", "hmac", "token", "basic"]
Signed = Literal["body", "timestamp.body", "timestampbody"]


class DeliveryRefused(RegardError):
    """A delivery is not signed as its webhook asks for."""

    code = "delivery_refused"
    status = 401


@dataclass(frozen=True)
class Signing:
    """One way to sign. `header` and what follows say how, where the scheme is hmac; token and basic use `header`."""

    scheme: Scheme = "standard"
    header: str = "x-signature"
    algorithm: Literal["sha256", "sha512", "sha1"] = "sha256"
    encoding: Literal["hex", "base64"] = "hex"
    prefix: str = ""  # before the signature, such as sha256=
    signature_key: str = ""  # where the header is a list such as t=…,v1=…
    signed: Signed = "body"
    timestamp_header: str = ""  # or, in a list, the name of its part
    id_header: str = ""  # which header names the delivery
    tolerance_seconds: int = 300


PRESETS: dict[str, Signing] = {
    "standard": Signing(id_header="webhook-id", timestamp_header="webhook-timestamp"),
    "github": Signing("hmac", "x-hub-signature-256", prefix="sha256=", id_header="x-github-delivery"),
    "shopify": Signing("hmac", "x-shopify-hmac-sha256", encoding="base64", id_header="x-shopify-webhook-id"),
    "stripe": Signing("hmac", "stripe-signature", signature_key="v1", signed="timestamp.body", timestamp_header="t"),
    "intercom": Signing("hmac", "x-hub-signature", algorithm="sha1", prefix="sha1="),
    "zendesk": Signing(
        "hmac",
        "x-zendesk-webhook-signature",
        encoding="base64",
        signed="timestampbody",
        timestamp_header="x-zendesk-webhook-signature-timestamp",
        id_header="x-zendesk-webhook-invocation-id",
    ),
    "hmac": Signing("hmac"),
    "token": Signing("token", "authorization"),
    "basic": Signing("basic", "authorization"),
}


def verify(*, signing: Signing, secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: datetime) -> None:
    """Return where one of the secrets signed the delivery lately. Raises DeliveryRefused with a sentence.

    `headers` have names in lower case. Every secret is tried, and compared in constant time.
    """
    if not secrets:
        raise DeliveryRefused("This webhook has no secret yet, so nothing can be checked. Give it one on its page.")
    ways: dict[str, Callable[[], None]] = {
        "standard": lambda: _verify_standard(secrets, headers, body),
        "hmac": lambda: _verify_hmac(signing, secrets, headers, body, now),
        "token": lambda: _verify_token(signing, secrets, headers),
        "basic": lambda: _verify_basic(secrets, headers),
    }
    ways[signing.scheme]()


def delivery_id_of(*, signing: Signing, headers: Mapping[str, str]) -> str | None:
    """What the sender calls this delivery, the same for every attempt; None where it does not say."""
    found = headers.get(signing.id_header.lower(), "").strip() if signing.id_header else ""
    return found if 0 < len(found) <= 150 and found.isprintable() else None


def _verify_standard(secrets: Sequence[str], headers: Mapping[str, str], body: bytes) -> None:
    names = ("webhook-id", "webhook-timestamp", "webhook-signature")
    given = {name: _header(headers, name) for name in names}
    reason = ""
    for secret in secrets:
        try:
            Webhook(secret).verify(body, given, json_parse=False)
            return
        except WebhookVerificationError as error:
            reason = str(error)
        except ValueError:  # a signature that is none, a body that is no text
            reason = "The signature cannot be read"
    raise DeliveryRefused(f"The delivery is not signed as Standard Webhooks asks: {reason.lower()}.")


def _verify_hmac(
    signing: Signing, secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: datetime
) -> None:
    given = _header(headers, signing.header)
    parts = _parts(given) if signing.signature_key else []
    shown = [value for key, value in parts if key == signing.signature_key] if parts else given.split(" ")
    signatures = [found for one in shown[:MOST_SIGNATURES] if (found := _decoded(one, signing)) is not None]
    if not signatures:
        raise DeliveryRefused(f"The header {signing.header} holds no {signing.encoding} signature.")
    timestamp = _timestamp(signing, headers, parts)
    glue = {"body": b"", "timestamp.body": f"{timestamp}.".encode(), "timestampbody": timestamp.encode()}
    signed = glue[signing.signed] + body
    digests = [hmac.new(secret.encode(), signed, getattr(hashlib, signing.algorithm)).digest() for secret in secrets]
    if not _any_equal(digests, signatures):
        raise DeliveryRefused("The signature does not fit: check that both sides have the same secret.")
    if timestamp:
        _check_time(timestamp, signing, now)


def _verify_token(signing: Signing, secrets: Sequence[str], headers: Mapping[str, str]) -> None:
    given = _header(headers, signing.header)
    shown = given[7:].strip() if given.lower().startswith("bearer ") else given.removeprefix(signing.prefix)
    if not _any_equal([secret.encode() for secret in secrets], [shown.encode()]):
        raise DeliveryRefused("The token is wrong: check that both sides have the same secret.")


def _verify_basic(secrets: Sequence[str], headers: Mapping[str, str]) -> None:
    scheme, _, rest = _header(headers, "authorization").partition(" ")
    try:
        shown = base64.b64decode(rest.strip(), validate=True) if scheme.lower() == "basic" else b""
    except binascii.Error:
        shown = b""
    if not _any_equal([secret.encode() for secret in secrets], [shown]):
        raise DeliveryRefused("The user name or password is wrong. The secret is both, as name:password.")


def _any_equal(expected: Sequence[bytes], given: Sequence[bytes]) -> bool:
    """Whether any two are equal, taking as long whichever they are."""
    return max([hmac.compare_digest(one, other) for one in expected for other in given], default=False)


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name.lower(), "").strip()
    if not value:
        raise DeliveryRefused(f"The delivery has no {name} header, so nobody can tell who sent it.")
    if len(value) > LONGEST_HEADER:
        raise DeliveryRefused(f"The header {name} is longer than {LONGEST_HEADER} characters.")
    return value


def _parts(header: str) -> list[tuple[str, str]]:
    pairs = (part.partition("=") for part in header.split(",")[: 2 * MOST_SIGNATURES])
    return [(key.strip(), value.strip()) for key, _, value in pairs]


def _decoded(text: str, signing: Signing) -> bytes | None:
    if signing.prefix and not text.startswith(signing.prefix):
        return None
    bare = text.removeprefix(signing.prefix).strip()
    try:
        found = bytes.fromhex(bare) if signing.encoding == "hex" else base64.b64decode(bare, validate=True)
    except ValueError:
        return None
    return found or None


def _timestamp(signing: Signing, headers: Mapping[str, str], parts: list[tuple[str, str]]) -> str:
    if not signing.timestamp_header:
        return ""
    if signing.signature_key:
        found = next((value for key, value in parts if key == signing.timestamp_header), "")
        if not found:
            raise DeliveryRefused(
                f"The header {signing.header} has no {signing.timestamp_header}=, the time of signing."
            )
        return found
    return _header(headers, signing.timestamp_header)


def _check_time(text: str, signing: Signing, now: datetime) -> None:
    """A delivery that was signed long ago may be one that somebody recorded and sends again."""
    seconds = _seconds(text)
    if seconds is None:
        raise DeliveryRefused("The time of signing is not a time: give seconds since 1970 or ISO 8601.")
    if abs(now.timestamp() - seconds) > signing.tolerance_seconds:
        raise DeliveryRefused(
            f"The delivery was signed more than {signing.tolerance_seconds} seconds from now: check the sender's clock."
        )


def _seconds(text: str) -> float | None:
    if text.isascii() and text.isdigit() and len(text) <= 13:
        number = int(text)
        return number / 1000 if number > 100_000_000_000 else float(number)
    try:
        moment = datetime.fromisoformat(text)
        return moment.timestamp() if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
