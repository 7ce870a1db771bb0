"""The files a convention is about: what git tracks, or would track."""

import subprocess
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "regard" / "project" / "static"
LEFT_OUT = {".git", ".venv", "node_modules", "data", "__pycache__", "dist", "test-results"}


@lru_cache
def tracked() -> tuple[Path, ...]:
    """Return the files of the project, however the checkout was made."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
        files = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        found = [path for path in ROOT.rglob("*") if not LEFT_OUT & set(path.relative_to(ROOT).parts)]
        files = [path for path in found if BUILT not in path.parents]
    return tuple(sorted(path for path in files if path.is_file()))


def python_files() -> list[Path]:
    """Return the Python files, migrations left out."""
    return [path for path in tracked() if path.suffix == ".py" and "migrations" not in path.parts]


def text_of(path: Path) -> str:
    """Return the text of a file; nothing for one that has none."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
