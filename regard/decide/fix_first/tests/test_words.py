"""Pain points found in what people say."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from regard.analytics.scope import Scope, ScopeError
from regard.analytics.topics import Wishes
from regard.decide.fix_first.words import list_pain_in_words
from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.lake.api import Lake
from regard.understand.voice.tests.factories import shop_log
from regard.understand.voice.topics import make_topics


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    lake = shop_log(tmp_path_factory.mktemp("words"))
    assert make_topics(lake=lake, wishes=Wishes())
    return lake


def test_list_pain_in_words__a_shop__names_what_hurts_with_the_sentences_it_rests_on(shop: Lake) -> None:
    found = list_pain_in_words(lake=shop, scope=Scope())
    assert found.people > 0
    assert found.opinions >= found.people
    texts = " ".join(sentence.text.lower() for row in found.rows for sentence in row.sentences)
    assert "late" in texts
    assert "app" in texts
    for row in found.rows:
        assert row.name != row.pain.topic
        assert 1 <= len(row.sentences) <= 3
        assert len({sentence.text for sentence in row.sentences}) == len(row.sentences)
        assert row.pain.people >= 5
        assert row.pain.prevalence.low is not None
        assert row.pain.low < row.pain.score < row.pain.high
        told = [one for sentence in row.sentences for one in sentence.opinions if one.is_wanted]
        assert {one.topic for one in told} == {row.pain.topic}
        assert {one.label for one in told} == {"negative"}
    assert not any("wonderful" in sentence.text for row in found.rows for sentence in row.sentences)
    assert [row.pain.score for row in found.rows] == sorted((row.pain.score for row in found.rows), reverse=True)


def test_list_pain_in_words__a_period_before_anybody_spoke__nothing(shop: Lake) -> None:
    found = list_pain_in_words(lake=shop, scope=Scope(since=date(2001, 1, 1), until=date(2001, 2, 1)))
    assert (found.rows, found.people, found.opinions) == ((), 0, 0)


def test_list_pain_in_words__moving_what_cannot_be_moved__refused(shop: Lake) -> None:
    with pytest.raises(ScopeError, match="Nothing is known to move 'weather'"):
        list_pain_in_words(lake=shop, scope=Scope(), moves="weather")


@pytest.mark.django_db
def test_fix_first_words__over_rest__figures_and_masked_sentences(shop: Lake, data_dir: Path) -> None:
    for name in ("lake", "derived"):
        shutil.rmtree(data_dir / name, ignore_errors=True)
        shutil.copytree(shop.root / name, data_dir / name)
    make_user()
    assert Client().get("/api/fix-first/words").status_code == 401
    answer = Client(headers={"Authorization": f"Bearer {make_key()}"}).get("/api/fix-first/words")
    assert answer.status_code == 200
    told = answer.json()
    assert told["people"] > 0
    assert [row["rank"] for row in told["rows"]] == list(range(1, len(told["rows"]) + 1))
    worst = told["rows"][0]
    assert worst["prevalence"]["n"] == told["people"]
    assert worst["prevalence"]["low"] < worst["prevalence"]["value"] < worst["prevalence"]["high"]
    assert worst["sentences"][0]["text"]
