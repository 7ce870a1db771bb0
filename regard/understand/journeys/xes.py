"""Journeys as a process log in XES (IEEE 1849), for tools of process mining and for another Regard."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, Literal
from xml.sax.saxutils import escape

import ibis.expr.types as ir

from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake

Case = Literal["customer", "matter"]
ROWS = 20_000
PLACES = ("channel", "stage", "touchpoint", "source", "message_id")
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xmlns="http://www.xes-standard.org/" xes.version="1849-2016" xes.features="nested-attributes">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <global scope="trace">
    <string key="concept:name" value="unknown"/>
  </global>
  <global scope="event">
    <string key="concept:name" value="unknown"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000000+00:00"/>
    <string key="org:resource" value="unknown"/>
  </global>
  <classifier name="Kind" keys="concept:name"/>
  <classifier name="Touchpoint" keys="touchpoint"/>
  <string key="creator" value="Regard"/>
"""
TAIL = "</log>\n"


def journeys_xes(*, lake: Lake, scope: Scope, case: Case = "customer", is_bare: bool = False) -> Iterator[str]:
    """The journeys within a scope, piece by piece: a trace per customer, or per matter (order, ticket, call).

    An event is called by its kind; its resource is who acted. Source, message id, place and the properties stand beside, so
    that importing the log gives the same interactions; `is_bare` leaves the properties out, and with them all that
    was said.
    """
    yield HEAD
    for name, rows in groupby(_rows(lake, scope, case), key=lambda row: (row[f"{case}_id"], row["customer_id"])):
        yield from _trace(name[0], name[1] if case == "matter" else None, rows, is_bare)
    yield TAIL


def _rows(lake: Lake, scope: Scope, case: Case) -> Iterator[dict[str, Any]]:
    log: ir.Table = scope.rows(lake.interactions_here())
    if case == "matter":
        log = log.filter(log.matter_id.notnull())
    order = [*dict.fromkeys([f"{case}_id", "customer_id"]), "time", "id"]
    columns = [*dict.fromkeys([*order, "kind", "actor", *PLACES, "properties"])]
    rows = lake.engine().compile(log.select(columns).order_by(order))
    for batch in lake.connection().sql(rows).to_arrow_reader(ROWS):  # piece by piece, which Ibis cannot
        yield from batch.to_pylist()


def _trace(name: str, customer_id: str | None, rows: Iterable[Mapping[str, Any]], is_bare: bool) -> Iterator[str]:
    yield f'  <trace>\n    <string key="concept:name" value={_quoted(name)}/>\n'
    if customer_id is not None:
        yield f'    <string key="customer_id" value={_quoted(customer_id)}/>\n'
    for row in rows:
        yield _event(row, is_bare)
    yield "  </trace>\n"


def _event(row: Mapping[str, Any], is_bare: bool) -> str:
    told = {"concept:name": row["kind"], "org:resource": row["actor"]}
    told |= {place: row[place] for place in PLACES if row[place] is not None}
    told["properties_json"] = "{}" if is_bare else _sorted(row["properties"])
    lines = [f'      <string key="{key}" value={_quoted(value)}/>' for key, value in told.items()]
    at: datetime = row["time"].astimezone(UTC)
    lines.insert(1, f'      <date key="time:timestamp" value="{at.isoformat(timespec="microseconds")}"/>')
    return "\n".join(["    <event>", *lines, "    </event>"]) + "\n"


def _sorted(properties: str) -> str:
    """JSON as it is, or with whatever XML cannot hold written as an escape."""
    return properties if _is_safe(properties) else json.dumps(json.loads(properties))


def _is_safe(text: str) -> bool:
    return all(_can_stand(sign) for sign in text)


def _can_stand(sign: str) -> bool:
    return (sign >= " " and sign not in "\ufffe\uffff" and not "\ud800" <= sign <= "\udfff") or sign in "\t\n\r"


def _quoted(text: str) -> str:
    """A text as the value of an attribute; what XML cannot hold becomes a replacement character."""
    if not _is_safe(text):
        text = "".join(sign if _can_stand(sign) else "\ufffd" for sign in text)
    return '"' + escape(text, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}) + '"'
