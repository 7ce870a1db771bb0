"""Scores of a small company, made once."""

from datetime import UTC, datetime

import pytest

from regard.foundation.lake.api import Lake
from regard.understand.journeys.tests.factories import company_log
from regard.understand.risk.api import make_risk, terms_of

MADE_AT = datetime(2026, 10, 1, 6, tzinfo=UTC)


@pytest.fixture(scope="session")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """A log of 400 customers over 220 days, with scores of `visits` for 45 days."""
    lake = company_log(tmp_path_factory.mktemp("scored"), customers=400, days=220)
    make_risk(lake=lake, name="visits", terms=terms_of(name="visits", days=45), now=MADE_AT)
    return lake
