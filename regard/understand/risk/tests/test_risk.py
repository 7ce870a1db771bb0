"""Scores beside the log: they say of which model and day they are, add up, can be made again, and go when somebody goes."""

import shutil
from datetime import timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit

from regard.analytics.risk.learning import learn
from regard.analytics.risk.terms import RiskRefused, Terms
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake
from regard.understand.risk.api import (
    CannotForesee,
    RiskNotMade,
    find_customer_risk,
    list_at_risk,
    list_foreseen,
    list_names,
    make_risk,
    risk_in,
    terms_of,
)
from regard.understand.risk.queries import CustomerNotScored, UnknownRiskOrder
from regard.understand.risk.store import RiskOverrun, find_made, folder_of
from regard.understand.risk.tests.conftest import MADE_AT

ALL = Scope()


@pytest.fixture
def copied(scored: Lake, tmp_path: Path) -> Lake:
    shutil.copytree(scored.root, tmp_path / "data")
    return Lake.open(tmp_path / "data", create=False)


def test_risk__made_of_a_log__says_what_it_is_of_and_how_good_it_was(scored: Lake) -> None:
    found = risk_in(lake=scored, name="visits", scope=ALL)
    card = found.card
    assert list_names(lake=scored) == ["visits"]
    assert (card.terms.days, card.made_at, f"{card.as_of:%Y-%m-%d}", card.is_over_time) == (
        45,
        MADE_AT,
        "2026-10-01",
        True,
    )
    assert card.log_version == scored.version
    assert len(card.version) == 12
    assert [one.cut for one in card.tests] == sorted(one.cut for one in card.tests)
    assert card.as_of.date() - card.tests[-1].cut == timedelta(days=45)
    assert (card.tests[-1].judged.auc.low or 0) > 0.6
    assert card.verdict.state == "predicts"
    assert found.leaving.low is not None
    assert found.leaving.value is not None
    assert found.leaving.low < found.leaving.value < (found.leaving.high or 0) <= found.customers


def test_customers__at_risk__have_reasons_that_add_up_to_their_chance(scored: Lake) -> None:
    rows = list_at_risk(lake=scored, name="visits", scope=ALL, by="chance", limit=30)
    assert len(rows) == 30
    assert [row.chance for row in rows] == sorted((row.chance for row in rows), reverse=True)
    for row in rows:
        assert row.base + sum(reason.adds for reason in row.reasons) == pytest.approx(row.log_odds, abs=1e-9)
        assert expit(row.log_odds) == pytest.approx(row.chance, abs=1e-12)
        assert row.health == round(100 * (1 - row.chance))
        assert row.stake == pytest.approx(row.chance * row.worth)
        assert [abs(one.adds) for one in row.reasons] == sorted((abs(one.adds) for one in row.reasons), reverse=True)


def test_customer__of_the_list__is_the_same_when_asked_for_alone(scored: Lake) -> None:
    rows = list_at_risk(lake=scored, name="visits", scope=ALL, by="stake", limit=3)
    assert find_customer_risk(lake=scored, name="visits", customer_id=rows[1].customer_id) == rows[1]
    with pytest.raises(CustomerNotScored):
        find_customer_risk(lake=scored, name="visits", customer_id="cus_0000000000000000")


def test_segment__of_a_risk__has_figures_of_its_customers_alone(scored: Lake) -> None:
    segments = [Scope(segment=f"trait:segment={one}") for one in ("family", "trekker", "city", "bargain")]
    whole = risk_in(lake=scored, name="visits", scope=ALL)
    parts = [risk_in(lake=scored, name="visits", scope=one) for one in segments]
    assert 0 < sum(part.customers for part in parts) <= whole.customers
    assert sum(part.stake for part in parts) <= whole.stake + 1e-6
    for scope, part in zip(segments, parts, strict=True):
        behind = list_foreseen(lake=scored, name="visits", scope=scope, cut=part.card.tests[-1].cut, limit=500)
        assert len(behind) == part.card.tests[-1].judged.n
        assert sum(one.left for one in behind) == part.card.tests[-1].judged.left


def test_point__of_the_calibration__leads_to_its_customers(scored: Lake) -> None:
    test = risk_in(lake=scored, name="visits", scope=ALL).card.tests[-1]
    for one in test.judged.bins:
        among = partial(
            list_foreseen, lake=scored, name="visits", scope=ALL, cut=test.cut, low=one.low, high=one.high, limit=500
        )
        behind = among()
        assert (len(behind), sum(row.left for row in behind)) == (one.n, one.left)
        assert len(among(left=True)) == one.left


def test_scores__made_again__are_the_same_model_and_replace_those_before(copied: Lake) -> None:
    before = find_made(lake=copied, name="visits")
    assert before is not None
    older = before.folder.with_name("20200101000000000000-older")
    shutil.copytree(before.folder, older)
    after = make_risk(
        lake=copied, name="visits", terms=terms_of(name="visits", days=45), now=MADE_AT + timedelta(days=1)
    )
    assert not older.exists()
    assert (after.card.version, after.card.verdict) == (before.card.version, before.card.verdict)
    assert find_made(lake=copied, name="visits") == after
    assert len(list((folder_of(lake=copied) / "visits").iterdir())) == 2


def test_scores__of_whom_somebody_is_erased_while_they_are_made__do_not_appear(
    copied: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    from regard.understand.risk import making

    real = learn

    def erased_meanwhile(*given: object) -> object:
        shutil.rmtree(copied.root / "derived")  # as an erasure does
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "learn", erased_meanwhile)
    with pytest.raises((RiskOverrun, FileNotFoundError)):
        make_risk(lake=copied, name="visits", terms=terms_of(name="visits", days=45))
    assert find_made(lake=copied, name="visits") is None
    with pytest.raises(RiskNotMade, match="regard risk make visits"):
        risk_in(lake=copied, name="visits", scope=ALL)


def test_scores__broken_or_of_another_shape__count_as_none(copied: Lake) -> None:
    made = find_made(lake=copied, name="visits")
    assert made is not None
    (made.folder / "card.json").write_text('{"shape": 0}')
    assert find_made(lake=copied, name="visits") is None


def test_risk__that_is_not_one_or_cannot_be_foreseen__says_why(copied: Lake) -> None:
    with pytest.raises(RiskRefused, match="contracts, orders, visits"):
        make_risk(lake=copied, name="../../etc")
    with pytest.raises(CannotForesee, match="50 of each are needed"):
        make_risk(lake=copied, name="contracts")
    with pytest.raises(CannotForesee, match="covers fewer than 366 days"):
        make_risk(lake=copied, name="visits", terms=Terms("silent", "visit", 366))
    with pytest.raises(UnknownRiskOrder):
        list_at_risk(lake=copied, name="visits", scope=ALL, by="name")


def test_health__of_customers_who_left__was_lower_than_of_those_who_stayed(scored: Lake) -> None:
    cut = risk_in(lake=scored, name="visits", scope=ALL).card.tests[-1].cut
    behind = list_foreseen(lake=scored, name="visits", scope=ALL, cut=cut, limit=500)
    health = {gone: np.mean([100 * (1 - one.chance) for one in behind if one.left == gone]) for gone in (True, False)}
    assert health[True] + 10 < health[False]
