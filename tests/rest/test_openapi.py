"""The contract and the answers agree, for whatever the contract allows to be asked."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.lake.api import Lake
from regard.project.wsgi import application
from regard.record.interactions.api import Recorder
from regard.simulator import Company

EXAMPLES = 6  # beside each edge the contract names, which are all tried
LEFT_OUT = [
    ignored_auth,  # tested below, for all operations
    positive_data_acceptance,  # a name the contract allows may be nobody's: that is a 422 with a sentence
]


@pytest.fixture
def contract(db: None, data_dir: object) -> object:
    return schemathesis.openapi.from_wsgi("/api/openapi.json", application)


@pytest.fixture
def contract_of_conditions(db: None, data_dir: object) -> object:
    """Conditions nest: trying each member of each in turn, as elsewhere, would not end. Random ones are tried."""
    found = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    found.config.phases.coverage.enabled = False
    return found


NESTS = "^/api/segments"
schema = schemathesis.pytest.from_fixture("contract").exclude(path_regex=NESTS)
conditions = schemathesis.pytest.from_fixture("contract_of_conditions").include(path_regex=NESTS)


@conditions.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_operation_on_conditions__asked_anything_the_contract_allows__answers_as_it_says(case: Case[Any]) -> None:
    key = KEY.get("key") or ""
    case.call_and_validate(headers={"Authorization": f"Bearer {key}"}, excluded_checks=LEFT_OUT)


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_operation__asked_anything_the_contract_allows__answers_as_it_says(case: Case[Any]) -> None:
    key = KEY.get("key") or ""
    case.call_and_validate(headers={"Authorization": f"Bearer {key}"}, excluded_checks=LEFT_OUT)


KEY: dict[str, str] = {}


@pytest.fixture(autouse=True)
def _key(db: None, data_dir: Path) -> Iterator[None]:
    make_user()
    KEY["key"] = make_key()
    company = Company(customers=40, days=200, seed=7, end=date(2026, 9, 30))
    with Recorder(lake=Lake.open(data_dir)) as recorder:
        for observations in company.observations():
            recorder.record(observations)
    for signal in (request_started, request_finished):  # the test's transaction lives in this connection
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_operations__are_named_once_and_after_their_function() -> None:
    paths = Client().get("/api/openapi.json").json()["paths"]
    names = [operation["operationId"] for path in paths.values() for operation in path.values()]
    assert sorted(set(names)) == sorted(names)
    assert [name for name in names if not name.isidentifier() or "_" in name] == []


def test_operations__all_of_them__refuse_whoever_has_no_session_and_no_key() -> None:
    paths = Client().get("/api/openapi.json").json()["paths"]
    answers = {
        f"{method} {path}": getattr(Client(), method)(path.replace("{", "").replace("}", "")).status_code
        for path, operations in paths.items()
        for method in operations
    }
    assert {name: status for name, status in answers.items() if status != 401} == {}
    assert "get /api/session" in answers
