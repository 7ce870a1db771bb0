"""A map as a picture of its own: stages and steps with their figures, how it feels with the interval, notes and owner."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from regard.analytics.journeys.map_definition import JourneyMap, MapStep
from regard.analytics.metrics.estimates import Numbers

WIDE, MARGIN, LABELS, GAP = 190, 16, 76, 8
SIGNS = 29  # of 11 px in a column
CURVE = 120
INK, SOFT, FAINT, LINE, SUNKEN = "#16201C", "#4A5651", "#616C67", "#DFE4E1", "#EEF1EF"
ACCENT, BAND, NEGATIVE, CONTROL = "#0B6B5B", "#0B6B5B", "#AD4A08", "#7C8681"


@dataclass(frozen=True)
class DrawnStep:
    """What is written at a step: lines of figures, how it feels, and whether all of it is only believed."""

    lines: tuple[str, ...]
    feeling: Numbers
    is_assumption: bool


def map_svg(journey_map: JourneyMap, steps: Sequence[DrawnStep], note: str) -> str:
    """The map as a standalone SVG. `note` says below the title what the figures are of."""
    lanes = [
        _Lane("Figures", [list(_wrapped(one.lines)) for one in steps]),
        _Lane("Notes", [list(_wrapped(_noted(one))) for one in journey_map.steps]),
        _Lane("Owner", [list(_wrapped([one.owner or journey_map.owner])) for one in journey_map.steps]),
    ]
    figures, notes, owners = lanes
    names = [list(_wrapped([one.name], 25)) for one in journey_map.steps]
    top = 64 + 28
    head = 12 + 16 * max(map(len, names))
    curve_top = top + head + GAP + figures.height + GAP
    below = curve_top + CURVE + GAP
    height = below + notes.height + owners.height + MARGIN
    width = MARGIN * 2 + LABELS + WIDE * len(steps)
    parts = [
        *_frame(journey_map, note, width, height),
        *_stages(journey_map, top - 28),
        *_steps(names, steps, top, head),
        *_lane(figures, top + head + GAP),
        *_curve(journey_map, steps, curve_top),
        *_lane(notes, below),
        *_lane(owners, below + notes.height),
    ]
    return "\n".join([*parts, "</svg>"]) + "\n"


@dataclass(frozen=True)
class _Lane:
    name: str
    cells: list[list[str]]

    @property
    def height(self) -> int:
        most = max(map(len, self.cells))
        return 12 + 16 * most if most else 0


def _frame(journey_map: JourneyMap, note: str, width: int, height: int) -> Iterable[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'role="img" aria-labelledby="title note" font-family="system-ui, sans-serif" font-size="11">'
    )
    yield f'<title id="title">{_text(journey_map.name)}</title><desc id="note">{_text(note)}</desc>'
    yield f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>'
    yield _words(MARGIN, 30, journey_map.name, size=15, weight=600)
    yield _words(MARGIN, 50, note, colour=SOFT)


def _stages(journey_map: JourneyMap, y: int) -> Iterable[str]:
    at = 0
    for stage in journey_map.stages:
        if not stage.steps:
            continue
        x, width = _x(at), WIDE * len(stage.steps) - GAP
        yield f'<rect x="{x}" y="{y}" width="{width}" height="22" rx="4" fill="{SUNKEN}"/>'
        yield _words(x + 8, y + 15, _cut(stage.name, width // 7), size=12, weight=600)
        at += len(stage.steps)


def _steps(names: list[list[str]], steps: Sequence[DrawnStep], y: int, height: int) -> Iterable[str]:
    for at, (lines, step) in enumerate(zip(names, steps, strict=True)):
        dashed = ' stroke-dasharray="4 3"' if step.is_assumption else ""
        yield (
            f'<rect x="{_x(at)}" y="{y}" width="{WIDE - GAP}" height="{height}" rx="4" fill="#FFFFFF" '
            f'stroke="{CONTROL}"{dashed}/>'
        )
        for row, line in enumerate(lines):
            yield _words(_x(at) + 8, y + 18 + 16 * row, line, size=12, weight=600)


def _lane(lane: _Lane, y: int) -> Iterable[str]:
    if not lane.height:
        return
    yield _words(MARGIN, y + 16, lane.name, colour=FAINT)
    for at, lines in enumerate(lane.cells):
        for row, line in enumerate(lines):
            yield _words(_x(at) + 8, y + 16 + 16 * row, line, colour=SOFT if row else INK)


def _curve(journey_map: JourneyMap, steps: Sequence[DrawnStep], y: int) -> Iterable[str]:
    right = _x(len(steps)) - GAP
    yield _words(MARGIN, y + 36, "Feeling", colour=FAINT)
    for value, said in ((1, "+1"), (0, "0"), (-1, "−1")):
        level = _level(value, y)
        yield f'<line x1="{LABELS}" x2="{right}" y1="{level:.1f}" y2="{level:.1f}" stroke="{LINE if value else CONTROL}"/>'
        yield _words(LABELS - 4, level + 4, said, colour=FAINT, anchor="end")
    known = [(at, one.feeling) for at, one in enumerate(steps) if one.feeling.value is not None]
    points = [(_middle(at), _level(one.value or 0.0, y)) for at, one in known]
    for at, one in known:
        if one.low is not None and one.high is not None:
            high, low = _level(min(1.0, one.high), y), _level(max(-1.0, one.low), y)
            yield (
                f'<rect x="{_middle(at) - 7}" y="{high:.1f}" width="14" height="{max(1.0, low - high):.1f}" '
                f'fill="{BAND}" fill-opacity="0.17"/>'
            )
    if len(points) > 1:
        path = " ".join(f"{x:.1f},{level:.1f}" for x, level in points)
        yield f'<polyline points="{path}" fill="none" stroke="{ACCENT}" stroke-width="1.5"/>'
    for (_, one), (x, level) in zip(known, points, strict=True):
        bad = (one.value or 0.0) < 0
        colour = NEGATIVE if bad else ACCENT
        yield f'<circle cx="{x}" cy="{level:.1f}" r="4" fill="{"#FFFFFF" if bad else colour}" stroke="{colour}"/>'
        above = min(level, _level(min(1.0, one.high or -1.0), y)) - 6
        yield _words(x - 4, above, f"{_signed(one.value or 0.0)} · n {one.n:,}", colour=colour)
    yield from _believed(journey_map.steps, steps, y)


def _believed(written: Sequence[MapStep], steps: Sequence[DrawnStep], y: int) -> Iterable[str]:
    """What people think it feels like, hollow and dashed, where nothing was measured."""
    for at, (one, step) in enumerate(zip(written, steps, strict=True)):
        if one.feeling is not None and step.feeling.value is None:
            level = _level(one.feeling / 2, y)
            yield (
                f'<circle cx="{_middle(at)}" cy="{level:.1f}" r="5" fill="none" stroke="{CONTROL}" '
                'stroke-dasharray="2 2"/>'
            )
            yield _words(_middle(at) + 12, level + 4, "believed", colour=FAINT)


def _x(at: int) -> int:
    return MARGIN + LABELS + WIDE * at


def _middle(at: int) -> float:
    return _x(at) + 24


def _level(value: float, y: int) -> float:
    return y + CURVE / 2 - value * (CURVE / 2 - 14)


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _noted(step: MapStep) -> list[str]:
    return [line for line in step.notes.splitlines() if line.strip()]


def _wrapped(lines: Iterable[str], most: int = SIGNS) -> Iterable[str]:
    for line in lines:
        yield from textwrap.wrap(line, most)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: max(1, most - 1)] + "…"


def _words(
    x: float, y: float, text: str, *, colour: str = INK, size: int = 11, weight: int = 400, anchor: str = "start"
) -> str:
    placed = f'x="{x}" y="{y:.1f}" fill="{colour}" font-size="{size}" font-weight="{weight}"'
    return f"<text {placed} text-anchor={quoteattr(anchor)}>{_text(text)}</text>"


def _text(text: str) -> str:
    """A text that XML can hold and takes for nothing else."""
    return escape("".join(sign for sign in text if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff")))
