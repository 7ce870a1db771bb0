"""Consents found in what is recorded: our own two kinds, Segment's consent object, and leaving a list."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from regard.analytics.schema.interactions import IDENTIFIER_KINDS
from regard.record.consents.operations import ConsentRefused, Endpoint, Statement, record_consents
from regard.record.consents.queries import current_statuses

GIVEN, WITHDRAWN, UNSUBSCRIBED = "Consent Given", "Consent Withdrawn", "Unsubscribed"
_KINDS = pa.array([GIVEN, WITHDRAWN, UNSUBSCRIBED])
_OBJECT = '"categoryPreferences"'  # context.consent of the tracking protocol
_COLUMNS = ["source", "message_id", "kind", "time", "properties", "channel", *IDENTIFIER_KINDS]
_NEEDED = {"marketing_email": ("email",), "marketing_sms": ("phone",), "marketing_phone": ("phone",)}
_STRONGEST = ("user_id", "email", "phone", "external_id", "anonymous_id")
_BROWSER = ("anonymous_id", "user_id", "email", "phone", "external_id")


def take_consents(*, observations: pa.Table) -> int:
    """Take down the consents that observations (shape OBSERVATION) carry; returns how many statements were new.

    Repeating it adds nothing, so that it can be called again after a crash. A consent object that every event of a
    browser carries is kept where it says something else than what holds already.
    """
    found = list(_statements(observations))
    if not found:
        return 0
    found.sort(key=lambda one: one.at)
    holds = current_statuses(endpoints={one.endpoint for one in found})
    fresh = []
    for one in found:
        key = (one.endpoint, one.purpose)
        if one.proof.get("category") and (holds.get(key) == one.status or _declines_twice(holds.get(key), one.status)):
            continue
        holds[key] = one.status
        fresh.append(one)
    return record_consents(statements=fresh)


def take_consents_of(*, engine: duckdb.DuckDBPyConnection, table: str) -> int:
    """The same from a table of an engine, of which only the rows that say something are read."""
    said = engine.sql(
        f"select {', '.join(_COLUMNS)} from {table} "
        "where kind in ($given, $withdrawn, $unsubscribed) or contains(properties, $object)",
        params={"given": GIVEN, "withdrawn": WITHDRAWN, "unsubscribed": UNSUBSCRIBED, "object": _OBJECT},
    ).to_arrow_table()
    return take_consents(observations=said) if said.num_rows else 0


def _declines_twice(before: str | None, now: str) -> bool:
    return before in ("denied", "revoked") and now in ("denied", "revoked")


def _statements(observations: pa.Table) -> Iterator[Statement]:
    says = pc.or_(pc.is_in(observations["kind"], _KINDS), pc.match_substring(observations["properties"], _OBJECT))
    for row in observations.filter(says).select(_COLUMNS).to_pylist():
        try:
            properties = json.loads(row["properties"])
        except ValueError:
            continue
        if isinstance(properties, dict):
            yield from _of_row(row, properties)


def _of_row(row: dict[str, Any], properties: dict[str, Any]) -> Iterator[Statement]:
    kind = row["kind"]
    if kind == UNSUBSCRIBED:
        purpose = "marketing_sms" if row["channel"] == "sms" else "marketing_email"
        yield from _one(row, purpose, "revoked", properties)
    elif kind in (GIVEN, WITHDRAWN):
        status = "granted" if kind == GIVEN else "revoked"
        purposes = properties.get("purposes") or [properties.get("purpose")]
        for purpose in purposes if isinstance(purposes, list) else []:
            yield from _one(row, _slug(purpose), status, properties)
    preferences = _preferences(properties)
    for category, is_granted in preferences.items():
        if isinstance(is_granted, bool):
            status = "granted" if is_granted else "denied"
            yield from _one(row, _slug(category), status, {"category": category})


def _one(row: dict[str, Any], purpose: str, status: str, properties: dict[str, Any]) -> Iterator[Statement]:
    endpoint = _endpoint(row, purpose, properties)
    if endpoint is None or not purpose:
        return
    proof = {name: value for name in ("text", "version", "ui", "url", "category") if (value := properties.get(name))}
    proof["message_id"] = row["message_id"]
    at: datetime = row["time"]
    yield Statement(endpoint, purpose, status, at, row["source"], proof)


def _endpoint(row: dict[str, Any], purpose: str, properties: dict[str, Any]) -> Endpoint | None:
    """Where it was said: as the event says, else the address the purpose is about, else the browser or the person."""
    named = properties.get("endpoint")
    order = (*_NEEDED.get(purpose, ()), *(_BROWSER if properties.get("category") else _STRONGEST))
    told = [str(named)] if named else [f"{kind}:{row[kind]}" for kind in order if row[kind]]
    for text in told[:1]:
        try:
            return Endpoint.read(text)
        except ConsentRefused:
            return None
    return None


def _preferences(properties: dict[str, Any]) -> dict[str, Any]:
    context = properties.get("context")
    consent = context.get("consent") if isinstance(context, dict) else None
    found = consent.get("categoryPreferences") if isinstance(consent, dict) else None
    return dict(list(found.items())[:50]) if isinstance(found, dict) else {}


def _slug(name: object) -> str:
    """A category's name as a purpose.

    >>> _slug("DataSharing"), _slug("marketing_email"), _slug("Sale / Share")
    ('data_sharing', 'marketing_email', 'sale_share')
    """
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name) if isinstance(name, str) else ""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:60]
