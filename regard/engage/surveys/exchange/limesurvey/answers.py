"""Answers in an .lsa, and in tables exported from LimeSurvey."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from regard.engage.surveys.exchange.fidelity import Report
from regard.engage.surveys.exchange.imported import Answered
from regard.engage.surveys.exchange.limesurvey.file import read_tables
from regard.engage.surveys.exchange.responses.filling import Filling
from regard.engage.surveys.exchange.responses.times import time_of
from regard.engage.surveys.exchange.slots import Slots

_ABOUT = {name: name for name in ("id", "token", "submitdate", "startlanguage", "startdate", "datestamp")}
# What a table exported from here, or with questions for headings, calls them.
_ABOUT |= {"response_id": "id", "response id": "id", "date submitted": "submitdate", "start language": "startlanguage"}
_ABOUT |= {"finished_at": "submitdate", "language": "startlanguage", "email": "email", "email address": "email"}
_ABOUT |= {"phone": "phone", "user_id": "user_id", "external_id": "external_id", "date started": "startdate"}
_ABOUT |= {"is_finished": "is_finished", "date last action": "datestamp"}
_OF_NO_USE = {"ipaddr", "refurl", "seed", "lastpage", "last page", "ip address", "referrer url"}


def read_archived(*, responses: bytes, participants: bytes | None, slots: Slots, report: Report) -> list[Answered]:
    """Every response of an archive, with the address of the participant who gave it."""
    rows = [
        {key.lstrip("_"): text for key, text in row.items()} for row in read_tables(content=responses).of("responses")
    ]
    people = read_tables(content=participants).of("tokens") if participants else []
    known = {row["token"]: row for row in people if row.get("token")}
    return answered_by(rows, known, slots, report)


def answered_by(
    rows: Iterable[Mapping[str, str]], people: Mapping[str, Mapping[str, str]], slots: Slots, report: Report
) -> list[Answered]:
    """Responses out of rows by column name."""
    strange: Counter[str] = Counter()
    lost: dict[str, int] = {}
    found = []
    for line, row in enumerate(rows, start=1):
        filling, about = Filling(), {}
        for name, cell in row.items():
            slot = slots.find(name)
            if slot is not None:
                filling.fill(slot, cell, strange)
            elif name.lower() in _ABOUT:
                about[_ABOUT[name.lower()]] = cell.strip()
            elif cell.strip() and name.lower() not in _OF_NO_USE:
                lost[name] = lost.get(name, 0) + 1
        one = _answered(about, filling, people.get(about.get("token", ""), {}), line)
        if one.answers:
            found.append(one)
    report.add("answers", f"{len(found)} responses").became = f"{len(found)} responses"
    for name, count in lost.items():
        report.add("column", name).drop(f"No question of the survey takes its {count} cells.")
    for name, count in strange.items():
        report.add("answers to", name).approximate(f"{count} are no code of the survey and are kept as they are.")
    return found


def _answered(about: Mapping[str, str], filling: Filling, person: Mapping[str, str], line: int) -> Answered:
    times = (time_of(about.get(name, "")) for name in ("submitdate", "datestamp", "startdate"))
    identifiers = {kind: about.get(kind, "").lstrip("'") for kind in ("email", "phone", "user_id", "external_id")}
    identifiers["email"] = identifiers["email"] or person.get("email", "")
    identifiers["external_id"] = identifiers["external_id"] or person.get("participant_id", "")
    finished = about.get("is_finished") or ("1" if about.get("submitdate") else "0")
    return Answered(
        id=about.get("id") or f"row-{line}",
        answers=filling.finished(),
        at=next((found for found in times if found), None),
        is_finished=finished not in ("0", "false"),
        language=about.get("startlanguage", ""),
        people={kind: text for kind, text in identifiers.items() if text},
        line=line,
    )
