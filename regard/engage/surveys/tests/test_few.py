"""An anonymous survey shows no view of fewer than five, and no two views that differ by fewer, whatever was answered."""

import random
import secrets
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from regard.engage.surveys.answering import Given, find_asked, finish_answers
from regard.engage.surveys.api import create_survey, publish_survey
from regard.engage.surveys.few import TellsOfFew, families_of, shown_parts
from regard.engage.surveys.models import Survey
from regard.engage.surveys.results import find_results

TEAMS = ["shop", "store", "office"]
ELEMENTS: list[dict[str, Any]] = [
    {"type": "rating", "name": "enps", "rateMin": 0, "rateMax": 10, "regard": {"metric": "enps"}},
    {"type": "radiogroup", "name": "team", "choices": TEAMS},
    {"type": "checkbox", "name": "works", "choices": ["early", "late", "nights"]},
]


def asked_anonymously() -> Survey:
    definition = {"pages": [{"name": "one", "elements": ELEMENTS}], "regard": {"anonymous": True}}
    survey_id = create_survey(name="Pulse", definition=definition)
    publish_survey(survey_id=survey_id)
    return Survey.objects.get(pk=survey_id)


def answer(survey: Survey, **answers: Any) -> None:
    given = Given(secrets.token_urlsafe(18), answers)
    assert finish_answers(asked=find_asked(token=survey.slug), given=given).state == "complete"


@pytest.mark.parametrize("seed", range(20))
def test_parts__of_whatever_answers__never_differ_by_fewer_than_five(seed: int) -> None:
    dice = random.Random(seed)
    people = dice.randint(5, 60)
    answers = [
        [
            *([("team", dice.choice("aabbbccccd"))] if dice.random() < 0.9 else []),
            *[("works", one) for one in "xyz" if dice.random() < 0.5],
            ("month", str(place * 4 // people)),
        ]
        for place in range(people)
    ]
    families = families_of(answers)
    everybody = (1 << people) - 1
    among = sum(1 << place for place in range(people) if dice.random() < 0.8)
    shown = shown_parts(families, among=among)
    views = [among & everybody, *(families[family][value] & among for family, value in shown)]
    assert all(view.bit_count() >= 5 for view in views[1:])
    for one, other in combinations(views, 2):
        small, large = sorted((one, other), key=int.bit_count)
        if small & large == small:
            assert large.bit_count() - small.bit_count() not in range(1, 5)
    for family in families:
        rest = among
        for pair in shown:
            rest &= ~families[family][pair[1]] if pair[0] == family else among
        assert rest.bit_count() not in range(1, 5)


def test_parts__that_are_large_enough__are_shown() -> None:
    families = families_of([[("team", team)] for team in "a" * 12 + "b" * 9 + "c" * 3 + "d" * 2])
    assert shown_parts(families, among=(1 << 26) - 1) == {("team", "a"), ("team", "b")}
    families = families_of([[("team", team)] for team in "a" * 12 + "b" * 9 + "c" * 3])
    assert shown_parts(families, among=(1 << 24) - 1) == {("team", "a")}  # c alone could be told from the rest


@pytest.mark.django_db
def test_anonymous_answers__of_teams__are_shown_where_no_few_are_told_of(data_dir: Path) -> None:
    survey = asked_anonymously()
    for place in range(20):
        team = TEAMS[0] if place < 12 else TEAMS[1] if place < 18 else TEAMS[2]
        answer(
            survey, team=team, works=["early"] if place < 17 else ["early", "late"], **({"enps": 9} if place else {})
        )
    groups = find_results(survey_id=survey.pk, question="enps", by="team").groups
    assert [(one.group, one.finished) for one in groups] == [("office", None), ("shop", 11), ("store", None)]
    assert find_results(survey_id=survey.pk, where={"team": "shop"}).finished == 10  # told in steps of five
    assert find_results(survey_id=survey.pk, where={"team": "store"}).finished == 0
    assert find_results(survey_id=survey.pk, where={"works": "late"}).finished == 0
    months = find_results(survey_id=survey.pk, question="enps", by="month").groups
    assert [one.finished for one in months] == [19]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "view",
    [
        {"since": date(2026, 1, 2)},
        {"until": date(2026, 1, 2)},
        {"question": "enps", "by": "day"},
        {"question": "enps", "by": "week"},
        {"question": "enps", "by": "team", "where": {"works": "late"}},
        {"where": {"works": "late", "team": "shop"}},
        {"segment": "germans"},
        {"question": "enps", "by": "segment"},
    ],
)
def test_anonymous_answers__in_a_view_that_could_tell_of_few__are_refused(data_dir: Path, view: dict[str, Any]) -> None:
    survey = asked_anonymously()
    with pytest.raises(TellsOfFew):
        find_results(survey_id=survey.pk, **view)
