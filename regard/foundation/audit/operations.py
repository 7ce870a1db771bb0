"""Note what was done, chained; trim what is older than the retention allows."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from regard.foundation.audit.acting import current_acting
from regard.foundation.audit.chain import FIRST, Head, hash_of, seal
from regard.foundation.audit.models import Entry
from regard.foundation.settings.api import keyed_digest

COMMAND = "command"  # whoever has a shell on the machine, or a job that it runs
MINUTES_BETWEEN_LOOKS = 5
LONGEST_TEXT = 200
_ADDRESS = re.compile(r"[^\s,;:<>\"']+@[^\s,;<>\"']+")


@transaction.atomic
def note(*, verb: str, subject: str, detail: Mapping[str, Any] | None = None, actor: str | None = None) -> int:
    """Append one entry and return its number.

    `verb` says what was done, in the past tense ("erased"); `subject` to what ("customer:cus_…"). Nobody is named:
    give ids, counts and digests; whatever looks like an e-mail address is stored as its digest. Without `actor`
    it is whoever is behind the request, else "command". Call it as the last step of a transaction, since
    others that note wait until it ends.
    """
    acting = current_acting()
    who = actor or (acting.name() if acting else COMMAND)
    _wait_for_turn()
    last = Entry.objects.order_by("-number").values_list("number", "hash").first()
    number, prev_hash = (last[0] + 1, last[1]) if last else (1, FIRST)
    at = timezone.now()
    told = {
        "actor": _plain(who, 80),
        "verb": verb[:60],
        "subject": _plain(subject, 160),
        "detail": _plain(dict(detail or {}), LONGEST_TEXT),
    }
    digest = hash_of(number=number, at=at, prev_hash=prev_hash, **told)
    Entry.objects.create(number=number, at=at, prev_hash=prev_hash, hash=digest, **told)
    if acting:
        acting.noted += 1
    transaction.on_commit(lambda: seal(head=Head(number, digest), folder=settings.REGARD.data_dir))
    return number


def note_look(*, subject: str, operation: str) -> None:
    """Note that somebody looked at `subject`, once per actor, operation and subject in five minutes."""
    acting = current_acting()
    actor = _plain(acting.name() if acting else COMMAND, 80)
    since = timezone.now() - timedelta(minutes=MINUTES_BETWEEN_LOOKS)
    seen = Entry.objects.filter(actor=actor, verb="viewed", subject=_plain(subject, 160), at__gt=since)
    if not seen.filter(detail__operation=operation).exists():
        note(verb="viewed", subject=subject, detail={"operation": operation}, actor=actor)


@transaction.atomic
def trim(*, before: datetime) -> int:
    """Delete the entries older than `before`; the chain then begins at a noted place. Returns how many went."""
    _wait_for_turn()
    last_kept = Entry.objects.filter(at__lt=before).order_by("-number").values_list("number", "hash").first()
    if last_kept is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("select set_config('regard.audit_trim', 'yes', true)")
        cursor.execute("delete from audit_entry where number <= %s", [last_kept[0]])
        gone = int(cursor.rowcount)
        cursor.execute("select set_config('regard.audit_trim', '', true)")
    if not Entry.objects.exists():
        _begin_after(last_kept)
    else:
        note(verb="trimmed", subject="audit", detail={"through": last_kept[0], "hash": last_kept[1], "entries": gone})
    return gone


def _begin_after(last: tuple[int, str]) -> None:
    """The first entry of a log whose entries are all gone: it says itself where it begins."""
    at, number = timezone.now(), last[0] + 1
    told = {"actor": COMMAND, "verb": "trimmed", "subject": "audit", "detail": {"through": last[0], "hash": last[1]}}
    digest = hash_of(number=number, at=at, prev_hash=last[1], **told)  # type: ignore[arg-type]
    Entry.objects.create(number=number, at=at, prev_hash=last[1], hash=digest, **told)
    transaction.on_commit(lambda: seal(head=Head(number, digest), folder=settings.REGARD.data_dir))


def _wait_for_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('audit.note'))")


def _plain(value: Any, longest: int) -> Any:
    """JSON that reads back exactly as written, without addresses: floats as text, long texts cut."""
    if isinstance(value, str):
        clean = _ADDRESS.sub(_digest_of_match, value.replace("\x00", ""))
        return clean if len(clean) <= longest else clean[: longest - 1] + "…"
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {str(_plain(str(name), 80)): _plain(inner, longest) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner, longest) for inner in value]
    return _plain(str(value), longest)


def _digest_of_match(found: re.Match[str]) -> str:
    return "digest:" + keyed_digest(text=found[0].lower(), data_dir=settings.REGARD.data_dir)[:24]
