"""JetStream in front of the intake, with a real server: nothing acknowledged is lost, nothing recorded twice."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from regard.foundation.lake.api import Lake
from regard.record.collection.decoding import IntakeRequest
from regard.record.collection.drain import Drain
from regard.record.collection.gateways.nats import NatsIntake, carry
from regard.record.interactions.api import Recorder

pytestmark = pytest.mark.django_db(transaction=True)
PROGRAM = Path(sys.executable).with_name("nats-server")


class Nats:
    """A JetStream that writes to disk before it answers, on loopback."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"nats://127.0.0.1:{self.port}"
        self.settings = folder / "nats.conf"
        self.settings.write_text(
            f'listen: "127.0.0.1:{self.port}"\njetstream {{ store_dir: "{folder / "store"}", sync_interval: always }}\n'
        )
        self.start()

    def start(self) -> None:
        self.running = subprocess.Popen(
            [str(PROGRAM), "-c", str(self.settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.1)
        pytest.fail("nats-server did not start.")

    def kill(self) -> None:
        self.running.send_signal(signal.SIGKILL)
        self.running.wait(30)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Nats]:
    started = Nats(tmp_path)
    yield started
    started.kill()


def database() -> str:
    given = connection.get_connection_params()
    return make_conninfo("", **{name: given[name] for name in ("dbname", "user", "host") if given.get(name)})


def request(number: int) -> IntakeRequest:
    event = {"event": "Signed In", "userId": f"u{number % 3}", "messageId": f"m{number}"}
    body = json.dumps(event).encode()
    return IntakeRequest(str(uuid.uuid4()), "shop", "track", datetime.now(UTC), None, None, body)


async def put(server: Nats, numbers: range) -> None:
    intake = NatsIntake(url=server.url)
    await asyncio.gather(*(intake.put(request=request(number), events=1) for number in numbers))


def carry_for(server: Nats, seconds: float) -> None:
    until = time.monotonic() + seconds
    asyncio.run(carry(url=server.url, database=database(), is_ended=lambda: time.monotonic() > until))


def drained(folder: Path) -> list[str]:
    lake = Lake.open(folder)
    with Recorder(lake=lake) as recorder:
        drain = Drain(lake, recorder)
        drain.begin()
        while drain.run_once():
            pass
    return sorted(lake.sql("select message_id from interactions")["message_id"].to_pylist())


def test_nats__killed_after_it_answered__has_everything_when_it_is_back(server: Nats, data_dir: Path) -> None:
    asyncio.run(put(server, range(200)))
    server.kill()
    server.start()
    asyncio.run(put(server, range(150, 250)))  # fifty of them again, as a sender does who was not answered
    carry_for(server, 4)
    assert drained(data_dir) == sorted(f"m{number}" for number in range(250))


def test_nats__carried_twice__is_recorded_once(server: Nats, data_dir: Path) -> None:
    asyncio.run(put(server, range(20)))
    carry_for(server, 3)
    assert len(drained(data_dir)) == 20
    asyncio.run(put(server, range(20)))
    carry_for(server, 3)
    assert len(drained(data_dir)) == 20
