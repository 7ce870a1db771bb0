"""Names say what a thing is; words that fit everything are not used."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.conventions.files import ROOT, python_files, tracked

DRAWERS = {"utils", "util", "common", "helpers", "helper", "misc", "base", "manager", "managers", "services", "stuff"}
VAGUE = {"process", "handle", "handler", "manage", "manager", "perform", "execute", "info", "item", "items", "data"}
# Names that others chose and we have to use.
GIVEN = {"data_dir", "default_data_dir", "get_context_data", "default_data", "process_exception", "handle_DATA"}
GIVEN |= {"execute", "visit_JSONGetItem"}  # of Ibis' backends
TEST_NAME = re.compile(r"test_[a-z0-9_]+?__[a-z0-9_]+")


def defined(path: Path) -> Iterator[tuple[int, str]]:
    """Give each function, class and argument a file names, with its line."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg


def words(name: str) -> set[str]:
    return set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()))


def test_files__are_not_drawers() -> None:
    wrong = [str(path.relative_to(ROOT)) for path in tracked() if path.stem.lower() in DRAWERS]
    assert wrong == []


def test_names__say_what_a_thing_is() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in python_files()
        for line, name in defined(path)
        if words(name) & VAGUE and name not in GIVEN and name != "data" and not name.startswith("test_")
    ]
    assert wrong == []


def test_tests__read_as_sentences() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in python_files()
        if "tests" in path.parts
        for line, name in defined(path)
        if name.startswith("test_") and not TEST_NAME.fullmatch(name)
    ]
    assert wrong == []
