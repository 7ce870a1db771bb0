"""Texts without what names or reaches a person, with the places of opinions in them."""

from collections.abc import Sequence

from regard.analytics.text import find_personal


def masked_sentence(*, text: str, spans: Sequence[tuple[int, int]], masked: bool) -> tuple[str, list[tuple[int, int]]]:
    """A text and where its spans lie, after each name, address or number was replaced by what it is, in brackets."""
    if not masked:
        return text, list(spans)
    pieces: list[str] = []
    moves: list[tuple[int, int, int, int]] = []  # where it was, where it is now
    length = at = 0
    for found in sorted(find_personal(text), key=lambda one: (one.start, -one.end)):
        if found.start < at:
            continue
        told = f"[{found.kind}]"
        pieces += [text[at : found.start], told]
        length += found.start - at
        moves.append((found.start, found.end, length, length + len(told)))
        length, at = length + len(told), found.end
    pieces.append(text[at:])
    return "".join(pieces), [(_moved(first, moves, 2), _moved(last, moves, 3)) for first, last in spans]


def _moved(place: int, moves: Sequence[tuple[int, int, int, int]], inside: int) -> int:
    """Where a place of the text lies afterwards; one inside what was replaced lies at its edge."""
    shift = 0
    for move in moves:
        if place <= move[0]:
            break
        if place < move[1]:
            return move[inside]
        shift = move[3] - move[1]
    return place + shift
