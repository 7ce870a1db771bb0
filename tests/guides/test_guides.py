from pathlib import Path

import pytest

from tests.guides.running import GUIDES, Block, blocks_of, missing_folders, prepare_folder, run_block

WITH_BLOCKS = sorted(path.name for path in GUIDES.glob("*.md") if "```console" in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", WITH_BLOCKS)
def test_guide__followed_step_by_step__says_what_happens(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (GUIDES / name).read_text(encoding="utf-8")
    missing = missing_folders(text)
    if missing:
        pytest.skip(f"{name} needs {' and '.join(missing)}, which is not beside the project")
    folder = prepare_folder(tmp_path)
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    faults = [fault for block in blocks_of(text) for fault in run_block(block, folder=folder, names=names)]
    assert not faults, "\n".join(faults)


def test_runner__of_a_block_that_lies__says_so(tmp_path: Path) -> None:
    folder = prepare_folder(tmp_path)
    (fault,) = run_block(Block("console", None, "$ echo one\ntwo\n", 1), folder=folder, names={})
    assert fault == "$ echo one\n--- the guide says\ntwo\n--- it printed (exit code 0)\none\n"


def test_runner__of_a_doctest_that_lies__says_so(tmp_path: Path) -> None:
    (fault,) = run_block(Block("pycon", None, ">>> 1 + 1\n3\n", 1), folder=tmp_path, names={})
    assert "Expected:\n    3\nGot:\n    2" in fault
