"""How long each class of data is kept, and removing what is older."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import ibis
from django.db import connection, transaction
from django.utils import timezone

from regard.analytics.errors import RegardError
from regard.foundation.audit.api import count_before, note, trim
from regard.foundation.lake.api import Lake, LakeWriter, drop_months, drop_rejected, purge
from regard.record.privacy.models import RetentionRule
from regard.record.privacy.operations import derive_anew

LONGEST = 36_500


class RetentionRefused(RegardError):
    """A class of data cannot be kept for as long as asked."""

    code = "retention_refused"
    status = 422


@dataclass(frozen=True)
class Kept:
    """One class of data and for how many days it is kept; None is for ever."""

    name: str
    holds: str
    default_days: int | None
    least_days: int
    days: int | None = None


@dataclass(frozen=True)
class Due:
    """What of one class is older than it is kept."""

    name: str
    days: int | None
    before: datetime | None
    rows: int


CLASSES = (
    Kept(
        "interactions", "everything that happened, by whole months: a month goes once its last day is too old", None, 31
    ),
    Kept("rejected", "rows that could not be stored, with what they said", 30, 1),
    Kept("consents", "statements that a later one at the same endpoint replaced", None, 365),
    Kept("audit", "who looked at and changed what", 730, 90),
)


def list_retention() -> list[Kept]:
    """Every class with the days that hold now."""
    chosen = dict(RetentionRule.objects.values_list("name", "days"))
    return [
        Kept(one.name, one.holds, one.default_days, one.least_days, chosen.get(one.name, one.default_days))
        for one in CLASSES
    ]


@transaction.atomic
def set_retention(*, name: str, days: int | None) -> None:
    """Keep a class for so many days from now on, None for ever. Raises RetentionRefused."""
    found = next((one for one in CLASSES if one.name == name), None)
    if found is None:
        raise RetentionRefused(
            f"There is no class {name[:40]!r}. The classes are {', '.join(one.name for one in CLASSES)}."
        )
    if days is not None and not found.least_days <= days <= LONGEST:
        raise RetentionRefused(f"{name} are kept for at least {found.least_days} days and at most {LONGEST}.")
    RetentionRule.objects.update_or_create(name=name, defaults={"days": days})
    note(verb="retention_changed", subject=f"retention:{name}", detail={"days": days})


def list_due(*, lake: Lake, now: datetime | None = None) -> list[Due]:
    """What `keep` would remove at a moment, class by class, without removing it."""
    found = []
    for one in list_retention():
        before = _before(one, now)
        found.append(Due(one.name, one.days, before, _COUNT[one.name](lake, before) if before else 0))
    return found


def keep(*, lake: Lake, now: datetime | None = None) -> list[Due]:
    """Remove everything that is older than it is kept; returns what went. Safe to repeat."""
    removed = []
    for due in list_due(lake=lake, now=now):
        if due.before is not None and due.rows:
            _REMOVE[due.name](lake, due.before)
            if due.name != "audit":
                note(verb="retained", subject=f"retention:{due.name}", detail={"rows": due.rows, "days": due.days})
            removed.append(due)
    return removed


def _before(one: Kept, now: datetime | None) -> datetime | None:
    return None if one.days is None else (now or timezone.now()) - timedelta(days=one.days)


def _count_interactions(lake: Lake, before: datetime) -> int:
    log = lake.interactions_here()
    month = datetime(before.year, before.month, 1, tzinfo=before.tzinfo)
    return int(log.filter(log.time < ibis.literal(month, type="timestamp('UTC', 6)")).count().to_pyarrow().as_py())


def _remove_interactions(lake: Lake, before: datetime) -> None:
    with LakeWriter(lake) as writer:
        drop_months(writer=writer, before=f"{before:%Y-%m}")
        purge(writer=writer, name="interactions")
        _forget_absent(lake)
    derive_anew(lake=lake)


@transaction.atomic
def _forget_absent(lake: Lake) -> None:
    """Forget by what those are recognised of whom the log holds nothing any more."""
    present = lake.sql("select distinct customer_id from interactions").column(0).to_pylist()
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('customers.assign'))")
        cursor.execute("drop table if exists pg_temp.present, pg_temp.absent")
        cursor.execute("create temporary table present (customer_id text primary key) on commit drop")
        with cursor.copy("copy present from stdin") as copy:
            for customer_id in present:
                copy.write_row([customer_id])
        cursor.execute(
            "create temporary table absent on commit drop as select anchor from customers_identifier i "
            "where not exists (select 1 from present p where p.customer_id = i.customer_id)"
        )
        cursor.execute("delete from customers_link where one in (table absent) or other in (table absent)")
        cursor.execute("delete from customers_formercustomer where anchor in (table absent)")
        cursor.execute("delete from customers_identifier where anchor in (table absent)")


def _count_rejected(lake: Lake, before: datetime) -> int:
    rows = lake.rejected()
    return int(
        rows.filter(rows.received_at < ibis.literal(before, type="timestamp('UTC', 6)")).count().to_pyarrow().as_py()
    )


def _remove_rejected(lake: Lake, before: datetime) -> None:
    with LakeWriter(lake) as writer:
        drop_rejected(writer=writer, before=before)
        purge(writer=writer, name="rejected")


_REPLACED = (
    "from consents_consent old where at < %s and exists (select 1 from consents_consent later where later.kind = old.kind "
    "and later.value = old.value and later.purpose = old.purpose and (later.at, later.id) > (old.at, old.id))"
)


def _count_consents(lake: Lake, before: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) {_REPLACED}", [before])
        return int(cursor.fetchone()[0])


def _remove_consents(lake: Lake, before: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"delete {_REPLACED}", [before])


def _count_audit(lake: Lake, before: datetime) -> int:
    return count_before(before=before)


def _remove_audit(lake: Lake, before: datetime) -> None:
    trim(before=before)


_COUNT: dict[str, Callable[[Lake, datetime], int]] = {
    "interactions": _count_interactions,
    "rejected": _count_rejected,
    "consents": _count_consents,
    "audit": _count_audit,
}
_REMOVE: dict[str, Callable[[Lake, datetime], None]] = {
    "interactions": _remove_interactions,
    "rejected": _remove_rejected,
    "consents": _remove_consents,
    "audit": _remove_audit,
}
