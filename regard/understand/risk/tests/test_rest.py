"""Risk over HTTP: what it answers, that looking at customers is noted, and that an erasure leaves no score."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.api import run_worker
from regard.foundation.lake.api import Lake
from regard.record.privacy.operations import derive_anew
from regard.understand.risk.store import find_made, folder_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(data_dir: Path, scored: Lake) -> Any:
    shutil.copytree(scored.root, data_dir, dirs_exist_ok=True)
    make_user()
    client = Client(headers={"Authorization": f"Bearer {make_key()}"})

    def ask(path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
        url = f"/api/{path}"
        found = client.get(url) if body is None else client.post(url, body, content_type="application/json")
        return found.status_code, found.json()

    return ask


def test_risk__over_rest__has_its_tests_and_leads_to_customers(asked: Any) -> None:
    status, found = asked("risk")
    risk = found["risk"]
    assert (status, found["names"], risk["name"], risk["outcome"]) == (
        200,
        ["visits"],
        "visits",
        "nothing of their own accord for 45 days",
    )
    assert risk["tests"][-1]["judged"]["auc"]["low"] < risk["tests"][-1]["judged"]["auc"]["value"]
    assert risk["weights"][0]["weight"] >= risk["weights"][-1]["weight"] > 0
    one = risk["tests"][-1]["judged"]["bins"][-1]
    status, behind = asked(f"risk/foreseen?cut={risk['tests'][-1]['cut']}&low={one['low']}&high={one['high']}")
    assert (status, len(behind["rows"])) == (200, one["n"])
    status, customers = asked("risk/customers?limit=5")
    assert (status, len(customers["rows"]), customers["currency"]) == (200, 5, "EUR")
    first = customers["rows"][0]
    assert first["base"] + sum(reason["adds"] for reason in first["reasons"]) == pytest.approx(first["log_odds"])
    assert asked(f"risk/customers/{first['customer_id']}") == (200, first)


def test_risk__of_a_segment__is_asked_for_by_its_trait(asked: Any) -> None:
    status, found = asked("risk?segment=trait:segment%3Dbargain")
    assert status == 200
    assert 0 < found["risk"]["customers"] < asked("risk")[1]["risk"]["customers"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("risk?name=../etc", 422),
        ("risk?segment=nonsense", 422),
        ("risk?segment=segment:nobody-made-it", 404),
        ("risk/customers?by=name", 422),
        ("risk/customers?limit=501", 422),
        ("risk/customers?name=orders", 404),
        ("risk/customers/cus_0000000000000000", 404),
        ("risk/foreseen?cut=1&low=0", 422),
        ("risk/foreseen?cut=2026-01-01&low=2", 422),
    ],
)
def test_risk__asked_for_wrongly__says_so(asked: Any, path: str, status: int) -> None:
    found, problem = asked(path)
    assert (found, problem["status"]) == (status, status)
    assert problem["detail"].endswith(".")


def test_looking__at_customers_at_risk__is_noted_and_at_totals_is_not(asked: Any) -> None:
    before = Entry.objects.count()
    asked("risk")
    assert Entry.objects.count() == before
    asked("risk/customers?limit=1")
    assert Entry.objects.count() == before + 1


def test_scores__asked_for__are_made_by_the_worker_on_the_same_terms(asked: Any, data_dir: Path) -> None:
    before = find_made(lake=Lake.shared(data_dir), name="visits")
    assert asked("risk", {"name": "visits"}) == (200, {"name": "visits", "is_asked": True})
    assert asked("risk", {"name": "visits"}) == (200, {"name": "visits", "is_asked": False})
    run_worker(wait=False)
    after = find_made(lake=Lake.shared(data_dir), name="visits")
    assert before is not None
    assert after is not None
    assert after.card.made_at > before.card.made_at
    assert (after.card.terms, after.card.version) == (before.card.terms, before.card.version)


def test_scores__after_an_erasure__are_gone_until_they_are_made_again(asked: Any, data_dir: Path) -> None:
    derive_anew(lake=Lake.shared(data_dir))
    assert not folder_of(lake=Lake.shared(data_dir)).exists()
    assert asked("risk") == (200, {"names": [], "risk": None})
    assert asked("risk/customers")[0] == 404
