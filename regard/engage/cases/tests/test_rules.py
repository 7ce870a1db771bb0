"""Rules say which scores open cases, and by when somebody is to be in touch."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from regard.engage.cases.api import RuleRefused, change_rule, list_rules
from regard.foundation.lake.api import Lake
from regard.understand.metrics.api import create_schedule, due_after, minutes_between

pytestmark = pytest.mark.django_db
HOURS = {"zone": "Europe/Berlin", "week": {"monday": [["09:00", "17:00"]], "tuesday": [["09:00", "17:00"]]}}


def test_rule__that_cannot_be__is_refused_and_stays() -> None:
    with pytest.raises(RuleRefused, match="threshold"):
        change_rule(name="nps", threshold=10)
    with pytest.raises(RuleRefused, match="minutes"):
        change_rule(name="nps", minutes=0)
    assert next(rule for rule in list_rules() if rule.name == "nps").threshold == 6


def test_deadline__in_business_time__skips_nights_and_days_off(data_dir: Path) -> None:
    friday_evening, monday = datetime(2026, 5, 8, 18, tzinfo=UTC), datetime(2026, 5, 11, 8, tzinfo=UTC)
    assert due_after(start=friday_evening, minutes=60) == friday_evening + timedelta(hours=1)
    create_schedule(lake=Lake.shared(data_dir), name="Office", hours=HOURS)
    assert due_after(start=friday_evening, minutes=60) == monday
    assert due_after(start=friday_evening, minutes=60, clock="calendar") == friday_evening + timedelta(hours=1)
    assert minutes_between(start=friday_evening, end=monday) == 60
