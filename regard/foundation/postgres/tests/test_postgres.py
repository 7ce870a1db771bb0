import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from regard.foundation.postgres.api import PostgresFailed, find_postgres_url, open_postgres
from regard.foundation.postgres.cluster import Cluster

HOLD_OPEN = """
import sys
from pathlib import Path
from regard.foundation.postgres.api import open_postgres
database = open_postgres(data_dir=Path(sys.argv[1]), durable=False)
print("open", flush=True)
sys.stdin.read()
database.close()
"""


@pytest.fixture(autouse=True)
def _no_other_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)


def is_running(folder: Path) -> bool:
    return Cluster(folder / "postgres").is_running()


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question.encode()).fetchone()
        assert row is not None
        return row[0]


def test_postgres__opened_and_closed__runs_only_in_between_and_keeps_what_was_written(tmp_path: Path) -> None:
    with open_postgres(data_dir=tmp_path, durable=False) as database:
        assert database.url == find_postgres_url(data_dir=tmp_path)
        with psycopg.connect(database.url) as connection:
            connection.execute("create table seen as select 42 as answer")
    assert not is_running(tmp_path)
    with open_postgres(data_dir=tmp_path, durable=False) as database:
        assert ask(database.url, "select answer from seen") == 42


def test_postgres__used_twice__stops_with_the_last_user(tmp_path: Path) -> None:
    first = open_postgres(data_dir=tmp_path, durable=False)
    second = open_postgres(data_dir=tmp_path, durable=False)
    first.close()
    first.close()
    assert ask(second.url, "select 1") == 1
    second.close()
    assert not is_running(tmp_path)


def test_postgres__shared_with_another_program__outlives_the_one_that_leaves_first(tmp_path: Path) -> None:
    database = open_postgres(data_dir=tmp_path, durable=False)
    with _another_program(tmp_path) as other:
        database.close()
        assert is_running(tmp_path)
        other.communicate("")
    assert not is_running(tmp_path)


def test_postgres__left_behind_by_a_killed_program__is_stopped_by_the_next_user(tmp_path: Path) -> None:
    with _another_program(tmp_path) as other:
        other.kill()
    assert is_running(tmp_path)
    open_postgres(data_dir=tmp_path, durable=False).close()
    assert not is_running(tmp_path)


def test_postgres__killed_while_it_is_used__is_closed_without_complaint(tmp_path: Path) -> None:
    database = open_postgres(data_dir=tmp_path, durable=False)
    os.kill(int((tmp_path / "postgres" / "cluster" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    database.close()
    assert Cluster(tmp_path / "postgres").is_gone()


def test_postgres__listens_on_no_network_and_lets_nobody_else_in(tmp_path: Path) -> None:
    with open_postgres(data_dir=tmp_path, durable=False) as database:
        assert ask(database.url, "show listen_addresses") == ""
    cluster = Cluster(tmp_path / "postgres")
    assert stat.S_IMODE(cluster.files.stat().st_mode) == 0o700
    assert stat.S_IMODE(cluster.socket_folder.stat().st_mode) == 0o700


def test_postgres__in_a_folder_with_a_long_name__is_reached_by_a_short_one(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 20)
    with open_postgres(data_dir=folder, durable=False) as database:
        assert ask(database.url, "select 1") == 1
    assert len(os.fsencode(Cluster(folder / "postgres").socket_folder)) < 85


def test_postgres__first_start_interrupted__starts_over(tmp_path: Path) -> None:
    files = tmp_path / "postgres" / "cluster"
    files.mkdir(parents=True)
    (files / "half").write_text("written")
    with open_postgres(data_dir=tmp_path, durable=False) as database:
        assert ask(database.url, "select 1") == 1


def test_postgres__whose_making_failed_half_way__is_made_anew(tmp_path: Path) -> None:
    files = tmp_path / "postgres" / "cluster"
    (files / "global").mkdir(parents=True, mode=0o700)
    (files / "PG_VERSION").write_text("18\n")
    (tmp_path / "postgres" / "being_made").touch()
    with open_postgres(data_dir=tmp_path, durable=False) as database:
        assert ask(database.url, "select 1") == 1


def test_postgres__with_files_of_another_version__says_so(tmp_path: Path) -> None:
    files = tmp_path / "postgres" / "cluster"
    files.mkdir(parents=True, mode=0o700)
    (files / "PG_VERSION").write_text("12\n")
    with pytest.raises(PostgresFailed, match="PostgreSQL's pg_ctl failed"):
        open_postgres(data_dir=tmp_path, durable=False)


def test_database_url__set__is_used_and_nothing_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://cx@db.example/cx")
    with open_postgres(data_dir=tmp_path) as database:
        assert database.url == "postgresql://cx@db.example/cx"
    assert list(tmp_path.iterdir()) == []


def _another_program(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLD_OPEN, str(folder)]
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdout.readline() == "open\n"
    return program
