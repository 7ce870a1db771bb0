"""What was done with the imaginary company's interactions so far: rules that open cases, some of them taken up, one plan.

All of it goes through the same doors as by hand, so it can be changed, closed and deleted like anybody's.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regard.foundation.lake.api import Lake

RULES = ("nps", "csat")
BACK = timedelta(days=30)


def begin_work(*, data_dir: Path, email: str) -> None:
    """Switch rules on, look back a month, take up the first cases and plan an improvement; once for a data folder."""
    from regard.foundation.lake.api import Lake

    done, lake = data_dir / "demo_work_begun", Lake.open(data_dir)
    last = lake.last_at()
    if done.exists() or last is None:
        return
    _open_cases(lake=lake, since=last.date() - BACK, email=email)
    _plan_an_improvement(email=email)
    done.write_text("yes\n")


def _open_cases(*, lake: Lake, since: date, email: str) -> None:
    from regard.engage.cases.api import assign_case, backfill, change_rule, contact_customer, list_cases

    for name in RULES:
        change_rule(name=name, is_on=True)
        backfill(lake=lake, name=name, since=since)
    first = [case.number for case in list_cases(lake=lake, limit=3).rows]
    for number in first:
        assign_case(number=number, owner=email, by=email)
    for number in first[:1]:
        contact_customer(number=number, channel="email", text="Asked what would put it right.", by=email)


def _plan_an_improvement(*, email: str) -> None:
    from regard.decide.improvements.api import create_improvement

    name = "A second carrier for parcels"
    create_improvement(name=name, kind="friction", subject="Delivery:late", owner=email, by=email, state="planned")
