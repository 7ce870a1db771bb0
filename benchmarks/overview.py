"""How fast does the Overview answer? `python -m benchmarks.overview` writes overview.md.

The imaginary company is recorded, `regard up` serves it, and what the console asks for its first page is asked as the
console does, at once. Beside it, in the same run and with equal results, pandas works the score card out from the
same Parquet files.
"""

import argparse
import json
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.machine import described
from benchmarks.pandas_score_card import score_card

HERE = Path(__file__).parent
ASKED = ("session", "filters", "journey", "scorecard", "fix-first")


def regard(*words: str, given: str | None = None) -> str:
    """Run one `regard` command and return what it printed."""
    command = [sys.executable, "-m", "regard.project.cli", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True, input=given).stdout


class Server:
    """`regard up` on a free port of this machine, stopped at the end."""

    def __init__(self, folder: str) -> None:
        regard("users", "add", "bench@example.org", "--data", folder, given=secrets.token_urlsafe(16) + "\n")
        self.key = next(
            line
            for line in regard("keys", "create", "bench@example.org", "--data", folder).split()
            if line.startswith("regard_")
        )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "regard.project.cli", "up", "--data", folder, "--port", str(self.port)]
        self.running = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self._wait()

    def _wait(self) -> None:
        for _ in range(600):
            try:
                self.ask("metrics", "")
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError("The server did not answer within a minute.")

    def ask(self, path: str, query: str) -> Any:
        """One answer."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/{path}?{query}", headers={"Authorization": f"Bearer {self.key}"}
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)

    def overview(self, query: str) -> float:
        """Seconds until all that the Overview shows is there, asked at once."""
        started = time.perf_counter()
        with ThreadPoolExecutor(len(ASKED)) as threads:
            list(threads.map(lambda path: self.ask(path, query if path not in ("session", "filters") else ""), ASKED))
        return time.perf_counter() - started

    def memory(self) -> float:
        """Resident MiB of all its processes."""
        total, wanted = 0.0, [self.running.pid]
        while wanted:
            process = Path("/proc") / str(wanted.pop())
            for children in process.glob("task/*/children"):
                wanted += [int(child) for child in children.read_text().split()]
            status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
            total += int(status["VmRSS"].split()[0]) / 1024
        return total

    def stop(self) -> None:
        """As Ctrl-C does."""
        self.running.send_signal(signal.SIGINT)
        self.running.wait(60)


def measured(folder: str) -> dict[str, Any]:
    """Start, ask, and stop."""
    server = Server(folder)
    try:
        periods = server.ask("filters", "")["periods"]
        quarter = next(period for period in periods if period["is_complete"])
        query = f"since={quarter['since']}&until={quarter['until']}"
        first = server.overview(query)
        time.sleep(20)  # what is worked out in advance beside serving is done by then
        warm = [server.overview(query) for _ in range(20)]
        channels = [row["channel"] for row in server.ask("filters", "")["channels"]][:8]
        fresh = [server.overview(f"{query}&channel={channel}") for channel in channels]
        card = server.ask("scorecard", query)
        return {"first": first, "warm": warm, "fresh": fresh, "card": card, "query": query, "memory": server.memory()}
    finally:
        server.stop()


def ours(folder: str, since: str, until: str) -> tuple[float, dict[str, tuple[float | None, int]]]:
    """Our score card over the same period in a process of its own; the second asking, so that imports do not count."""
    program = (
        "import sys, time, json, regard; from regard.project.notebook import scope_of; "
        "from regard.understand.metrics import queries; lake = regard.open(sys.argv[1]).lake; "
        "scope = scope_of(since=sys.argv[2], until=sys.argv[3]); queries._score_card(lake, scope); start = time.perf_counter(); "
        "card = queries._score_card(lake, scope); taken = time.perf_counter() - start; "
        "print(json.dumps([taken, {t.metric.name: [t.numbers.value, t.numbers.n] for t in card.tiles}]))"
    )
    taken, found = json.loads(
        subprocess.run(
            [sys.executable, "-c", program, folder, since, until], check=True, capture_output=True, text=True
        ).stdout
    )
    return taken, {name: (value, n) for name, (value, n) in found.items()}


def main() -> None:
    """Run and write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--days", type=int, default=365)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        regard(
            "simulate",
            "--customers",
            str(chosen.customers),
            "--days",
            str(chosen.days),
            "--seed",
            "7",
            "--data",
            folder,
        )
        recorded = time.perf_counter() - started
        n = json.loads(regard("metrics", "interactions", "--data", folder, "--json"))[0]["n"]
        result = measured(folder)
        since, until = (part.split("=")[1] for part in result["query"].split("&"))
        own_seconds, own = ours(folder, since, until)
        peer_seconds, peer = score_card(Path(folder), since, until)
    for name, (value, count) in peer.items():
        assert own[name][1] == count, (name, own[name], count)
        assert abs((own[name][0] or 0) - value) < 1e-9, (name, own[name], value)
    warm, fresh = sorted(result["warm"]), sorted(result["fresh"])
    (HERE / "overview.md").write_text(
        f"""# The Overview: how fast does it answer?

`python -m benchmarks.overview --customers {chosen.customers} --days {chosen.days}`. {described()}

{n:,} interactions, simulated and recorded in {recorded:.0f} s ({n / recorded:,.0f} a second from nothing to readable).
All five answers of the page are asked at once over HTTP, as the console does.

| | seconds |
|---|---|
| first time after the server's start, nothing worked out | {result["first"]:.2f} |
| warm, 20 times: median, slowest | {median(warm):.3f}, {warm[-1]:.3f} |
| {len(fresh)} channels nobody asked for before: median, slowest | {median(fresh):.2f}, {fresh[-1]:.2f} |
| the six headlines over eight periods, worked out, not remembered | {own_seconds:.2f} |
| five of them, one period, in pandas: equal values and n | {peer_seconds:.2f} |

pandas takes {peer_seconds / own_seconds:.1f} times as long for one period as Regard for eight with their intervals. Memory of all
server processes after this: {result["memory"]:.0f} MiB resident, shared pages counted in each.
"""
    )
    print((HERE / "overview.md").read_text())


if __name__ == "__main__":
    main()
