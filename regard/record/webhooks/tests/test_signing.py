"""Only what was signed with the secret, lately, is let in; the published examples of senders are."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from regard.record.webhooks.signing import PRESETS, DeliveryRefused, Signing, delivery_id_of, verify

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = b'{"type":"order.paid","id":7}'


class StillClock(datetime):
    """The reference library reads the clock itself; here it stands still at NOW."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "StillClock":
        return cls.fromtimestamp(NOW.timestamp(), tz)


@pytest.fixture(autouse=True)
def _still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("standardwebhooks.webhooks.datetime", StillClock)


def sign(secret: str, *parts: bytes, algorithm: str = "sha256") -> bytes:
    return hmac.new(secret.encode(), b"".join(parts), algorithm).digest()


def standard_headers(secret: str = SECRET, *, at: datetime = NOW, body: bytes = BODY) -> dict[str, str]:
    signature = Webhook(secret).sign("msg_1", at, body.decode())
    return {"webhook-id": "msg_1", "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}


def check(preset: str, headers: dict[str, str], *secrets: str, body: bytes = BODY, now: datetime = NOW) -> None:
    verify(signing=PRESETS[preset], secrets=secrets or ("a secret",), headers=headers, body=body, now=now)


def test_standard__signed_by_the_reference_library__is_let_in_by_either_secret_of_a_rotation() -> None:
    old, new = SECRET, "whsec_" + base64.b64encode(b"n" * 32).decode()
    check("standard", standard_headers(old), new, old)
    check("standard", standard_headers(new), new, old)
    both = standard_headers(old)
    both["webhook-signature"] = "v1a,abc " + both["webhook-signature"]
    check("standard", both, old)
    assert delivery_id_of(signing=PRESETS["standard"], headers=both) == "msg_1"


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-id": "msg_2"},
        {"webhook-timestamp": str(int(NOW.timestamp()) + 1)},
        {"webhook-timestamp": "nan"},
        {"webhook-timestamp": "9" * 400},
        {"webhook-signature": "v1,AAAA"},
        {"webhook-signature": "v1"},
        {"webhook-signature": "v1,§"},
        {"webhook-signature": "v1,a,b"},
        {"webhook-signature": "v1," + "A" * 9_000},
        {"webhook-signature": ""},
        {"webhook-id": ""},
    ],
    ids=str,
)
def test_standard__with_anything_changed__is_refused_in_a_sentence(change: dict[str, str]) -> None:
    with pytest.raises(DeliveryRefused, match=r"\.$"):
        check("standard", standard_headers() | change, SECRET)


@pytest.mark.parametrize("minutes", [-6, 6])
def test_standard__signed_too_long_from_now__is_refused(minutes: int) -> None:
    with pytest.raises(DeliveryRefused, match="timestamp too"):
        check("standard", standard_headers(at=NOW + timedelta(minutes=minutes)), SECRET)


def test_standard__of_a_body_that_is_no_text__is_refused() -> None:
    with pytest.raises(DeliveryRefused):
        check("standard", standard_headers(), SECRET, body=b"\xff\xfe")


def test_github__signed_as_its_documentation_shows__is_let_in() -> None:
    signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    headers = {"x-hub-signature-256": signature, "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958"}
    check("github", headers, "It's a Secret to Everybody", body=b"Hello, World!")
    with pytest.raises(DeliveryRefused, match="does not fit"):
        check("github", headers, "It's a Secret to Everybody", body=b"Hello, World")
    with pytest.raises(DeliveryRefused, match="holds no hex signature"):
        check("github", {"x-hub-signature-256": signature.removeprefix("sha256=")}, "x" * 8)
    assert delivery_id_of(signing=PRESETS["github"], headers=headers) == "72d3162e-cc78-11e3-81ab-4c9367dc0958"


def test_shopify__signed_in_base64__is_let_in() -> None:
    headers = {"x-shopify-hmac-sha256": base64.b64encode(sign("shpss_1", BODY)).decode()}
    check("shopify", headers, "shpss_0", "shpss_1")


def test_intercom__signed_with_sha1__is_let_in() -> None:
    check(
        "intercom", {"x-hub-signature": "sha1=" + sign("client secret", BODY, algorithm="sha1").hex()}, "client secret"
    )


def test_stripe__signed_with_its_time__is_let_in_for_five_minutes_and_by_either_signature() -> None:
    stamp = str(int(NOW.timestamp()))
    good = sign("whsec_x", stamp.encode(), b".", BODY).hex()
    headers = {"stripe-signature": f"t={stamp},v1={'0' * 64},v1={good},v0=ff"}
    check("stripe", headers, "whsec_x")
    check("stripe", headers, "whsec_x", now=NOW + timedelta(seconds=299))
    with pytest.raises(DeliveryRefused, match="more than 300 seconds from now"):
        check("stripe", headers, "whsec_x", now=NOW + timedelta(seconds=302))
    with pytest.raises(DeliveryRefused, match="does not fit"):
        check("stripe", {"stripe-signature": f"t={int(stamp) + 1},v1={good}"}, "whsec_x")
    with pytest.raises(DeliveryRefused, match="has no t="):
        check("stripe", {"stripe-signature": f"v1={good}"}, "whsec_x")


def test_zendesk__signed_with_its_time_before_the_body__is_let_in() -> None:
    stamp = NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
    headers = {
        "x-zendesk-webhook-signature": base64.b64encode(sign("dGhpcw==", stamp.encode(), BODY)).decode(),
        "x-zendesk-webhook-signature-timestamp": stamp,
    }
    check("zendesk", headers, "dGhpcw==")
    with pytest.raises(DeliveryRefused, match="seconds from now"):
        check("zendesk", headers, "dGhpcw==", now=NOW - timedelta(minutes=10))


@pytest.mark.parametrize("shown", ["Bearer right secret", "right secret"])
def test_token__shown_as_it_is__is_let_in_and_any_other_is_not(shown: str) -> None:
    check("token", {"authorization": shown}, "right secret")
    for wrong in ("Bearer wrong secret", "right secret!", "Bearer", "§"):
        with pytest.raises(DeliveryRefused, match="token is wrong"):
            check("token", {"authorization": wrong}, "right secret")


def test_basic__with_name_and_password__is_let_in_and_any_other_is_not() -> None:
    check("basic", {"authorization": "Basic " + base64.b64encode(b"regard:open it").decode()}, "regard:open it")
    for wrong in ("Basic !!", "Basic " + base64.b64encode(b"regard:").decode(), "Bearer regard:open it"):
        with pytest.raises(DeliveryRefused, match="wrong"):
            check("basic", {"authorization": wrong}, "regard:open it")


def test_webhook__without_a_secret__lets_nobody_in() -> None:
    for preset in PRESETS.values():
        with pytest.raises(DeliveryRefused, match="no secret yet"):
            verify(signing=preset, secrets=(), headers={preset.header: ""}, body=b"", now=NOW)


def test_signature__in_a_header_of_ones_own__is_let_in() -> None:
    signing = Signing("hmac", "X-Till-Seal", algorithm="sha512", encoding="base64", prefix="v1:")
    given = {"x-till-seal": "v1:" + base64.b64encode(hmac.new(b"till secret", BODY, hashlib.sha512).digest()).decode()}
    verify(signing=signing, secrets=("till secret",), headers=given, body=BODY, now=NOW)


@given(st.sampled_from(sorted(PRESETS)), st.text(max_size=200), st.text(max_size=50), st.binary(max_size=200))
def test_headers__of_any_text__are_refused_and_break_nothing(preset: str, one: str, other: str, body: bytes) -> None:
    signing = PRESETS[preset]
    names = [signing.header, signing.timestamp_header, signing.id_header, "webhook-id", "webhook-signature"]
    headers = dict.fromkeys(names, one) | {"webhook-timestamp": other}
    with pytest.raises(DeliveryRefused):
        check(preset, headers, "a long enough secret", body=body)
