"""How easy customers found it, those who did not say included, asked of a lake."""

from dataclasses import dataclass

from regard.analytics.effort.estimating import Effort
from regard.analytics.effort.experienced import effort_in
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake


@dataclass(frozen=True)
class EffortFound:
    """The share that found it easy, and on which scale they were asked; None where nobody was."""

    effort: Effort
    scale: str | None


def find_effort(*, lake: Lake, scope: Scope) -> EffortFound:
    """The share that found it easy: of those who answered, predicted of the others, and of all. Raises ScopeError."""
    return lake.remember(("effort", scope), lambda: EffortFound(*effort_in(lake.interactions(), scope)))
