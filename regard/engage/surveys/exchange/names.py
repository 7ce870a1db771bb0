"""Names of questions: usable in expressions, and each given once."""

from __future__ import annotations

import re
import unicodedata

_UNUSABLE = re.compile(r"[^0-9A-Za-z_]+")


def usable(name: str) -> str:
    """A name that an expression can hold between braces.

    >>> usable("q6 reservations#1"), usable("are-dashes-in"), usable("Größe"), usable("12.")
    ('q6_reservations_1', 'are_dashes_in', 'Groe', '12')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _UNUSABLE.sub("_", plain).strip("_")[:80]


class NameBook:
    """Gives each name once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def take(self, wish: str, fallback: str = "question") -> str:
        """Return the name wished for, made usable, with a number where it is taken (letter case does not tell names apart)."""
        base = usable(wish) or usable(fallback) or "question"
        name, count = base, 1
        while name.lower() in self._given:
            count += 1
            name = f"{base}_{count}"
        self._given.add(name.lower())
        return name
