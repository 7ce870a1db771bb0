"""What is done to an installation while senders send: kills at random, kills at failpoints, a database that goes away."""

import subprocess
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from random import Random

from benchmarks.reliability.installation import Installation
from benchmarks.reliability.ledger import now_ms
from benchmarks.reliability.senders import Senders
from regard.project.children import SECONDS_UP

# Where each program can be made to die.
FAILPOINTS = {
    "front": ("intake.after_write", "intake.after_commit", "intake.after_answer"),
    "recorder": (
        "drain.after_claim",
        "record.after_customers",
        "record.after_rejected",
        "record.before_ids",
        "record.after_log",
        "drain.after_record",
        "drain.before_clear",
        "drain.after_clear",
    ),
}
MOST_PASSES = {"front": 40, "recorder": 6}  # before the kill
KILLED_AT_RANDOM = ("front", "recorder", "web", "worker", "postgres")
SECONDS_FOR_AN_ACKNOWLEDGEMENT = 180


@dataclass
class Faults:
    """The faults of one run, drawn with one seed."""

    installation: Installation
    senders: Senders
    seed: int
    kills: Counter[str] = field(default_factory=Counter)
    seconds_to_recover: dict[str, list[float]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._dice = Random(self.seed)

    def kill_at_failpoints(self, *, rounds: int, seconds_each: float) -> None:
        """Have the programs die at each failpoint in turn, so many rounds, in an order that is drawn."""
        time.sleep(SECONDS_UP + 2)  # `regard up` gives up programs that never ran so long
        waiting = {program: list(names) * rounds for program, names in FAILPOINTS.items()}
        for names in waiting.values():
            self._dice.shuffle(names)
        longest = max(map(len, waiting.values())) + 1
        armed: dict[str, str] = {}
        ends = {program: self._count_ends(program) for program in waiting}
        for program, names in waiting.items():  # an armed program has to be a fresh one
            self._arm(armed, program, names)
            self.kills[program] += self.installation.kill(program)
            ends[program] += 1
        deadline = time.monotonic() + seconds_each * longest
        while armed and time.monotonic() < deadline:
            time.sleep(0.05)
            for program in list(armed):
                if self._count_ends(program) > ends[program]:
                    ends[program] += 1
                    self.kills[armed.pop(program)] += 1
                    self._arm(armed, program, waiting[program])
        self.installation.failpoints.write_text("")
        for program, name in armed.items():
            self.notes.append(f"{1 + len(waiting[program])} kills were left when time was over; {name} was next.")

    def _arm(self, armed: dict[str, str], program: str, waiting: list[str]) -> None:
        """Have the program die at the next of its failpoints, from its next start on."""
        if waiting:
            armed[program] = waiting.pop()
        told = [f"{name}@{self._dice.randint(1, MOST_PASSES[program])}" for program, name in armed.items()]
        self.installation.failpoints.write_text(",".join(told))

    def kill_at_random(self, *, kills: int, seconds_between: float) -> None:
        """Kill programs at random moments, several at once, also while they start; now and then `regard up` with them.

        After some of the volleys it is noted how long it took until a request got its 200.
        """
        until = self.kills.total() + kills
        for volley in count():
            if self.kills.total() >= until:
                break
            time.sleep(self._dice.random() * 2 * seconds_between)
            chosen = self._dice.sample(KILLED_AT_RANDOM, self._dice.randint(1, 3)) + ["up"] * (volley % 20 == 19)
            began = now_ms()
            for program in chosen:
                self.kills[program] += self.installation.kill(program)
            if "up" in chosen:
                self.installation.start()
                time.sleep(SECONDS_UP + 2)  # `regard up` gives up programs that never ran so long
            if volley % 5 == 4:
                self._await_acknowledgement(" + ".join(sorted(chosen)) if len(chosen) == 1 else "several", since=began)

    def stop_database(self, *, seconds: float, restarts: int) -> None:
        """Restart PostgreSQL at once, several times, then have it away for a while. `regard up` runs on."""
        self._kill_up()
        self.installation.cluster.start()
        self.installation.start(apart=True)
        self._await_acknowledgement("up")
        for _ in range(restarts):
            self._stop_postgres()
            began = now_ms()
            self.installation.cluster.start()
            self._await_acknowledgement("postgres restarted", since=began)
        self._stop_postgres()
        time.sleep(seconds)
        if not self.installation.is_answering():
            self.notes.append("Nothing answered while the database was away.")
        began = now_ms()
        self.installation.cluster.start()
        self._await_acknowledgement(f"postgres away {seconds:.0f} s", since=began)
        if not self.installation.is_up():
            self.notes.append("`regard up` ended while the database was away.")
        self._kill_up()
        self.installation.start()
        self._await_acknowledgement("up")

    def _kill_up(self) -> None:
        self.kills["up"] += self.installation.kill("up")

    def _stop_postgres(self) -> None:
        cluster = self.installation.cluster
        done: subprocess.CompletedProcess[str] = cluster._call(
            "pg_ctl", "stop", "-D", str(cluster.files), "-m", "immediate", "-w"
        )
        self.kills["postgres immediate stop"] += done.returncode == 0

    def _count_ends(self, program: str) -> int:
        """How often `regard up` saw a program killed."""
        told = {"web": "web server"}.get(program, program)
        return self.installation.log.read_bytes().count(f"The {told} ended (exit code -9)".encode())

    def _await_acknowledgement(self, what: str, *, since: float | None = None) -> None:
        """Wait until a request that was sent after the fault is answered 200."""
        since = now_ms() if since is None else since
        deadline = time.monotonic() + SECONDS_FOR_AN_ACKNOWLEDGEMENT
        while self.senders.last_answer_at <= since:
            if time.monotonic() > deadline:
                self.notes.append(f"Nothing was acknowledged for {SECONDS_FOR_AN_ACKNOWLEDGEMENT} s after: {what}.")
                if not self.installation.is_up():
                    self.installation.start()
                return
            if not self.installation.is_up():
                self.notes.append(f"`regard up` ended by itself after: {what}.")
                self.installation.start()
            time.sleep(0.02)
        self.seconds_to_recover.setdefault(what, []).append((self.senders.last_answer_at - since) / 1000)
