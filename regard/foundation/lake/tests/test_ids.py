"""The index of stored ids says exactly which ids the log holds, whoever wrote it and however it was left."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from deltalake import write_deltalake
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.foundation.lake.api import IdIndex, halves_of

ids = st.lists(st.sampled_from([f"{high:016x}{low:016x}" for high in range(4) for low in range(12)]), max_size=12)


@given(batches=st.lists(ids, max_size=8), asked=ids)
@settings(max_examples=60, deadline=None)
def test_contains__after_any_batches__is_what_a_set_says(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[str]], asked: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("ids")
    index = IdIndex(folder, folder / "none")
    for version, batch in enumerate(batches):
        index.add(halves_of(ids=batch), version=version)
    other = IdIndex(folder, folder / "none")  # as another process sees it
    known = {one for batch in batches for one in batch}
    for reader in (index, other):
        assert reader.contains(halves_of(ids=asked)).tolist() == [one in known for one in asked]


def test_add__many_batches__keeps_few_files(tmp_path: Path) -> None:
    index = IdIndex(tmp_path, tmp_path / "none")
    random = np.random.default_rng(1)
    for version in range(200):
        index.add(random.integers(0, 2**63, size=(2, 100), dtype=np.uint64), version=version)
    assert len(list(tmp_path.glob("*.npy"))) < 12
    assert sum(np.load(file).shape[1] for file in tmp_path.glob("*.npy")) == 20_000


def test_catch_up__table_whose_texts_hold_every_kind_of_line_end__takes_in_what_was_added(tmp_path: Path) -> None:
    index = IdIndex(tmp_path / "ids", tmp_path / "table")
    for version in range(3):
        rows = {"id": [f"{version:032x}"], "text": ["a\u2028\u2029\x85\x0b\x1c\r\nb"]}
        write_deltalake(tmp_path / "table", pa.table(rows), mode="append")
        index.catch_up(version=version)
    assert index.contains(halves_of(ids=[f"{number:032x}" for number in range(4)])).tolist() == [
        True,
        True,
        True,
        False,
    ]
