"""Files are short, text ends in a newline, and nothing in them belongs to one machine."""

import ast
import re

from tests.conventions.files import ROOT, python_files, text_of, tracked

LONGEST = 300
LONGEST_FUNCTION = 60
MOST_AT_THE_ROOT = 20
# Written in pieces, so that this file does not contain what it looks for.
HOSTS = [
    "pypi." + "org",
    "files.pythonhosted." + "org",
    "registry.npmjs." + "org",
    "npmmirror." + "com",
    "/opt/" + "pypi",
    "verda" + "ccio",
]
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|home/[a-z]+|Users/[A-Za-z]+|root)/[\w.]")
GENERATED = ("package-lock.json", "schema.d.ts", "openapi.json")


def test_files__are_short_enough_to_read() -> None:
    lengths = {path: len(text_of(path).splitlines()) for path in python_files()}
    wrong = [f"{path.relative_to(ROOT)} has {length} lines" for path, length in lengths.items() if length > LONGEST]
    assert wrong == []


def test_functions__are_short_enough_to_read() -> None:
    wrong = []
    for path in python_files():
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION:
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert wrong == []


def test_web_files__are_short_enough_to_read() -> None:
    written = [path for path in tracked() if path.suffix in (".ts", ".tsx", ".css") and path.name not in GENERATED]
    wrong = [str(path.relative_to(ROOT)) for path in written if len(text_of(path).splitlines()) > LONGEST]
    assert wrong == []


def test_files__name_no_registry_and_no_folder_of_one_machine() -> None:
    wrong = []
    for path in tracked():
        text = text_of(path)
        wrong += [f"{path.relative_to(ROOT)}: {host}" for host in HOSTS if host in text]
        wrong += [f"{path.relative_to(ROOT)}: {found}" for found in MACHINE_PATHS.findall(text)]
    assert wrong == []


def test_files__of_text__end_in_a_newline() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.name not in GENERATED and (text := text_of(path)) and not text.endswith("\n")
    ]
    assert wrong == []


def test_constraints__pin_every_package_to_one_version_and_no_address() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert [line for line in lines if not re.match(r"[a-z0-9.\[\]-]+==[^ ]+( ; .+)?$", line)] == []


def test_root__shows_few_things() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert len(names) <= MOST_AT_THE_ROOT, sorted(names)
