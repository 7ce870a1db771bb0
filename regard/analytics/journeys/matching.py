"""Steps as people write them: which interactions count as one step of a funnel, an anchor or a goal."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from regard.analytics.errors import RegardError
from regard.analytics.journeys.histories import DIMENSIONS, NOWHERE, Histories, Places, Step
from regard.analytics.schema.vocabulary import BOOKKEEPING
from regard.analytics.scope import Scope

BETWEEN_STEPS = " > "
MOST_STEPS = 20
_AND = re.compile(rf" & (?=(?:{'|'.join(DIMENSIONS)}):)")


class JourneyError(RegardError):
    """Raised for a question about journeys that cannot be answered as it was asked."""

    code = "journey_invalid"
    status = 422


@dataclass(frozen=True)
class Matcher:
    """Which interactions count: for each dimension it names, one of its values.

    >>> Matcher.read("touchpoint:Checkout|Payment & channel:web").wanted
    (('touchpoint', ('Checkout', 'Payment')), ('channel', ('web',)))
    >>> str(Matcher.read("Order Completed"))
    'Order Completed'
    """

    wanted: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def read(cls, text: str) -> "Matcher":
        """From `Order Completed` (a kind), `touchpoint:Checkout`, several with ` & `, alternatives with `|`."""
        wanted = []
        for part in _AND.split(text.strip()):
            name, colon, rest = part.partition(":")
            dimension, values = (name, rest) if colon and name in DIMENSIONS else ("kind", part)
            listed = tuple(value.strip() for value in values.split("|") if value.strip())
            if not listed:
                raise JourneyError(
                    f"The step {text[:80]!r} names no value. Write it as Order Completed or stage:purchase."
                )
            wanted.append((dimension, listed))
        return cls(tuple(wanted))

    def __str__(self) -> str:
        return " & ".join(f"{'' if name == 'kind' else name + ':'}{'|'.join(values)}" for name, values in self.wanted)

    def holds(self, step: Step) -> bool:
        """Whether interactions of a step count."""
        return all(step.told(name) in values for name, values in self.wanted)

    def must_occur(self, steps: Iterable[Step]) -> None:
        """Raise JourneyError where a value it names does not occur, with the nearest that does."""
        known = list(steps)
        for name, values in self.wanted:
            there = {step.told(name) for step in known}
            for value in values:
                if value not in there:
                    raise JourneyError(_unknown(name, value, sorted(there)))


def read_steps(text: str | Iterable[str]) -> tuple[Matcher, ...]:
    """Several steps, as a list of texts or as one text with ` > ` between them.

    >>> [str(one) for one in read_steps("Product Viewed > stage:purchase")]
    ['Product Viewed', 'stage:purchase']
    """
    listed = text.split(BETWEEN_STEPS) if isinstance(text, str) else list(text)
    found = tuple(Matcher.read(one) for one in listed)
    if len(found) > MOST_STEPS:
        raise JourneyError(f"These are {len(found)} steps; {MOST_STEPS} is the most.")
    return found


def is_counted(step: Step, scope: Scope) -> bool:
    """Whether interactions of a step lie at the scope's places and are no bookkeeping."""
    return (
        step.kind not in BOOKKEEPING
        and (not scope.channels or step.channel in scope.channels)
        and (not scope.stage or step.stage == scope.stage)
        and (not scope.touchpoint or step.touchpoint == scope.touchpoint)
    )


@dataclass(frozen=True)
class Nodes:
    """The values of one dimension that occur in a scope, numbered by name, and each step's number (-1: not in it)."""

    dimension: str
    names: tuple[str, ...]
    table: Places

    @classmethod
    def of(cls, histories: Histories, dimension: str, scope: Scope) -> "Nodes":
        """All values of a dimension within a scope."""
        if dimension not in DIMENSIONS:
            raise JourneyError(f"Paths lead over {', '.join(DIMENSIONS)}, not over {dimension[:40]!r}.")
        counted = [step for step in histories.steps if is_counted(step, scope)]
        names = tuple(sorted({step.told(dimension) for step in counted}))
        numbers = {name: number for number, name in enumerate(names)}
        table = histories.table(lambda step: numbers[step.told(dimension)] if is_counted(step, scope) else -1)
        return cls(dimension, names, table)

    def number(self, name: str) -> int:
        """The number of a value. Raises JourneyError where it does not occur."""
        if name not in self.names:
            raise JourneyError(_unknown(self.dimension, name, list(self.names)))
        return self.names.index(name)


def _unknown(dimension: str, value: str, there: list[str]) -> str:
    near = difflib.get_close_matches(value, [one for one in there if one != NOWHERE], n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
    return f"No interaction has the {dimension} {value[:80]!r}.{hint}"
