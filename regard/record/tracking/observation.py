"""An event becomes an observation: kind, time, identifiers, place and properties."""

import hashlib
from typing import Any

from regard.analytics.schema.interactions import CHANNELS, IDENTIFIER_KINDS
from regard.record.tracking.events import Event, EventUnreadable, Mapping, encode, encode_canonically
from regard.record.tracking.identifiers import as_identifier, identifiers_of
from regard.record.tracking.times import microseconds_of

# message_id, kind, microseconds, user_id, email, phone, external_id, anonymous_id, channel, properties
Row = tuple[str, str, int, str | None, str | None, str | None, str | None, str | None, str | None, str]

_KIND_OF_TYPE = {
    "page": "Page Viewed",
    "screen": "Screen Viewed",
    "identify": "Profile Updated",
    "group": "Account Joined",
    "alias": "Identity Linked",
}
_CHANNEL_NAMES = {channel: channel for channel in CHANNELS} | {
    "browser": "web",
    "client": "web",
    "mobile": "app",
    "ios": "app",
    "android": "app",
}
_SILENT_CHANNELS = ("server", "sources", "")
_KEPT_CONTEXT = (
    "channel",
    "page",
    "campaign",
    "library",
    "locale",
    "timezone",
    "externalIds",
    "consent",
    "gpc",
    "cookieless",
)


def observe(*, event: Event) -> Row:
    """One row of an OBSERVATION table, without source, origin and line."""
    kind = _kind_of(event)
    identifiers = identifiers_of(event)
    if event.type == "alias" and identifiers["anonymous_id"] is None:
        identifiers["anonymous_id"] = as_identifier(event.previous_id, "previousId")
    if not any(identifiers.values()):
        raise EventUnreadable("The event says of nobody: it has neither `userId` nor `anonymousId`.")
    message_id = as_identifier(event.message_id, "messageId") or _fingerprint(event)
    user_id, email, phone, external_id, anonymous_id = (identifiers[name] for name in IDENTIFIER_KINDS)
    when, channel, properties = microseconds_of(event), _channel_of(event), encode(tree=_properties_of(event))
    return message_id, kind, when, user_id, email, phone, external_id, anonymous_id, channel, properties


def _kind_of(event: Event) -> str:
    calls = (event.type or ("track" if event.event else "")).lower()
    event.type = calls
    if calls == "track":
        kind = (event.event or "").strip()
        if not kind:
            raise EventUnreadable("A track event needs a name in `event`.")
        return kind
    if calls in _KIND_OF_TYPE:
        return _KIND_OF_TYPE[calls]
    if not calls:
        raise EventUnreadable("The event has no `type` (track, identify, page, screen, group or alias).")
    raise EventUnreadable(f'`type` is "{calls[:40]}"; it must be track, identify, page, screen, group or alias.')


def _fingerprint(event: Event) -> str:
    """The same content without a `messageId` is the same event, however often it was sent."""
    fields = {
        name: value
        for name in event.__struct_fields__
        if name not in ("sent_at", "received_at") and (value := getattr(event, name)) is not None
    }
    return "content:" + hashlib.sha256(encode_canonically(fields)).hexdigest()[:32]


def _properties_of(event: Event) -> Mapping:
    properties = dict(event.properties or {})
    if event.type in ("identify", "group"):
        properties |= event.traits or {}
    if (
        event.type == "identify"
        and not event.traits
        and isinstance(traits := (event.context or {}).get("traits"), dict)
    ):
        properties |= traits  # where RudderStack's clients put them
    _put(properties, "group_id", event.group_id)
    _put(properties, "previous_id", event.previous_id)
    if event.type in ("page", "screen"):
        _put(properties, "name", event.name)
        _put(properties, "category", event.category)
    context = event.context or {}
    compact = {name: context[name] for name in _KEPT_CONTEXT if context.get(name)}
    if compact:
        _put(properties, "context", compact)
    return properties


def _put(properties: Mapping, name: str, value: Any) -> None:
    if value is not None:
        properties.setdefault(name, value)


def _channel_of(event: Event) -> str | None:
    context = event.context or {}
    device = context.get("device")
    kind_of_device = device.get("type") if isinstance(device, dict) else None
    for name in (event.channel, context.get("channel"), kind_of_device):
        if isinstance(name, str) and (lowered := name.strip().lower()) not in _SILENT_CHANNELS:
            return _CHANNEL_NAMES.get(lowered, lowered)
    return None
