"""One run: senders send, faults happen, everything is waited for, and what is there is compared with the ledger."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg

from benchmarks.reliability.checking import Verdict, compare
from benchmarks.reliability.faults import Faults
from benchmarks.reliability.installation import Installation
from benchmarks.reliability.ledger import Account, Ledger, read_ledger
from benchmarks.reliability.senders import Senders

SECONDS_TO_DRAIN = 180
SECONDS_FOR_THE_REST = 60


@dataclass(frozen=True)
class Plan:
    """How much is done to the installation."""

    rounds: int  # of kills at all failpoints
    seconds_each: float  # at most, for one of those kills
    random_kills: int
    seconds_away: float  # of the database
    restarts: int  # of the database

    def with_random_kills(self, kills: int) -> "Plan":
        """The same with so many kills at random moments."""
        return replace(self, random_kills=kills)


@dataclass
class Outcome:
    """What a run found."""

    seed: int
    verdict: Verdict
    account: Account
    kills: Counter[str]
    seconds_to_recover: dict[str, list[float]]
    notes: list[str] = field(default_factory=list)
    seconds_to_drain: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether everything is as promised."""
        return self.verdict.is_good and not self.notes

    def lines(self) -> Iterable[str]:
        """What there is to say besides the one line."""
        yield f"kills: {self.kills.total()} ({', '.join(f'{name} {times}' for name, times in sorted(self.kills.items()))})"
        for name, seconds in sorted(self.seconds_to_recover.items()):
            ordered = sorted(seconds)
            yield f"until the next 200 after {name}: median {ordered[len(ordered) // 2]:.2f} s, longest {ordered[-1]:.2f} s"
        yield f"answers: {', '.join(f'{status} {times}' for status, times in sorted(self.account.statuses.items()))}"
        yield f"received={self.verdict.received} and the intake was empty after {self.seconds_to_drain:.1f} s"
        yield from self.notes
        yield from self.verdict.wrong


def run(*, folder: Path, seed: int, rate: float, plan: Plan, say: Callable[[str], None]) -> Outcome:
    """Do all of it in `folder`."""
    installation = Installation(folder)
    installation.regard("sources", "list")  # makes the data folder
    key = installation.write_key()
    ledger = Ledger(folder / "ledger.jsonl")
    senders = Senders(installation.url, key, ledger, seed, rate)
    faults = Faults(installation, senders, seed)
    try:
        installation.start()
        senders.start()
        _do(plan, faults, say)
        say("sending what is left")
        senders.stop(seconds=SECONDS_FOR_THE_REST)
        seconds = _await_empty_intake(installation)
        code = installation.stop()
        if code:
            faults.notes.append(f"`regard up` ended with code {code}.")
        say("comparing")
        account = read_ledger(path=folder / "ledger.jsonl")
        installation.cluster.start()
        verdict = compare(account=account, data_dir=installation.data, database=installation.cluster.url, seed=seed)
    finally:
        senders.stop(seconds=0)
        ledger.close()
        installation.end()
    notes = faults.notes + [f"Unexpected answer: {said}" for said in senders.unexpected[:20]]
    if senders.retry_after_missing:
        notes.append(f"{senders.retry_after_missing} answers of 429 and 503 had no Retry-After.")
    return Outcome(seed, verdict, account, faults.kills, faults.seconds_to_recover, notes, seconds)


def _do(plan: Plan, faults: Faults, say: Callable[[str], None]) -> None:
    faults.kill_at_failpoints(rounds=plan.rounds, seconds_each=plan.seconds_each)
    say(f"{faults.kills.total()} kills at failpoints")
    if plan.random_kills:
        faults.kill_at_random(kills=plan.random_kills, seconds_between=1.0)
        say(f"{faults.kills.total()} kills")
    if plan.restarts or plan.seconds_away:
        faults.stop_database(seconds=plan.seconds_away, restarts=plan.restarts)
        say(f"the database was away {plan.seconds_away:.0f} s")


def _await_empty_intake(installation: Installation) -> float:
    """How long it took until all that was taken in was in the log."""
    began = time.monotonic()
    while time.monotonic() - began < SECONDS_TO_DRAIN:
        try:
            with psycopg.connect(installation.cluster.url) as connection:
                found = connection.execute(
                    "select (select count(*) from collection_intake) + (select count(*) from collection_batch where is_open)"
                ).fetchone()
        except psycopg.OperationalError:
            found = None
        if found == (0,):
            return time.monotonic() - began
        time.sleep(0.2)
    raise RuntimeError(f"The intake was not empty after {SECONDS_TO_DRAIN} s.")
