"""The comparison at the end: the sender's ledger against the log, the rejected rows and what the server counted."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from benchmarks.reliability.events import expected_of, message_id_of, number_of
from benchmarks.reliability.ledger import Account
from regard.foundation.lake.api import Lake

SHOWN = 10


@dataclass
class Verdict:
    """What the comparison found. `wrong` has a sentence for each kind of thing that is not as promised."""

    acked: int = 0
    stored: int = 0
    duplicates: int = 0
    rejected: int = 0
    lost: int = 0
    phantom: int = 0
    corrupt: int = 0
    received: int = 0
    wrong: list[str] = field(default_factory=list)

    def line(self) -> str:
        """The one line."""
        names = ("acked", "stored", "duplicates", "rejected", "lost", "phantom", "corrupt")
        return " ".join(f"{name}={getattr(self, name)}" for name in names)

    @property
    def is_good(self) -> bool:
        """Whether everything is as promised."""
        return not (self.lost or self.phantom or self.corrupt or self.wrong)


def compare(*, account: Account, data_dir: Path, database: str, seed: int) -> Verdict:
    """Compare what the ledger says with what is there. Nothing may run that writes."""
    verdict = Verdict(acked=len(account.accepted))
    rejected = _count_rejected(data_dir)
    stored = _compare_log(verdict, account, data_dir, seed)
    _note(verdict, "lost", "acknowledged and not in the log", account.accepted - stored)
    _note(verdict, "lost", "refused and not among the rejected", account.refused - set(rejected))
    _note(verdict, "phantom", "refused and in the log", account.refused & stored)
    _note(verdict, "phantom", "rejected and never sent", set(rejected) - set(account.intended) - {-1})
    unread = rejected.get(-1, 0)
    if not account.unreadable["answered"] <= unread <= account.unreadable["sent"]:
        verdict.lost += 1
        verdict.wrong.append(
            f"{account.unreadable['answered']} of {account.unreadable['sent']} unreadable bodies were answered 400 and {unread} are kept."
        )
    verdict.rejected = rejected.total()
    _conserve(verdict, account, database)
    return verdict


def _compare_log(verdict: Verdict, account: Account, data_dir: Path, seed: int) -> set[int]:
    rows = (
        Lake.open(data_dir).delta("interactions").to_pyarrow_table(columns=["message_id", "kind", "time", "properties"])
    )
    verdict.stored = rows.num_rows
    stored: Counter[int] = Counter()
    corrupt, strange = set(), set()
    for row in rows.to_pylist():
        number = number_of(message_id=row["message_id"])
        if number is None or number not in account.intended:
            strange.add(number or -1)
            continue
        stored[number] += 1
        expected = expected_of(seed=seed, number=number)
        found = (row["kind"], row["time"], json.loads(row["properties"]))
        if found != (expected.kind, expected.time, expected.properties):
            corrupt.add(number)
    _note(verdict, "phantom", "in the log and never sent", strange)
    _note(verdict, "phantom", "in the log twice", {number for number, times in stored.items() if times > 1})
    _note(verdict, "corrupt", "in the log and changed", corrupt)
    return set(stored)


def _count_rejected(data_dir: Path) -> Counter[int]:
    """Rejected rows by event number; -1 for bodies without sense."""
    found: Counter[int] = Counter()
    for raw in Lake.open(data_dir).delta("rejected").to_pyarrow_table(columns=["raw"])["raw"].to_pylist():
        try:
            number = number_of(message_id=json.loads(raw)["messageId"])
        except (ValueError, KeyError, TypeError):
            number = None
        found[-1 if number is None else number] += 1
    return found


def _conserve(verdict: Verdict, account: Account, database: str) -> None:
    """What was received is what was stored, repeated and rejected: as counted by source and day, by batch, and as the rows are."""
    by_day, by_batch = _read_counts(database)
    verdict.received, _, verdict.duplicates, _ = by_day
    sums = "received, stored, duplicates, rejected"
    if by_day != by_batch:
        verdict.wrong.append(f"The days count {by_day} and the batches {by_batch} ({sums}).")
    if by_day[0] != sum(by_day[1:]):
        verdict.wrong.append(f"What the days received is not what became of it: {by_day} ({sums}).")
    if (by_day[1], by_day[3]) != (verdict.stored, verdict.rejected):
        verdict.wrong.append(
            f"The days count {by_day[1]} stored and {by_day[3]} rejected; there are {verdict.stored} and {verdict.rejected} rows."
        )
    sent = account.intended.total() + account.unreadable["sent"]
    if not account.events_acknowledged <= by_day[0] <= sent:
        verdict.wrong.append(
            f"{by_day[0]} were received; {account.events_acknowledged} were acknowledged and {sent} sent."
        )


def _read_counts(database: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    sums = ", ".join(f"coalesce(sum({name}), 0)::bigint" for name in ("received", "stored", "duplicates", "rejected"))
    with psycopg.connect(database) as connection:
        days = connection.execute(f"select {sums} from sources_day".encode()).fetchone()
        batches = connection.execute(f"select {sums} from collection_batch".encode()).fetchone()
    return tuple(days or ()), tuple(batches or ())


def _note(verdict: Verdict, kind: str, what: str, numbers: set[int]) -> None:
    if numbers:
        setattr(verdict, kind, getattr(verdict, kind) + len(numbers))
        shown = ", ".join(message_id_of(number=number) for number in sorted(numbers)[:SHOWN])
        verdict.wrong.append(f"{len(numbers)} are {what}: {shown}.")
