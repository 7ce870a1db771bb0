"""The reference says what the code does."""

import json
import re

import pytest

from regard.foundation.settings.api import MEANINGS
from tests.conventions.files import ROOT, python_files, text_of, tracked
from tests.docs.reference import CLIENT, FOLDER, contract, pages

PAGES = ["commands.md", "rest.md", "metrics.md", "interactions.md", "settings.md", "maps.md", "journey-map.schema.json"]


@pytest.mark.parametrize("name", PAGES)
def test_reference__compared_with_the_code__is_up_to_date(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == pages()[name], "Run `make docs` and commit what it wrote."


def test_client__of_the_console__is_generated_from_this_contract() -> None:
    text = CLIENT.read_text(encoding="utf-8")
    assert json.loads(text) == contract(), "Run `make docs`, then `.ci/npm run generate`, and commit what they wrote."


def test_settings__read_anywhere__are_described() -> None:
    read = re.compile(
        r"""environ(?:\.get\(|\[|\.setdefault\()\s*"(REGARD_[A-Z_]+|DATABASE_URL|SECRET_KEY)|env\.get\(\s*"([A-Z_]+)"""
    )
    found = {
        one or other
        for path in python_files()
        if "tests" not in path.parts
        for one, other in read.findall(text_of(path))
    }
    assert "REGARD_DATA" in found
    assert found - set(MEANINGS) == set()


def test_links__within_the_docs__lead_somewhere() -> None:
    link = re.compile(r"\]\((?!https?:|#|/)([^)#]+)")
    wrong = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in tracked()
        if path.suffix == ".md"
        for target in link.findall(text_of(path))
        if not (path.parent / target).exists()
    ]
    assert wrong == []


def test_decisions__are_titled_by_what_was_decided_and_short() -> None:
    pages_found = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert pages_found
    for path in pages_found:
        lines = text_of(path).splitlines()
        assert lines[0].startswith("# ")
        assert len(lines) <= 40, path.name
        assert any(line.startswith("**Decided.**") for line in lines), path.name
