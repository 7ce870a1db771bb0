import contextlib
import sys

import pytest

from regard.foundation.saying.api import say


def test_say__where_the_disk_is_full__is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    full = open("/dev/full", "w", encoding="utf-8")  # noqa: SIM115 - closing it fails too
    monkeypatch.setattr(sys, "stdout", full)
    say(line="The reader ended.")
    with pytest.raises(OSError, match="No space"):
        print("This does say it.", flush=True)
    with contextlib.suppress(OSError):
        full.close()


def test_say__at_a_terminal__prints_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    say(line="Ready.")
    assert capsys.readouterr().out == "Ready.\n"
