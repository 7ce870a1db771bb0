"""A short run of `python -m benchmarks.reliability`: every failpoint kills once while senders send."""

from pathlib import Path

from benchmarks.reliability.__main__ import SHORT
from benchmarks.reliability.faults import FAILPOINTS
from benchmarks.reliability.run import run


def test_kills__at_every_failpoint_under_load__lose_nothing_repeat_nothing_change_nothing(tmp_path: Path) -> None:
    outcome = run(folder=tmp_path, seed=7, rate=100, plan=SHORT, say=print)
    assert list(outcome.notes + outcome.verdict.wrong) == []
    assert outcome.verdict.line().endswith("lost=0 phantom=0 corrupt=0")
    names = {name for several in FAILPOINTS.values() for name in several}
    assert {name for name, times in outcome.kills.items() if times} >= names
    assert outcome.kills.total() >= 10
    assert outcome.verdict.stored > 100
    assert outcome.verdict.duplicates > 0
    assert outcome.verdict.rejected > 0
