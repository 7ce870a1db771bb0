"""The index of ids through whatever may happen to it: appends, repeats, compaction, lost and half-written files."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from regard.analytics.tests.factories import interaction
from regard.foundation.lake.api import IdIndex, Lake, LakeWriter, compact, halves_of
from regard.foundation.lake.tests.test_lake import rows

IDS = [f"{high:016x}{low:016x}" for high in range(3) for low in range(8)]
some_ids = st.lists(st.sampled_from(IDS), min_size=1, max_size=5, unique=True)


class IdStorm(RuleBasedStateMachine):
    """A recorder's way with the index, and accidents between its steps."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="ids-"))
        self.lake = Lake.open(self.folder)
        self.place = self.folder / "derived" / "ids"
        self.index = self.fresh()
        self.stored: set[str] = set()

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def fresh(self) -> IdIndex:
        return IdIndex.of_log(self.folder)

    def known(self) -> set[str]:
        self.index.catch_up(version=self.lake.delta("interactions").version())
        is_known = self.index.contains(halves_of(ids=IDS)).tolist()
        return {one for one, known in zip(IDS, is_known, strict=True) if known}

    @rule(ids=some_ids, month=st.sampled_from([1, 2]), crashes=st.booleans())
    def record(self, ids: list[str], month: int, crashes: bool) -> None:
        """New ones are written; where we crash, the log has them and the index was not told."""
        wanted = [one for one in ids if one not in self.known()]
        if not wanted:
            return
        with LakeWriter(self.lake) as writer:
            written = [interaction(id=one, days=30 * (month - 1), month=f"2026-0{month}") for one in wanted]
            version = writer.append("interactions", rows(*written))
        self.stored |= set(wanted)
        if crashes:
            self.index = self.fresh()
        elif version is not None:
            self.index.add(halves_of(ids=wanted), version=version)

    @rule()
    def compact(self) -> None:
        compact(lake=self.lake, is_forced=True)

    @rule()
    def lose_the_manifest(self) -> None:
        (self.place / "manifest.json").unlink(missing_ok=True)

    @rule(cut=st.integers(0, 30))
    def tear_the_manifest(self, cut: int) -> None:
        manifest = self.place / "manifest.json"
        if manifest.exists():
            manifest.write_text(manifest.read_text()[:cut])

    @rule()
    def leave_a_draft(self) -> None:
        self.place.mkdir(parents=True, exist_ok=True)
        (self.place / ".9-9.npy.1").write_bytes(b"half")

    @rule()
    def start_anew(self) -> None:
        self.index = self.fresh()

    @invariant()
    def knows_what_the_log_holds(self) -> None:
        assert self.known() == self.stored
        held = self.lake.sql("select id from interactions")["id"].to_pylist()
        assert sorted(held) == sorted(self.stored)


TestIdStorm = IdStorm.TestCase
TestIdStorm.settings = settings(max_examples=10, stateful_step_count=10, deadline=None)
