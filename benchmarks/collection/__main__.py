"""Run the measurement and write collection.md."""

import argparse
import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import psycopg

from benchmarks.collection.sending import Told, request_of, send_all
from benchmarks.machine import described
from regard.foundation.lake.api import Lake
from regard.foundation.postgres.api import find_postgres_url
from regard.simulator import Company

HERE = Path(__file__).parent
FIELDS = ("user_id", "anonymous_id")


def events_of(count: int) -> Iterator[bytes]:
    """Events of the imaginary company in Segment's shape."""
    company = Company(customers=max(count // 60, 2_000), days=365, seed=5, end=date(2026, 10, 31))
    made = 0
    for table in company.observations():
        for row in table.to_pylist():
            event: dict[str, Any] = {
                "type": "track",
                "event": row["kind"],
                "messageId": f"bench-{made}",
                "timestamp": row["time"].isoformat(),
                "properties": msgspec.Raw(row["properties"].encode()),
                "context": {"library": {"name": "bench", "version": "1"}, "channel": row["channel"]},
            }
            event |= {"userId": row["user_id"]} if row["user_id"] else {}
            event |= {"anonymousId": row["anonymous_id"]} if row["anonymous_id"] else {}
            if not row["user_id"] and not row["anonymous_id"]:
                event["anonymousId"] = row["external_id"] or row["phone"] or row["email"]
            if row["email"]:
                event["context"]["traits"] = {"email": row["email"]}
            yield msgspec.json.encode(event)
            made += 1
            if made == count:
                return


def batches_of(events: Iterator[bytes], size: int) -> Iterator[bytes]:
    """Bodies of batches."""
    held: list[bytes] = []
    for event in events:
        held.append(event)
        if len(held) == size:
            yield b'{"batch":[' + b",".join(held) + b"]}"
            held = []


@contextlib.contextmanager
def running(*words: str, ready: str | None, port: int) -> Iterator[subprocess.Popen[str]]:
    """A program of ours, until the block ends."""
    program = subprocess.Popen(
        [sys.executable, "-m", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        if ready:
            assert program.stdout is not None
            next(line for line in program.stdout if ready in line)
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.1)
        yield program
    finally:
        os.killpg(program.pid, signal.SIGTERM) if ready is None else program.terminate()
        program.communicate(timeout=60)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_recorded(data: Path) -> float:
    """Seconds until the intake is empty."""
    began = time.perf_counter()
    with psycopg.connect(find_postgres_url(data_dir=data), autocommit=True) as connection:
        while connection.execute("select count(*) from collection_intake").fetchone() != (0,):
            time.sleep(0.1)
    return time.perf_counter() - began


def rows_in(data: Path) -> int:
    """How many interactions the log holds."""
    return int(Lake.open(data).sql("select count(*) as n from interactions")["n"][0].as_py())


def row(name: str, told: Told, extra: str = "") -> str:
    """A row of the table."""
    said = ", ".join(f"{status}: {count:,}" for status, count in sorted(told.statuses.items()))
    return f"| {name} | {told.rate():,.0f} | {told.quantile(0.5):.1f} | {told.quantile(0.99):.1f} | {said} | {extra} |"


def measure(data: Path, events: int, singles: int) -> list[str]:
    """All rows of the table."""
    lines = []
    port, bare_port = free_port(), free_port()
    bodies = list(batches_of(events_of(events), 100))
    with running("regard.project.cli", "up", "--data", str(data), "--port", str(port), ready="is ready", port=port):
        listed = subprocess.run(
            [sys.executable, "-m", "regard.project.cli", "sources", "list", "--json", "--data", str(data)],
            capture_output=True,
            text=True,
            check=True,
        )
        key = json.loads(listed.stdout)[0]["write_keys"][0]
        single = [
            request_of(path="/v1/track", key=key, body=msgspec.json.encode(one))
            for one in (
                {"event": "Product Viewed", "userId": f"u{number % 5000}", "messageId": f"single-{number}"}
                for number in range(singles)
            )
        ]
        warm = asyncio.run(send_all(port=port, requests=single[:500], events=1, connections=16))
        assert warm.statuses == {200: 500}
        told = asyncio.run(send_all(port=port, requests=single[500:], events=1, connections=32, rate=1_500))
        lines.append(row("single events, 1,500 a second asked", told))
        drained = wait_until_recorded(data)
        lines[-1] = row(
            "single events, 1,500 a second asked", told, f"in the log {drained:.1f} s after the last answer"
        )
        before = rows_in(data)
        requests = [request_of(path="/v1/batch", key=key, body=body) for body in bodies]
        began = time.perf_counter()
        told = asyncio.run(send_all(port=port, requests=requests, events=100, connections=16))
        drained = wait_until_recorded(data)
        whole = time.perf_counter() - began
        stored = rows_in(data) - before
        lines.append(
            row(
                "batches of 100, as fast as answered",
                told,
                f"{stored:,} stored; {told.events / whole:,.0f} events/s from first request to last row in the log; "
                f"drained {drained:.1f} s after the last answer; refusals without Retry-After: {told.without_retry_after}",
            )
        )
        with running("benchmarks.collection.bare", str(bare_port), str(data), ready=None, port=bare_port):
            bare = asyncio.run(send_all(port=bare_port, requests=requests[:3000], events=100, connections=16))
        lines.append(
            row("bare endpoint that only commits the same batches", bare, f"ratio {told.rate() / bare.rate():.2f}")
        )
    return lines


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--singles", type=int, default=45_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines = measure(Path(folder) / "data", options.events, options.singles)
    head = ["| what | events/s acknowledged | p50 ms | p99 ms | answers | |", "|---|---|---|---|---|---|"]
    text = "\n".join(
        [
            "# Collection",
            "",
            "`python -m benchmarks.collection` makes this table. Sender, front, PostgreSQL and recorder share the machine's",
            "cores; an answer comes after PostgreSQL's commit. Times of single events count from when each was due.",
            "",
            *head,
            *lines,
            "",
            described(),
            "",
        ]
    )
    (HERE.parent / "collection.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
