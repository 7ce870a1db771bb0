"""Commands as people type them: what they print, how they end, and that nobody sees a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from regard.foundation.postgres.cluster import Cluster

PASSWORD = "a lamp in the rain\n"


def regard(*words: str, folder: Path, said: str = "", **settings: str) -> tuple[int, str, str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("REGARD_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "regard.project.cli", *words],
        input=said,
        capture_output=True,
        text=True,
        check=False,
        env=environ | {"REGARD_DATA": str(folder)} | settings,
    )
    return done.returncode, done.stdout, done.stderr


def test_users_and_keys__added_from_the_command_line__are_there_and_nothing_keeps_running(tmp_path: Path) -> None:
    added = regard("users", "add", "Ada@fernweh.example", folder=tmp_path, said=PASSWORD)
    assert added == (0, "ada@fernweh.example may sign in.\n", "")
    code, out, _ = regard("keys", "create", "ada@fernweh.example", "--json", folder=tmp_path)
    assert code == 0
    assert json.loads(out)["key"].startswith("regard_")
    assert regard("users", "list", folder=tmp_path) == (0, "ada@fernweh.example\n", "")
    assert not Cluster(tmp_path / "postgres").is_running()


def test_user__added_twice__is_refused_in_a_sentence(tmp_path: Path) -> None:
    added = regard("users", "add", "ada@fernweh.example", folder=tmp_path, said=PASSWORD)
    assert added == (0, "ada@fernweh.example may sign in.\n", "")
    again = regard("users", "add", "ada@fernweh.example", folder=tmp_path, said=PASSWORD)
    assert again == (2, "", "regard: ada@fernweh.example has an account already.\n")


@pytest.mark.parametrize("key", ["changeme", "secret"])
def test_secret_key__that_everybody_knows__keeps_regard_from_starting(tmp_path: Path, key: str) -> None:
    code, out, err = regard("users", "list", folder=tmp_path, SECRET_KEY=key)
    assert (code, out) == (78, "")
    assert err.startswith("regard: SECRET_KEY is shorter than 32 characters or a known default.")
    assert err.count("\n") == 1


def test_database__that_does_not_answer__is_named_in_a_sentence(tmp_path: Path) -> None:
    url = "postgresql://cx@127.0.0.1:1/cx"
    code, out, err = regard("users", "list", folder=tmp_path, DATABASE_URL=url)
    assert (code, out) == (1, "")
    assert err.startswith("regard: The database does not answer: ")
    assert err.count("\n") == 1


def test_data_folder__that_is_a_file__is_refused_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_text("not a folder")
    code, out, err = regard("users", "list", folder=file)
    assert (code, out) == (2, "")
    assert err == f"regard: {file} is a file, not a data folder. Name a folder with --data.\n"


def test_command__that_does_not_exist__is_refused(tmp_path: Path) -> None:
    code, out, err = regard("polish", folder=tmp_path)
    assert (code, out) == (2, "")
    assert "No such command 'polish'" in err
    assert "Traceback" not in err


def test_version__asked_for__is_printed(tmp_path: Path) -> None:
    assert regard("--version", folder=tmp_path) == (0, "regard 0.1.0\n", "")
