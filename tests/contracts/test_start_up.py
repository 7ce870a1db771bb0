"""Starting is quick because what takes long to import is imported where it is used."""

import subprocess
import sys
from pathlib import Path

import pytest

SLOW_FOR_COMMANDS = ("django", "ninja", "allauth", "procrastinate", "gunicorn", "scipy", "pandas")
SLOW_FOR_SETTINGS = ("scipy", "pandas", "ibis", "duckdb", "deltalake", "pyarrow", "numpy")


def loaded_by(code: str, *, folder: Path) -> set[str]:
    script = f"{code}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    environ = {"REGARD_DATA": str(folder), "PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environ)
    return set(done.stdout.split())


def test_command_line__loaded__imports_nothing_that_takes_long(tmp_path: Path) -> None:
    loaded = loaded_by("from regard.project.cli import build_app; build_app()", folder=tmp_path)
    assert "typer" in loaded
    assert loaded & {*SLOW_FOR_COMMANDS, *SLOW_FOR_SETTINGS} == set()


def test_settings__read__import_nothing_of_the_analyses(tmp_path: Path) -> None:
    loaded = loaded_by("import regard.project.settings", folder=tmp_path)
    assert "psycopg" in loaded
    assert loaded & set(SLOW_FOR_SETTINGS) == set()


@pytest.mark.parametrize(
    "command",
    [
        ["metrics", "nps"],
        ["journey"],
        ["journeys", "paths"],
        ["fix-first"],
        ["drivers"],
        ["value", "show"],
        ["risk", "show", "orders"],
        ["effort"],
    ],
)
def test_analysis__from_the_command_line__starts_without_django(tmp_path: Path, command: list[str]) -> None:
    arguments = [*command, "--json", "--data", str(tmp_path)]
    code = f"""
from regard.analytics.errors import RegardError
from regard.project.cli import build_app
try:
    build_app()({arguments!r})
except RegardError:
    pass  # there is no log, which is found out after everything was imported
"""
    loaded = loaded_by(code, folder=tmp_path)
    assert "duckdb" in loaded
    assert "django" not in loaded
