"""Maps as Mermaid: a flowchart, or Mermaid's own journey with a face for each step."""

from collections.abc import Mapping, Sequence

from regard.analytics.journeys.map_definition import JourneyMap, MapStep

_WORDS = ("acc", "journey", "section", "title")  # what a line of a journey may begin with instead of a name
_PLAIN = frozenset(" _-.,!?()'+*/=@€$£%")


def mermaid_flowchart(journey_map: JourneyMap, notes: Mapping[int, str]) -> str:
    """The map as a flowchart; `notes` are written below the names of steps, by number."""
    lines, number = ["flowchart LR"], 0
    for place, stage in enumerate(journey_map.stages):
        lines.append(f'  subgraph stage{place}["{plain(stage.name)}"]')
        for step in stage.steps:
            note = f"<br/>{plain(notes[number])}" if number in notes else ""
            lines.append(f'    step{number}["{plain(step.name)}{note}"]')
            number += 1
        lines.append("  end")
    lines += [f"  step{one} --> step{one + 1}" for one in range(number - 1)]
    return "\n".join(lines) + "\n"


def mermaid_journey(journey_map: JourneyMap, feelings: Sequence[float | None]) -> str:
    """The map as Mermaid's journey. `feelings` are on -1 to +1 by step; without one, what people believe counts."""
    lines, number = ["journey", f"  title {plain(journey_map.name)}"], 0
    for stage in journey_map.stages:
        lines.append(f"  section {plain(stage.name)}")
        for step in stage.steps:
            owner = step.owner or journey_map.owner
            face = _face(step, feelings[number])
            lines.append(f"    {_beginning(step.name)}: {face}" + (f": {plain(owner)}" if owner else ""))
            number += 1
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """A text that Mermaid takes for nothing else: whatever is neither letter nor digit nor harmless, by its number.

    >>> plain('Asks: "where?"')
    'Asks#58; #34;where?#34;'
    """
    flat = " ".join(text.split())
    safe = (sign if sign.isalnum() or sign in _PLAIN else f"#{ord(sign)};" for sign in flat)
    return "".join(safe).replace("--", "-#45;")


def _beginning(text: str) -> str:
    """A name at the beginning of a line, where words of Mermaid's own would be taken for what they say."""
    flat = " ".join(text.split())
    return f"#{ord(flat[0])};{plain(flat[1:])}" if flat.lower().startswith(_WORDS) else plain(flat)


def _face(step: MapStep, feeling: float | None) -> int:
    """1 (worst) to 5."""
    if feeling is not None:
        return min(5, max(1, round(3 + 2 * feeling)))
    return 3 + (step.feeling or 0)
