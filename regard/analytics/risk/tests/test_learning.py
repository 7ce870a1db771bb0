"""Learning over time: what is tested lies later than all it was learnt from, and drift is said."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from regard.analytics.risk import learning
from regard.analytics.risk.judging import gain, judge
from regard.analytics.risk.learning import cuts_before, learn
from regard.analytics.risk.tables import risk_of_table
from regard.analytics.risk.terms import CannotForesee, RiskRefused, Terms, terms_of
from regard.analytics.risk.tests.drawing import drawn, windows
from regard.analytics.risk.verdict import BackTest, verdict_of

TERMS = Terms("cancels", "Account Deleted", 30)


def back_tests(strengths: tuple[float, ...]) -> list[BackTest]:
    found = learn(windows(6, 700, strengths=strengths), TERMS)
    return [
        BackTest(
            one.cut.date(),
            one.learnt_from,
            judge(one.chances, one.left),
            judge(one.plain, one.left),
            gain(one.chances, one.plain, one.left),
        )
        for one in found.tests
    ]


def test_cuts__end_where_the_outcome_is_known_and_begin_after_the_log_does() -> None:
    until, first = datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
    assert [f"{cut:%m-%d}" for cut in cuts_before(until, first, Terms(days=30))] == ["03-03", "04-02", "05-02", "06-01"]
    assert [f"{cut:%m-%d}" for cut in cuts_before(until, first, Terms(days=90))] == ["03-03", "04-02"]
    assert cuts_before(until, first, Terms(days=200)) == []


def test_back_test__learns_only_from_windows_whose_outcome_was_known_by_its_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fits: list[list[datetime]] = []
    real = learning._fit

    def noted(taught: list[learning.Window]) -> object:
        fits.append([one.cut for one in taught])
        return real(taught)

    monkeypatch.setattr(learning, "_fit", noted)
    found = learn(windows(5, 400), Terms("silent", "visit", 60))
    assert len(found.tests) == 3
    for test, taught in zip(found.tests, fits, strict=False):
        assert len(taught) == test.learnt_from
        assert all((test.cut - cut).days >= 60 for cut in taught)
    assert len(fits[-1]) == 5  # what scores now has learnt from all


def test_verdict__while_what_is_known_tells__is_that_it_predicts() -> None:
    found = verdict_of(back_tests(()), 0.6)
    assert (found.state, found.is_off) == ("predicts", False)
    assert found.sentences[0].startswith(
        "It predicts: of two customers, one who left after 31 May 2026 and one who stayed"
    )


def test_verdict__once_what_is_known_tells_nothing__is_that_it_no_longer_predicts() -> None:
    found = verdict_of(back_tests((0.0,)), 0.6)
    assert found.state == "stopped"
    assert "under 60 % they are not to be relied on. It was" in found.sentences[0]


def test_verdict__where_it_never_told_anything__is_never_that_it_predicts() -> None:
    assert verdict_of(back_tests((0.0,) * 6), 0.6).state in ("doubtful", "stopped")


def test_verdict__where_many_more_leave_than_ever__says_the_chances_were_too_low() -> None:
    past = windows(5, 700)
    known, _, left = drawn(700, 900)
    more = left | (np.random.default_rng(8).random(700) < 0.15)
    found = learn([*past, learning.Window(past[-1].cut.replace(month=6, day=1), known, more)], TERMS)
    last = found.tests[-1]
    told = verdict_of(
        [
            BackTest(
                last.cut.date(), last.learnt_from, judge(last.chances, last.left), judge(last.plain, last.left), None
            )
        ],
        0.6,
    )
    assert told.is_off
    assert "The chances were too low" in " ".join(told.sentences)


def test_learning__from_one_window__tests_on_other_customers_and_says_so() -> None:
    found = learn(windows(1, 900), TERMS)
    assert not found.is_over_time
    assert "other customers at the same time" in found.notes[0]
    assert (judge(found.tests[0].chances, found.tests[0].left).auc.low or 0) > 0.6


def test_learning__from_too_few_who_left__says_what_is_lacking() -> None:
    with pytest.raises(CannotForesee, match="50 of each are needed"):
        learn(windows(2, 40), TERMS)


def test_table__with_days__is_tested_on_later_rows_and_without_says_what_that_means() -> None:
    parts = [drawn(500, 20 + at, first=500 * at) for at in range(6)]
    table = pa.table(
        {
            "who": pa.concat_arrays([known.customers for known, _, _ in parts]),
            "day": np.repeat([f"2026-0{at + 1}-01" for at in range(6)], 500),
            "quiet": np.concatenate([known.matrix[:, 0] for known, _, _ in parts]),
            "trouble": np.concatenate([known.matrix[:, 1] for known, _, _ in parts]),
            "plan": np.where(np.concatenate([known.matrix[:, 3] for known, _, _ in parts]) > 0, "monthly", "yearly"),
            "gone": np.where(np.concatenate([left for _, _, left in parts]), "Yes", "No"),
        }
    )
    risk_of = partial(risk_of_table, customer="who", left="gone", value="Yes")
    over_time = risk_of(table, time="day")
    assert over_time.is_over_time
    assert [str(one.cut) for one in over_time.tests][-1] == "2026-06-01"
    assert over_time.tests[-1].learnt_from == 5
    at_once = risk_of(table.drop(["day"]))
    assert not at_once.is_over_time
    assert "no time" in at_once.notes[-1]
    assert "after" not in at_once.verdict.sentences[0].split(";")[0]
    with pytest.raises(CannotForesee, match="no column 'when'"):
        risk_of(table, time="when")


@pytest.mark.parametrize("wrong", [{"days": 0}, {"days": 400}, {"bound": 0.4}, {"kind": "x" * 101}])
def test_terms__that_say_nothing_sensible__are_refused(wrong: dict[str, Any]) -> None:
    if wrong == {"days": 0}:
        with pytest.raises(RiskRefused):
            Terms(days=0)
    else:
        with pytest.raises(RiskRefused):
            terms_of(name="orders", **wrong)
