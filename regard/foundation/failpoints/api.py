"""The door of failpoints.

`REGARD_FAILPOINT=name@3,other@1` ends the program by SIGKILL the third time it passes `name`, or the first time it
passes `other`. `REGARD_FAILPOINT=@FILE` has the same said in a file, which each program reads when it starts. Without the
variable a failpoint does nothing.
"""

import os
import signal
from collections import Counter
from pathlib import Path

__all__ = ["failpoint"]

_passed: Counter[str] = Counter()


def _read(text: str) -> dict[str, int]:
    if text.startswith("@"):
        text = Path(text[1:]).read_text(encoding="utf-8").strip()
    named = (part.partition("@") for part in text.split(",") if part)
    return {name: int(number or 1) for name, _, number in named}


_armed = _read(os.environ.get("REGARD_FAILPOINT", ""))


def failpoint(*, name: str) -> None:
    """Pass the place `name`."""
    if name in _armed:
        _passed[name] += 1
        if _passed[name] == _armed[name]:
            os.kill(os.getpid(), signal.SIGKILL)
