"""Answers exported from Qualtrics: three rows of headings, or the two of the older layout."""

from __future__ import annotations

import ast
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

from regard.engage.surveys.exchange.errors import SurveyUnreadable
from regard.engage.surveys.exchange.fidelity import Report
from regard.engage.surveys.exchange.imported import Answered
from regard.engage.surveys.exchange.responses.filling import Filling
from regard.engage.surveys.exchange.responses.tables import read_table
from regard.engage.surveys.exchange.responses.times import time_of, zone_of
from regard.engage.surveys.exchange.slots import Slot, Slots, canonical

_ABOUT = {
    "responseid": "id",
    "_recordid": "id",
    "recordid": "id",
    "enddate": "at",
    "recordeddate": "recorded",
    "startdate": "started",
    "finished": "finished",
    "progress": "progress",
    "recipientemail": "email",
    "emailaddress": "email",
    "email": "email",
    "externalreference": "external_id",
    "externaldatareference": "external_id",
    "userlanguage": "language",
    "status": "status",
    "distributionchannel": "sent_by",
}
OF_NO_USE = {
    "responseset", "responsesetid", "ipaddress", "recipientlastname", "recipientfirstname", "name", "duration",
    "duration_in_seconds", "locationlatitude", "locationlongitude", "locationaccuracy", "distributionchannel",
    "lastname", "firstname", "panel_recipientlastname", "panel_recipientfirstname", "locationcountrycode",
}  # fmt: skip
_PREVIEWS = {
    "1",
    "9",
    "17",
    "preview",
    "survey preview",
    "preview spam",
    "survey preview/spam",
    "offline survey preview",
}
_TESTS = {"2", "survey test", "test"}  # made by the tool's own generator
_SPAM = {"8", "12", "spam", "imported spam"}
_ENDS = ("_DO", "_DISPLAY_ORDER", "_First Click", "_Last Click", "_Page Submit", "_Click Count")


@dataclass
class _Column:
    """A column: what it is called, what it says about the response, where its cells go."""

    tag: str
    label: str
    import_id: str = ""
    zone: tzinfo | None = None
    about: str = ""
    slot: Slot | None = None


@dataclass
class _Table:
    """The table without its headings."""

    columns: list[_Column]
    rows: list[list[str]]
    first_line: int
    strange: Counter[str] = field(default_factory=Counter)


def read_answers(*, content: bytes, slots: Slots, report: Report) -> list[Answered]:
    """Every response of a table, by the slots of its survey; columns without a place are noted in the report."""
    table = _opened(content)
    turns: Counter[str] = Counter()
    for column in table.columns:
        _place(column, slots, report, turns[canonical(column.tag)])
        turns[canonical(column.tag)] += 1
    if not any(column.slot for column in table.columns):
        raise SurveyUnreadable(
            "No column of the table belongs to a question of this survey. Give the survey's own answers."
        )
    rows = list(enumerate(table.rows, start=table.first_line))
    meant = [(number, row) for number, row in rows if not _marks(table, row) & _PREVIEWS]
    found = [_response(table, row, number) for number, row in meant]
    entry = report.add("answers", f"{len(found)} responses")
    if not any(column.zone for column in table.columns):
        entry.approximate("The file names no time zone; its times are taken as UTC.")
    for name, count in table.strange.items():
        entry.approximate(f"{count} answers to {name} are no code of the survey and are kept as they are.")
    if previews := len(rows) - len(meant):
        told = "They are previews of the survey, as Status or DistributionChannel says: nobody's answers."
        report.add("answers", f"{previews} previews").drop(told)
    for words, codes in (("generated tests", _TESTS), ("spam", _SPAM)):
        if count := sum(bool(_marks(table, row) & codes) for _, row in meant):
            entry.approximate(
                f"{count} responses are marked as {words} in the file; they are taken over like the others."
            )
    return [one for one in found if one.answers]


def _marks(table: _Table, row: Sequence[str]) -> set[str]:
    """What the file says of how a response came about: its status, and the way it was sent."""
    places = [place for place, column in enumerate(table.columns) if column.about in ("status", "sent_by")]
    return {row[place].strip().lower() for place in places if place < len(row)}


def _opened(content: bytes) -> _Table:
    rows = read_table(content=content)
    if len(rows) < 2:
        raise SurveyUnreadable("The table has no rows of answers under its headings.")
    third = rows[2] if len(rows) > 2 else []
    ids = [_import_id(cell) for cell in third]
    is_new = any(identity for identity, _ in ids)
    columns = []
    for place, tag in enumerate(rows[0]):
        label = rows[1][place] if place < len(rows[1]) else ""
        identity, zone = ids[place] if is_new and place < len(ids) else ("", None)
        columns.append(_Column(tag.strip(), label.strip(), identity, zone_of(zone) if zone else None))
    if not is_new and not _is_old(columns):
        raise SurveyUnreadable(
            "These are no headings of Qualtrics: the third row names no ImportId, nor the second a ResponseID."
        )
    start = 3 if is_new else 2
    return _Table(columns, rows[start:], start + 1)


def rows_of_headings(*, content: bytes) -> int:
    """How many rows of headings a table of Qualtrics has; 0 where it is none."""
    try:
        return _opened(content).first_line - 1
    except SurveyUnreadable:
        return 0


def _is_old(columns: Sequence[_Column]) -> bool:
    return any(canonical(column.label) == "responseid" for column in columns[:12])


def _import_id(cell: str) -> tuple[str, str | None]:
    """What a cell of the third row says: the id of the column and its time zone.

    >>> (
    ...     _import_id('{"ImportId":"startDate","timeZone":"Europe/Berlin"}'),
    ...     _import_id("{'ImportId': 'QID4-1'}"),
    ...     _import_id("7"),
    ... )
    (('startDate', 'Europe/Berlin'), ('QID4-1', None), ('', None))
    """
    text = cell.strip()
    if not text.startswith("{"):
        return "", None
    said: Any = None
    for reader in (json.loads, ast.literal_eval):
        try:
            said = reader(text)
            break
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
    if not isinstance(said, dict):
        return "", None
    identity = str(said.get("ImportId") or "")
    if said.get("choiceId") not in (None, ""):
        identity = f"{identity}_{said['choiceId']}"
    return identity, said.get("timeZone") and str(said["timeZone"])


def _place(column: _Column, slots: Slots, report: Report, turn: int) -> None:
    for name in (column.import_id, column.tag, column.label):
        key = canonical(name).removeprefix("panel_")
        if key in _ABOUT and not column.about:
            column.about = _ABOUT[key]
    column.slot = slots.find(column.import_id) if column.import_id else None
    column.slot = column.slot or slots.find(column.tag, turn)
    if column.about == "sent_by":
        report.add("column", column.tag, column.label).drop("Where and how people answered is not kept.")
    if column.about:
        column.slot = None
        return
    names = {canonical(name) for name in (column.tag, column.label)}
    if column.slot is None and any(names) and not names & OF_NO_USE and not column.tag.endswith(_ENDS):
        report.add("column", column.tag or column.label, column.label).drop(
            "No question of the survey takes its cells."
        )
    elif names & OF_NO_USE and column.slot is None:
        report.add("column", column.tag, column.label).drop("Where and how people answered is not kept.")


def _response(table: _Table, row: list[str], line: int) -> Answered:
    filling = Filling()
    about: dict[str, str] = {}
    zone: tzinfo = UTC
    for column, cell in zip(table.columns, row, strict=False):
        if column.about and cell.strip():
            about.setdefault(column.about, cell.strip())
            zone = column.zone or zone
        elif column.slot is not None:
            filling.fill(column.slot, cell, table.strange)
    at = next((found for name in ("at", "recorded", "started") if (found := time_of(about.get(name, ""), zone))), None)
    people = {kind: about[kind] for kind in ("email", "external_id") if about.get(kind)}
    return Answered(
        id=about.get("id") or f"row-{line}",
        answers=filling.finished(),
        at=at if isinstance(at, datetime) else None,
        is_finished=about.get("finished", "1").lower() in ("1", "true", "yes", "wahr"),
        language=about.get("language", "").lower(),
        people=people,
        line=line,
    )
