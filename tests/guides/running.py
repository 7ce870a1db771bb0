"""Runs a guide: writes the files it shows, types its commands, compares what it says with what happens.

Blocks of a guide that are run, in order, in an empty folder beside the shared data:
* ```console: each line after `$ ` is typed into a shell, the lines below it are what it prints;
* ```pycon: a doctest;
* any block with `file=NAME` after its language is written to that file first.
A guide that needs a folder says so in a comment: <!-- needs: ../shared/data/FOLDER -->.
"""

import doctest
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ROOT / "docs" / "guides"
_BLOCK = re.compile(r"^```(?P<language>\w+)(?: file=(?P<file>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_NEEDS = re.compile(r"<!-- needs: (\S+) -->")
_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True)
class Block:
    """One fenced block of a guide."""

    language: str
    file: str | None
    text: str
    line: int


def blocks_of(text: str) -> list[Block]:
    return [
        Block(found["language"], found["file"], found["text"], text.count("\n", 0, found.start()) + 1)
        for found in _BLOCK.finditer(text)
    ]


def missing_folders(text: str) -> list[str]:
    return [folder for folder in _NEEDS.findall(text) if not (ROOT / folder).exists()]


def prepare_folder(tmp_path: Path) -> Path:
    """An empty folder from which ../shared and the examples look as they do from the project's root."""
    folder = tmp_path / "regard"
    folder.mkdir()
    (folder / "examples").symlink_to(ROOT / "examples")
    if (ROOT.parent / "shared").exists():
        (tmp_path / "shared").symlink_to(ROOT.parent / "shared")
    return folder


def run_block(block: Block, *, folder: Path, names: dict[str, object]) -> list[str]:
    """Run one block in `folder` and say where what happens differs from what the guide says."""
    if block.file is not None:
        (folder / block.file).write_text(block.text, encoding="utf-8")
        return []
    if block.language == "console":
        return [fault for command, said in _commands(block.text) if (fault := _type(command, said, folder))]
    if block.language == "pycon":
        return _doctest(block, names)
    return []


def _commands(text: str) -> list[tuple[str, str]]:
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
    split = (part.partition("\n") for part in parts)
    return [(command, said) for command, _, said in split]


def _type(command: str, said: str, folder: Path) -> str | None:
    left_out = ("REGARD_DATA", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    environ = {name: value for name, value in os.environ.items() if name not in left_out}
    environ |= {"PATH": f"{Path(sys.executable).parent}:{environ.get('PATH', '')}", "COLUMNS": "140", "NO_COLOR": "1"}
    done = subprocess.run(
        command,
        shell=True,
        check=False,
        cwd=folder,
        env=environ,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if doctest.OutputChecker().check_output(said, done.stdout, _FLAGS):
        return None
    return f"$ {command}\n--- the guide says\n{said}--- it printed (exit code {done.returncode})\n{done.stdout}"


def _doctest(block: Block, names: dict[str, object]) -> list[str]:
    faults: list[str] = []
    test = doctest.DocTestParser().get_doctest(block.text, names, "guide", "guide", block.line)
    runner = doctest.DocTestRunner(optionflags=_FLAGS, verbose=False)
    runner.run(test, out=faults.append, clear_globs=False)
    names.update(test.globs)
    return faults
