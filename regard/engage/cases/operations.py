"""What people do with cases. Every step is kept, recorded as an interaction and noted in the audit log."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from regard.analytics.errors import RegardError
from regard.analytics.schema.interactions import CHANNELS
from regard.engage.cases.models import OPEN_STATES, Case
from regard.engage.cases.opening import take_signals
from regard.engage.cases.recovery import close
from regard.engage.cases.signals import Signal
from regard.engage.cases.steps import take_step, take_steps
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake
from regard.record.customers.api import current_id, list_former_ids
from regard.understand.metrics.api import minutes_between

CONCLUSIONS = {
    "solved": "what was wrong was put right",
    "explained": "it was explained",
    "compensated": "it was made good with money or goods",
    "unreachable": "the customer could not be reached",
    "other": "something else, see the notes",
}
LONGEST_TEXT, LONGEST_CAUSE = 4_000, 80
MOST_EVIDENCE = 20


class CaseRefused(RegardError):
    """A step cannot be taken as asked."""

    code = "case_refused"
    status = 422


class NoCase(RegardError):
    """There is no such case."""

    code = "case_unknown"
    status = 404


def open_case(
    *, lake: Lake, customer_id: str, cause: str, evidence: Sequence[str] = (), text: str = "", by: str = ""
) -> int:
    """Open a case because a person decided so; where one is open for that customer and cause, add to it. Returns its number.

    `evidence` names interactions of that customer; at least one. Raises CaseRefused.
    """
    cause, text = _worded(cause, "cause"), _text(text, least=0)
    customer_id = current_id(customer_id=customer_id)
    rows = _rows_of(lake, customer_id, evidence)
    now = timezone.now()
    with transaction.atomic():
        signals = [
            Signal(
                "",
                customer_id,
                cause,
                row["id"],
                row["time"],
                row["kind"],
                row["channel"] or "",
                row["touchpoint"] or "",
                row["metric"] or "",
                row["score"],
                row["scale_max"],
            )
            for row in rows
        ]
        take_signals(signals=signals, now=now, by=by, text=text)
        case = Case.objects.filter(customer_id=customer_id, cause=cause, state__in=OPEN_STATES).first()
        if case is None:
            raise CaseRefused("Another case rests on these interactions already. Look at the customer's cases.")
        if by and not case.owner:
            Case.objects.filter(pk=case.pk).update(owner=by)
        note(verb="opened", subject=f"case:{case.pk}", detail={"customer": customer_id, "evidence": len(rows)})
    return int(case.pk)


@transaction.atomic
def assign_case(*, number: int, owner: str, by: str = "") -> None:
    """Say who looks after it; nobody where `owner` is empty. Raises NoCase, CaseRefused."""
    case = _running(number)
    case.owner = _line(owner, 254, "owner")
    case.save(update_fields=["owner"])
    _done(case, "assigned", by, owner=case.owner)


@transaction.atomic
def move_deadline(*, number: int, due_at: datetime, by: str = "") -> None:
    """Give contact another deadline. Raises NoCase, CaseRefused."""
    case = _running(number)
    if due_at.tzinfo is None:
        raise CaseRefused("A deadline needs a time zone: write 2026-05-01T12:00:00Z.")
    if not case.opened_at < due_at < case.opened_at.replace(year=case.opened_at.year + 1):
        raise CaseRefused("A deadline lies after the case was opened, and within a year.")
    case.due_at = due_at
    case.save(update_fields=["due_at"])
    _done(case, "deadline", by, due_at=due_at.isoformat())


@transaction.atomic
def note_case(*, number: int, text: str, by: str = "") -> None:
    """Write something down. Raises NoCase, CaseRefused."""
    case = get_case(number, lock=True)
    _done(case, "noted", by, text=_text(text))


@transaction.atomic
def contact_customer(*, number: int, channel: str, text: str = "", by: str = "") -> None:
    """Note that the customer was contacted. The first time counts for the deadline. Raises NoCase, CaseRefused."""
    if channel not in CHANNELS:
        raise CaseRefused(f"{channel[:40]!r} is no channel. Channels are {', '.join(CHANNELS)}.")
    case, now = _running(number), timezone.now()
    if case.contacted_at is None:
        case.contacted_at = now
        case.contact_minutes = minutes_between(start=case.opened_at, end=now, clock=case.clock)
    case.state = "contacted" if case.state == "open" else case.state
    case.save(update_fields=["contacted_at", "contact_minutes", "state"])
    _done(case, "contacted", by, text=_text(text, least=0), channel=channel)


@transaction.atomic
def conclude_case(*, number: int, conclusion: str, root_cause: str = "", text: str = "", by: str = "") -> str:
    """Say what came of it and what was behind it; returns the state it is in then. Raises NoCase, CaseRefused.

    Where there is evidence of recovery it is closed; otherwise it is not, and waits for it as `unproven`.
    """
    if conclusion not in CONCLUSIONS:
        raise CaseRefused(f"{conclusion[:40]!r} is no conclusion. Give one of {', '.join(CONCLUSIONS)}.")
    case, now = _running(number), timezone.now()
    if case.contacted_at is None and conclusion != "unreachable":
        raise CaseRefused(
            "Nobody has been in touch with the customer. Note the contact first, or conclude unreachable."
        )
    case.conclusion, case.concluded_at, case.state = conclusion, now, "unproven"
    case.root_cause = _worded(root_cause, "root cause") if root_cause.strip() else case.root_cause
    told = _text(text, least=0)
    _done(case, "concluded", by, text=told, conclusion=conclusion, root_cause=case.root_cause)
    if case.recovery:
        take_steps([close(case, now)])
    case.save()
    return case.state


@transaction.atomic
def confirm_recovery(*, number: int, text: str, by: str = "") -> str:
    """Note that the customer said it is well again, in which words; returns the state. Raises NoCase, CaseRefused."""
    case, now = _running(number), timezone.now()
    if case.contacted_at is None:
        raise CaseRefused("Nobody has been in touch with the customer. Note the contact in which they said so first.")
    case.recovery = {"kind": "confirmed", "interaction_id": "", "at": now.isoformat(), "metric": "", "score": None}
    _done(case, "recovery", by, text=_text(text), recovery="confirmed")
    if case.state == "unproven":
        take_steps([close(case, now)])
    case.save()
    return case.state


@transaction.atomic
def dismiss_case(*, number: int, text: str, by: str = "") -> None:
    """End a case that is none: opened by mistake, a test. It counts neither as closed nor as recovered."""
    case = _running(number)
    case.state, case.ended_at, case.conclusion = "dismissed", timezone.now(), "dismissed"
    case.save()
    _done(case, "dismissed", by, text=_text(text), conclusion="dismissed")


def get_case(number: int, *, lock: bool = False) -> Case:
    """The case of that number. Raises NoCase."""
    found = Case.objects.select_for_update() if lock else Case.objects.all()
    case = found.filter(pk=number).first()
    if case is None:
        raise NoCase(f"There is no case {number}. `regard cases list` shows all.")
    return case


def _running(number: int) -> Case:
    case = get_case(number, lock=True)
    if case.state not in OPEN_STATES:
        raise CaseRefused(f"Case {number} is {case.state}. Open another one if something new happened.")
    return case


def _done(case: Case, kind: str, by: str, *, text: str = "", **detail: Any) -> None:
    take_step(case, kind, at=timezone.now(), by=by, text=text, **detail)
    note(verb=f"case_{kind}", subject=f"case:{case.pk}", detail={"customer": case.customer_id})


def _rows_of(lake: Lake, customer_id: str, evidence: Sequence[str]) -> list[dict[str, Any]]:
    wanted = list(dict.fromkeys(evidence))
    if not 1 <= len(wanted) <= MOST_EVIDENCE:
        raise CaseRefused(f"Name 1 to {MOST_EVIDENCE} interactions that the case rests on, not {len(wanted)}.")
    former = list_former_ids(customer_id=customer_id)
    rows = lake.of_customer(customer_id=customer_id, former_ids=former)
    found = rows.filter(rows.id.isin(wanted)).to_pyarrow().to_pylist()
    missing = set(wanted) - {row["id"] for row in found}
    if missing:
        raise CaseRefused(f"The customer has no interaction {sorted(missing)[0][:40]!r}.")
    return sorted(found, key=lambda row: (row["time"], row["id"]))


def _worded(text: str, what: str) -> str:
    told = _line(text, LONGEST_CAUSE, what)
    if not told:
        raise CaseRefused(f"Give a {what} of 1 to {LONGEST_CAUSE} characters.")
    return told


def _line(text: str, most: int, what: str) -> str:
    told = " ".join(text.split())
    if len(told) > most or "\x00" in told:
        raise CaseRefused(f"A {what} is at most {most} characters long.")
    return told


def _text(text: str, *, least: int = 1) -> str:
    text = text.strip()
    if not least <= len(text) <= LONGEST_TEXT or "\x00" in text:
        raise CaseRefused(f"Write a text of {least} to {LONGEST_TEXT:,} characters.")
    return text
