"""How much a survey may hold, looked at before anything else is."""

import math
import re
from collections.abc import Mapping

MOST_NODES = 40_000
DEEPEST = 24
LONGEST = 200_000
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def too_much(definition: object, *, longest: int = LONGEST) -> str:
    """Why a definition is too large to be looked at; empty where it is not."""
    nodes = 0
    waiting: list[tuple[object, int]] = [(definition, 0)]
    while waiting:
        node, depth = waiting.pop()
        nodes += 1
        if nodes > MOST_NODES:
            return f"A survey has at most {MOST_NODES:,} parts. Split it."
        if depth > DEEPEST:
            return f"A survey is nested at most {DEEPEST} deep."
        if isinstance(node, str) and (len(node) > longest or _UNWRITABLE.search(node)):
            return f"A text has at most {longest:,} characters, and none that cannot be written."
        if isinstance(node, float) and not math.isfinite(node):
            return "A number must be finite."
        if isinstance(node, Mapping):
            waiting += [(inner, depth + 1) for pair in node.items() for inner in pair]
        elif isinstance(node, list):
            waiting += [(inner, depth + 1) for inner in node]
    return ""
