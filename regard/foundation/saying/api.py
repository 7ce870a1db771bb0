"""Door to telling whoever looks on, at a terminal or in a file, how far a program is."""

import contextlib


def say(*, line: str) -> None:
    """Print a line. Where it cannot be written, as on a full disk, it is dropped: no program may end of it."""
    with contextlib.suppress(OSError):
        print(line, flush=True)
