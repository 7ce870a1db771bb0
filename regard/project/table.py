"""A table on the terminal. What senders wrote is shown as text: it neither colours nor moves anything."""

from __future__ import annotations

import sys

PIPED_WIDTH = 160


def print_table(*, heads: list[str], rows: list[list[str]], numbers: tuple[str, ...] = (), title: str = "") -> None:
    """Print rows under their heads; columns named in `numbers` stand to the right."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", box=SIMPLE)
    for head in heads:
        table.add_column(head, justify="right" if head in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(harmless(cell)) for cell in row))
    Console(width=None if sys.stdout.isatty() else PIPED_WIDTH).print(table)


def number(value: float | None, digits: int = 2) -> str:
    """A number as tables show it; nothing for None."""
    return "" if value is None else f"{value:,.{digits}f}".replace("-", "\u2212")


def interval(low: float | None, high: float | None, digits: int = 2) -> str:
    """An interval as tables show it; nothing where an end is unknown."""
    return "" if low is None or high is None else f"[{number(low, digits)}, {number(high, digits)}]"


def harmless(text: str) -> str:
    r"""The text without what would steer a terminal.

    >>> harmless("a\x1b[2Jb\nc")
    'a�[2Jb c'
    """
    spaced = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    return "".join(sign if sign.isprintable() else "�" for sign in spaced)
