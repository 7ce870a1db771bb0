"""What appends added to a table between two of its versions, as its log of commits tells it."""

import json
from pathlib import Path
from typing import Any

from regard.foundation.lake.snapshots import PUBLIC


def files_added(*, folder: Path, after: int, until: int, with_public: bool = False) -> list[str] | None:
    """The files that the versions after one until another added, without those that rewrote others.

    Those of public authors, which lie apart, are left out unless `with_public`. None where the table no longer says, or
    where one of them is no longer on the disk.
    """
    added: list[Path] = []
    for version in range(after + 1, until + 1):
        try:
            text = (folder / "_delta_log" / f"{version:020}.json").read_text("utf-8")
        except FileNotFoundError:
            return None
        # at no other sign: a column's statistics may hold U+2028, which splitlines() takes for one
        actions: list[dict[str, Any]] = [json.loads(line) for line in text.split("\n") if line]
        if any("remove" in action for action in actions):
            continue  # a rewrite: what it wrote was there before
        added += [folder / action["add"]["path"] for action in actions if "add" in action]
    if not with_public:
        added = [path for path in added if not path.parent.name.endswith(PUBLIC)]
    return [str(path) for path in added] if all(path.exists() for path in added) else None
