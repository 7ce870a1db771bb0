"""Whatever an event looks like, its sender is told what the recorder will do with it."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from regard.record.collection.decoding import IntakeRequest, decode_requests
from regard.record.collection.judging import Judge
from regard.record.collection.protocol import Call
from regard.record.collection.reading import BodyUnreadable, glance_at, read_request
from regard.record.interactions.api import connect, preview

TEXTS: tuple[str, ...] = (
    "",
    " ",
    "\x00",
    "a\x00",
    "null",
    "x" * 256,
    "İ" * 200,
    "track",
    "Track",
    "identify",
    "nps",
    "NPS",
    "true",
    "0",
    "7",
)
TEXTS += ("2026-11-01", "2099-01-01", "1971-01-01T00:00:00", "ann@fernweh.example", "+49 30 1", "\u2028", "🙂")
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(TEXTS),
    st.text(max_size=8),
    st.lists(st.integers(0, 3), max_size=2),
    st.dictionaries(st.sampled_from(["id", "type", "email", "phone", "traits"]), st.text(max_size=3), max_size=2),
)
EXTERNAL = st.fixed_dictionaries({}, optional={"id": ODD, "type": ODD})
TRAITS = st.fixed_dictionaries({}, optional={"email": ODD, "phone": ODD, "a": ODD})
CONTEXT = st.fixed_dictionaries(
    {},
    optional={
        "traits": TRAITS | ODD,
        "externalIds": st.lists(EXTERNAL, max_size=2) | ODD,
        "device": ODD,
        "channel": ODD,
    },
)
NAMES = (
    "score",
    "rating",
    "metric",
    "scale_min",
    "scale_max",
    "total",
    "promised_at",
    "email",
    "success",
    "stage",
    "text",
)
PROPERTIES = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, ODD))
KINDS = st.sampled_from(
    ["Survey Answered", "Order Completed", "Order Delivered", "Review Posted", "Mention Posted", "Odd"]
)
EVENT = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["track", "identify", "page", "screen", "group", "alias"]) | ODD,
        "event": KINDS | ODD,
        "messageId": ODD,
        "userId": st.just("ann") | ODD,
        "anonymousId": ODD,
        "previousId": ODD,
        "groupId": ODD,
        "name": ODD,
        "channel": ODD,
        "timestamp": ODD,
        "originalTimestamp": ODD,
        "sentAt": ODD,
        "receivedAt": ODD,
        "properties": PROPERTIES | ODD,
        "traits": TRAITS | ODD,
        "context": CONTEXT | ODD,
    },
)
PLAUSIBLE = EVENT.map(lambda event: {"type": "track", "event": "Odd", "userId": "ann"} | event)
JUDGE = Judge()
ENGINE = connect()


@given(
    call=st.sampled_from(["batch", "batch", "track", "identify"]),
    events=st.lists(EVENT | PLAUSIBLE, min_size=1, max_size=8),
)
@settings(max_examples=150, deadline=None)
def test_receipt__of_any_events__says_what_the_recorder_does(call: str, events: list[dict[str, Any]]) -> None:
    body = json.dumps({"batch": events} if call == "batch" else {"messageId": "m", **events[0]}).encode()
    try:
        read = read_request(call=Call(call), body=body)
    except BodyUnreadable:  # the whole request is refused, by the recorder's own reading too
        reject()
    request = IntakeRequest("token", "website", call, datetime.now(UTC), None, None, body)
    glance = glance_at(call=Call(call), read=read)
    refusals = asyncio.run(JUDGE.find_refusals(request=request, indexes=glance.doubtful))
    assert {refusal.index + 1: refusal.reason for refusal in refusals} == did(request)


def did(request: IntakeRequest) -> dict[int, str]:
    """Reasons by line, as the recorder's own reading and rules have them."""
    (decoded,) = decode_requests(requests=[request])
    reasons = {rejection.line: rejection.reason for rejection in decoded.rejections}
    _, refused = preview(observations=decoded.observations(), now=request.received_at, engine=ENGINE)
    return reasons | {row["line"]: row["reason"] for row in refused.select(["line", "reason"]).to_pylist()}
