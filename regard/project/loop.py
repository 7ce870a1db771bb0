"""Cases and improvements in Python: `log.loop`. They are kept in PostgreSQL, which is opened when they are asked for."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake

if TYPE_CHECKING:
    from regard.decide.improvements.api import ImprovementPage, ImprovementRow, People, WantedRow
    from regard.engage.cases.api import CasePage, CaseRow


@dataclass(frozen=True)
class Loop:
    """What was made up for with single customers, and what was changed for all of them. Reads only."""

    lake: Lake
    scope: Callable[[dict[str, Any]], Scope]

    def cases(self, *, state: str = "running", limit: int = 200, offset: int = 0) -> list[CaseRow]:
        """Cases, what is due first; `state` is running, open, contacted, unproven, closed, dismissed or all."""
        self._start()
        from regard.engage.cases.api import list_cases

        return list_cases(lake=self.lake, state=state, limit=limit, offset=offset).rows

    def case(self, number: int) -> CasePage:
        """One case: what it rests on, with the words, masked, and every step. Raises NoCase."""
        self._start()
        from regard.engage.cases.api import find_case

        return find_case(lake=self.lake, number=number)

    def improvements(self) -> list[ImprovementRow]:
        """All improvements with what they did."""
        self._start()
        from regard.decide.improvements.api import list_improvements

        return list_improvements(lake=self.lake)

    def improvement(self, number: int) -> ImprovementPage:
        """One improvement with its before and after. Raises NoImprovement."""
        self._start()
        from regard.decide.improvements.api import find_improvement

        return find_improvement(lake=self.lake, number=number)

    def people(self, number: int, *, limit: int = 200, offset: int = 0) -> People:
        """Who is behind an improvement, and who of them was told. Raises NoImprovement."""
        self._start()
        from regard.decide.improvements.api import list_people

        return list_people(lake=self.lake, number=number, limit=limit, offset=offset)

    def wanted(self, **filters: Any) -> list[WantedRow]:
        """What people ask for in words: who, how much they are worth, and who was told that it is there."""
        self._start()
        from regard.decide.improvements.api import list_wanted

        return list_wanted(lake=self.lake, scope=self.scope(filters))

    def _start(self) -> None:
        os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # notebooks run in a loop of their own
        from regard.project.bootstrap import start_django

        start_django(self.lake.root)
