"""Where rows of a customer may still be written in the log, and how the log hears of those that moved."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from regard.analytics.identity import anchor_of
from regard.foundation.lake.api import Lake, LakeWriter
from regard.record.customers import graph
from regard.record.customers.api import list_former_ids, publish_reassigned
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation, observations

pytestmark = pytest.mark.django_db

ANN, BROWSER = anchor_of(("user_id", "ann")), anchor_of(("anonymous_id", "browser"))


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    return Lake.open(data_dir)


def record(lake: Lake, *rows: dict[str, Any]) -> None:
    with Recorder(lake=lake, clock=lambda: NOW) as recorder:
        recorder.record(observations(*rows))


def written(lake: Lake) -> set[str]:
    """The customer ids as they stand in the log's files."""
    return set(lake.delta("interactions").to_pyarrow_table().column("customer_id").to_pylist())


def read(lake: Lake) -> set[str]:
    """The customer ids as readers see them."""
    return set(lake.interactions().customer_id.to_pyarrow().to_pylist())


def test_former_ids__anonymous_rows_then_known__name_the_id_they_were_written_under(lake: Lake) -> None:
    record(lake, observation(user_id=None, anonymous_id="browser", days=60))
    assert list_former_ids(customer_id=BROWSER) == []
    record(lake, observation(user_id="ann", anonymous_id="browser", days=1))
    assert list_former_ids(customer_id=ANN) == [BROWSER]
    assert written(lake) <= {ANN, *list_former_ids(customer_id=ANN)}
    assert read(lake) == {ANN}


def test_former_ids__tablet_that_becomes_shared__is_still_found_under_its_first_owner(lake: Lake) -> None:
    tablet = anchor_of(("anonymous_id", "tablet"))
    record(lake, observation(user_id="ann", anonymous_id="tablet", days=60))
    record(lake, observation(user_id=None, anonymous_id="tablet", days=59))
    record(lake, observation(user_id="ben", anonymous_id="tablet", days=1))
    assert list_former_ids(customer_id=tablet) == [ANN]
    assert list_former_ids(customer_id=ANN) == []
    assert read(lake) == {ANN, anchor_of(("user_id", "ben")), tablet}


def test_former_ids__nobody__are_none(lake: Lake) -> None:
    assert list_former_ids(customer_id="cus_none") == []


def test_publish__crash_between_database_and_log__is_made_up_for_by_the_next_writer(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(lake, observation(user_id=None, anonymous_id="browser", days=60))
    joining = observation(user_id="ann", anonymous_id="browser", days=1)

    def crash(writer: LakeWriter, rows: Any) -> None:
        raise OSError("the machine lost power")

    with monkeypatch.context() as patched:
        patched.setattr(LakeWriter, "replace_reassigned", crash)
        with pytest.raises(OSError, match="lost power"):
            record(lake, joining)
    assert graph.is_publishing_due()
    assert read(lake) == {BROWSER}
    record(lake, joining)
    assert read(lake) == {ANN}
    assert not graph.is_publishing_due()


def test_publish__nothing_moved__writes_nothing(lake: Lake) -> None:
    record(lake, observation())
    version = lake.delta("reassigned").version()
    with LakeWriter(lake) as writer:
        assert not publish_reassigned(writer=writer)
    assert lake.delta("reassigned").version() == version


def test_door__without_django__opens_for_what_needs_no_database() -> None:
    code = "from regard.record.customers.api import KINDS, anchor_alone, assign_customers"
    environ = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environ)
