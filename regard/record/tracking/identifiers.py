"""Who an event is about: its identifiers, as text, digit by digit."""

from decimal import Decimal
from typing import Any

from regard.analytics.schema.interactions import IDENTIFIER_KINDS
from regard.record.tracking.events import Event, EventUnreadable, Mapping

Identifiers = dict[str, str | None]


def identifiers_of(event: Event) -> Identifiers:
    """The five kinds of identifier, each None where the event has none."""
    found: Identifiers = {
        "user_id": as_identifier(event.user_id, "userId"),
        "anonymous_id": as_identifier(event.anonymous_id, "anonymousId"),
    }
    context = event.context or {}
    traits = context.get("traits")
    places = (event.traits, traits, event.properties) if event.type != "group" else (traits,)
    for kind in ("email", "phone"):
        found[kind] = next((text for place in places if (text := _contact(place, kind))), None)
    external = context.get("externalIds")
    if isinstance(external, list):
        _add_external(found, external)
    return {kind: found.get(kind) for kind in IDENTIFIER_KINDS}


def message_id_of(*, event: Event) -> str | None:
    """The id an event has of its own, as text; None without one. Raises EventUnreadable."""
    return as_identifier(event.message_id, "messageId")


def as_identifier(value: Any, name: str) -> str | None:
    """Text as it is, numbers by their digits, nothing for null and blank.

    >>> as_identifier(570306133677760513, "userId"), as_identifier(Decimal("5.7e17"), "userId")
    ('570306133677760513', '570000000000000000')
    """
    if value is None:
        return None
    if isinstance(value, str):
        text = value.strip()
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        text = _digits(value)
    else:
        raise EventUnreadable(f"`{name}` must be text or a number, and is a {type(value).__name__}.")
    if "\x00" in text:
        raise EventUnreadable(f"`{name}` contains a NUL character.")
    return text or None


def _digits(number: int | float | Decimal) -> str:
    if isinstance(number, int):
        return str(number)
    exact = Decimal(str(number))
    if exact.adjusted() > 60 or exact.adjusted() < -60:
        raise EventUnreadable(f"An identifier is the number {number}, which no identifier can be.")
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _contact(place: Any, kind: str) -> str | None:
    if not isinstance(place, dict):
        return None
    value: Mapping | str | int | None = place.get(kind)
    if isinstance(value, str | int) and not isinstance(value, bool):
        return as_identifier(value, kind)
    return None


def _add_external(found: Identifiers, external: list[Any]) -> None:
    for entry in external:
        if not isinstance(entry, dict):
            continue
        identifier = as_identifier(entry.get("id"), "context.externalIds.id")
        kind = str(entry.get("type") or "external_id")
        column = kind if kind in IDENTIFIER_KINDS else "external_id"
        if identifier is not None and found.get(column) is None:
            found[column] = identifier if column == kind else f"{kind}:{identifier}"
