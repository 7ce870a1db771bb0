"""Erase one person from every store, so that nothing brings them back."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from regard.analytics.errors import RegardError
from regard.foundation.audit.api import note
from regard.foundation.lake.api import (
    Lake,
    LakeWriter,
    erase_interactions,
    erase_reassigned,
    erase_rejected,
    forget_in_derived,
    purge,
)
from regard.record.privacy.finding import Person, count_interactions, erase_rows, find_person, rows_of
from regard.record.privacy.models import Erasure
from regard.record.privacy.naming import list_naming
from regard.record.privacy.places import KEPT_OF_DERIVED, LAKE, TABLES
from regard.record.privacy.scrubbing import count_waiting, scrub_database, scrub_server_log
from regard.record.segments.api import rebuild_segments
from regard.record.tombstones.api import bury

Step = Callable[[str], None]


class ErasureIncomplete(RegardError):
    """Something of a person is left after an erasure."""

    code = "erasure_incomplete"
    status = 500


@dataclass(frozen=True)
class Outcome:
    """What an erasure removed, and whether it is finished."""

    erasure_id: int
    customer_id: str
    erased_at: datetime
    is_done: bool
    counts: dict[str, int]
    note: str = ""


@dataclass(frozen=True)
class Preview:
    """What an erasure would remove, by store."""

    customer_id: str
    identifiers: tuple[tuple[str, str], ...]
    counts: dict[str, int] = field(default_factory=dict)


def preview_erasure(*, lake: Lake, person: Person) -> Preview:
    """Count what belongs to a person, store by store, without changing anything."""
    counts = {
        "interactions": count_interactions(lake=lake, person=person),
        "rejected": list_naming(lake=lake, identifiers=person.identifiers).num_rows,
    }
    counts |= {place.table: len(rows_of(person=person, place=place)) for place in TABLES}
    return Preview(person.customer_id, person.identifiers, counts)


@transaction.atomic
def ask_erasure(*, person: Person, asked_by: str, data_dir: Path) -> int:
    """Put tombstones for every identifier of a person, from now on; return the erasure's id. Nothing is removed yet."""
    _lock_customers()
    person = find_person(customer_id=person.customer_id)  # with what was recorded a moment ago
    now = timezone.now()
    bury(identifiers=person.identifiers, erased_at=now, data_dir=data_dir)
    asked = Erasure.objects.create(
        customer_id=person.customer_id, asked_by=asked_by, erased_at=now, anchors=list(person.anchors)
    )
    note(verb="erasure_asked", subject=f"customer:{person.customer_id}", detail={"erasure": asked.pk})
    return int(asked.pk)


def carry_out(*, lake: Lake, erasure_id: int, on_step: Step = lambda step: None) -> Outcome:
    """Remove the person of an erasure from every store, then from the files below. Safe to repeat after a crash."""
    erasure = Erasure.objects.get(pk=erasure_id)
    values: list[str] = []
    if erasure.state == Erasure.ASKED:
        on_step("Rewriting the log …")
        values = _remove(lake, erasure)
    if erasure.state == Erasure.REMOVED:
        on_step("Rewriting the database's files …")
        _scrub(lake, erasure, values)
    return outcome_of(erasure)


def erase(*, lake: Lake, person: Person, asked_by: str, on_step: Step = lambda step: None) -> Outcome:
    """Erase a person from every store now."""
    erasure_id = ask_erasure(person=person, asked_by=asked_by, data_dir=lake.root)
    return carry_out(lake=lake, erasure_id=erasure_id, on_step=on_step)


def resume(*, lake: Lake) -> list[Outcome]:
    """Finish the erasures that were interrupted or that waited for the intake."""
    unfinished = Erasure.objects.exclude(state=Erasure.DONE).order_by("pk").values_list("pk", flat=True)
    return [carry_out(lake=lake, erasure_id=erasure_id) for erasure_id in list(unfinished)]


def list_erasures(*, limit: int = 100) -> list[Outcome]:
    """Erasures, the newest first."""
    return [outcome_of(one) for one in Erasure.objects.order_by("-pk")[:limit]]


def get_erasure(*, erasure_id: int) -> Outcome:
    """One erasure. Raises NoErasure."""
    found = Erasure.objects.filter(pk=erasure_id).first()
    if found is None:
        raise NoErasure(f"There is no erasure {erasure_id}.")
    return outcome_of(found)


class NoErasure(RegardError):
    """There is no erasure with this id."""

    code = "erasure_unknown"
    status = 404


def outcome_of(erasure: Erasure) -> Outcome:
    """An erasure as it leaves the domain."""
    return Outcome(
        erasure.pk,
        erasure.customer_id,
        erasure.erased_at,
        erasure.state == Erasure.DONE,
        dict(erasure.counts),
        erasure.note,
    )


def _remove(lake: Lake, erasure: Erasure) -> list[str]:
    """Take the person out of the log and of the database's tables. Returns their identifiers, for the last look."""
    with LakeWriter(lake) as writer:
        person = _gather(erasure, lake.root)
        if not erasure.counts:  # before anything is gone, so that a crash loses no count
            erasure.counts = preview_erasure(lake=lake, person=person).counts
            erasure.save(update_fields=["counts"])
        erase_rejected(writer=writer, rows=list_naming(lake=lake, identifiers=person.identifiers))
        erase_interactions(writer=writer, anchors=erasure.anchors)
        if count_interactions(lake=lake, person=person):
            raise ErasureIncomplete(
                f"Interactions of {person.customer_id} are left that none of their identifiers explains. "
                "Run `regard log verify`, then erase again."
            )
        with transaction.atomic():
            _lock_customers()
            for place in sorted(TABLES, key=lambda one: one.is_last):
                erase_rows(person=person, place=place, anchors=erasure.anchors)
            erasure.state = Erasure.REMOVED
            erasure.save(update_fields=["state"])
            told = {"erasure": erasure.pk, **erasure.counts}
            note(verb="erased", subject=f"customer:{erasure.customer_id}", detail=told)
    return [value for _, value in person.identifiers]


def _scrub(lake: Lake, erasure: Erasure, values: list[str]) -> None:
    with LakeWriter(lake) as writer:
        erase_reassigned(writer=writer, anchors=erasure.anchors)
        for name in LAKE:
            purge(writer=writer, name=name)
    derive_anew(lake=lake)
    if values:
        scrub_server_log(folder=lake.root, values=values)
    waiting = count_waiting(before=erasure.erased_at)
    erasure.note = scrub_database()
    if waiting:
        erasure.note = f"{waiting} requests wait in the intake; run `regard privacy resume` once they are recorded."
        erasure.save(update_fields=["note"])
        return
    erasure.state, erasure.anchors, erasure.done_at = Erasure.DONE, [], timezone.now()
    erasure.save(update_fields=["state", "anchors", "done_at", "note"])


def derive_anew(*, lake: Lake) -> None:
    """Remove what was worked out from the log: segments are worked out again now, the rest when it is asked for.

    What would be dear to make again, as what was read in texts, forgets what the log no longer has, and stays.
    """
    folder = lake.root / "derived"
    for entry in folder.iterdir() if folder.is_dir() else []:
        if entry.name not in KEPT_OF_DERIVED and not forget_in_derived(lake=lake, name=entry.name):
            shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink(missing_ok=True)
    rebuild_segments(lake=lake)


@transaction.atomic
def _gather(erasure: Erasure, data_dir: Path) -> Person:
    """The person with what was noted when the erasure was asked for, and what was recognised as theirs since."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select kind, value from customers_identifier where anchor = any(%s) or customer_id = %s",
            [erasure.anchors, erasure.customer_id],
        )
        person = Person(erasure.customer_id, tuple((kind, value) for kind, value in cursor.fetchall()))
    bury(identifiers=person.identifiers, erased_at=erasure.erased_at, data_dir=data_dir)
    erasure.anchors = sorted({*erasure.anchors, *person.anchors})
    erasure.save(update_fields=["anchors"])
    return person


def _lock_customers() -> None:
    """Nobody is assigned to a customer meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('customers.assign'))")
