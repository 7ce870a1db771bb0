"""A disk that runs full: `unshare -m python -m benchmarks.reliability.disk FOLDER` (as root; the file system is its own).

While there is too little room nothing is taken in, and what asks to read is answered; once there is room again, all goes
on without a restart, and everything that was acknowledged is in the log. Prints what was seen as JSON.
"""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.reliability.installation import Installation
from regard.foundation.lake.api import Lake

SIZE = 600 * 1024**2
NEARLY_FULL = 30 * 1024**2  # bytes left; less than is kept in reserve
SECONDS = 120


def main(folder: Path) -> None:
    """Do it."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0755", "tmpfs", str(folder)], check=True)
    installation = Installation(folder)
    installation.regard("sources", "list")
    key = installation.write_key()
    acknowledged: list[str] = []

    def send() -> tuple[int, str | None]:
        status, wait, message_id = send_one(installation.url, key)
        if status == 200:
            acknowledged.append(message_id)
        return status, wait

    seen: dict[str, Any] = {}
    try:
        installation.start()
        await_true(lambda: installation.status_of("/accounts/login/") == 200)
        seen["before"] = [send()[0] for _ in range(20)]
        fill(folder, leave=NEARLY_FULL)
        await_true(lambda: send()[0] == 503)
        seen["nearly full"] = send()
        seen["reads while nearly full"] = installation.status_of("/accounts/login/")
        fill(folder, leave=0)
        installation.kill("worker")  # what `regard up` then has to say cannot be written
        time.sleep(5)
        seen["full"] = send()
        seen["reads while full"] = installation.status_of("/accounts/login/", seconds=30)
        for filler in folder.glob("filler-*"):
            filler.unlink()
        began = time.monotonic()
        await_true(lambda: send()[0] == 200)
        seen["seconds until taken in again"] = round(time.monotonic() - began, 1)
        seen["after"] = [send()[0] for _ in range(20)]
        seen["ran on"] = installation.is_up()
        await_true(lambda: is_empty(installation))
        seen["exit code"] = installation.stop()
        stored = Lake.open(installation.data).delta("interactions").to_pyarrow_table(columns=["message_id"])
        ids = stored["message_id"].to_pylist()
        seen |= {"acked": len(acknowledged), "stored": len(ids), "lost": len(set(acknowledged) - set(ids))}
        seen["repeated"] = len(ids) - len(set(ids))
    except TimeoutError as late:
        raise TimeoutError(f"{late} Seen: {json.dumps(seen)}\n{installation.log.read_text()[-4_000:]}") from None
    finally:
        installation.end()
    print(json.dumps(seen))


def send_one(url: str, key: str) -> tuple[int, str | None, str]:
    """Send one event; return status, Retry-After and message id."""
    message_id = os.urandom(8).hex()
    body = {"event": "Odd", "userId": "ann", "messageId": message_id, "properties": {"padding": "x" * 5_000}}
    request = urllib.request.Request(
        f"{url}/v1/track", json.dumps(body).encode(), {"authorization": f"Bearer {key}"}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, None, message_id
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("retry-after"), message_id
    except OSError:
        return 0, None, message_id


def fill(folder: Path, *, leave: int) -> None:
    """Write until only so many bytes are left."""
    with (folder / f"filler-{leave}").open("wb", buffering=0) as filler:
        while True:
            disk = os.statvfs(folder)
            wanted = disk.f_bavail * disk.f_frsize - leave
            if wanted <= 0:
                return
            try:
                filler.write(b"\0" * min(wanted, 1024**2))
            except OSError:
                return


def is_empty(installation: Installation) -> bool:
    """Whether all that was taken in is in the log."""
    with psycopg.connect(installation.cluster.url) as connection:
        return connection.execute("select count(*) from collection_intake").fetchone() == (0,)


def await_true(question: Callable[[], bool]) -> None:
    """Ask until the answer is yes."""
    deadline = time.monotonic() + SECONDS
    while not question():
        if time.monotonic() > deadline:
            raise TimeoutError("It did not come about in time.")
        time.sleep(0.2)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
