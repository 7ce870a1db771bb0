"""Results: the metrics' own estimates, where people stopped, and nothing of few where a survey is anonymous."""

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from regard.analytics.identity import anchor_of
from regard.analytics.metrics.estimates import net_promoter, share
from regard.engage.surveys.answering import Given, find_asked, finish_answers, keep_answers
from regard.engage.surveys.api import create_survey, invite_people, publish_survey
from regard.engage.surveys.models import Survey
from regard.engage.surveys.responses import ResponsesAnonymous, list_responses
from regard.engage.surveys.results import find_results
from regard.foundation.lake.api import Lake
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation, observations
from regard.record.segments.api import create_segment

pytestmark = pytest.mark.django_db
ELEMENTS = [
    {"type": "rating", "name": "nps", "rateMin": 0, "rateMax": 10, "regard": {"metric": "nps"}},
    {"type": "checkbox", "name": "used", "choices": ["app", {"value": "shop", "text": "The shop"}]},
    {"type": "ranking", "name": "order", "choices": ["speed", "price"]},
    {"type": "matrix", "name": "grid", "rows": ["staff"], "columns": [1, 2, 3]},
    {"type": "comment", "name": "why"},
    {"type": "boolean", "name": "again"},
]
PAGES = [{"name": "one", "elements": ELEMENTS}, {"name": "two", "elements": [{"type": "text", "name": "name"}]}]


def publish(**regard: Any) -> Survey:
    survey_id = create_survey(name="Results", definition={"pages": PAGES, "regard": regard})
    publish_survey(survey_id=survey_id)
    return Survey.objects.get(pk=survey_id)


def answer(survey: Survey, answers: dict[str, Any], *, finish: bool = True, page: str = "") -> None:
    given = Given(secrets.token_urlsafe(18), answers, language="en", page=page)
    asked = find_asked(token=survey.slug)
    if finish:
        assert finish_answers(asked=asked, given=given).state == "complete"
    else:
        keep_answers(asked=asked, given=given)


def test_results__of_every_kind_of_question__are_the_metrics_own(data_dir: Path) -> None:
    survey = publish()
    for score in (10, 9, 8, 3):
        grid = {
            "nps": score,
            "used": ["app"],
            "order": ["price", "speed"],
            "grid": {"staff": 3},
            "why": f"because {score}",
        }
        answer(survey, grid)
    answer(survey, {"nps": 1}, finish=False, page="one")
    answer(survey, {}, finish=False, page="two")
    found = find_results(survey_id=survey.pk)
    nps, used, order, grid_row, why, *_ = found.questions
    assert (found.begun, found.finished, found.completion_rate) == (6, 4, share(4, 6))
    assert [(page.reached, page.stopped) for page in found.pages] == [(6, 1), (5, 1)]
    assert (nps.score, nps.n) == (net_promoter(2, 1, 4), 4)
    assert [(bar.value, bar.share.value) for bar in used.bars] == [("app", 100.0), ("shop", 0.0)]
    assert used.bars[1].text == "The shop"
    assert [(row.row, row.score.value) for row in order.rows if row.score] == [("price", 1.0), ("speed", 2.0)]
    assert [bar.share.n for bar in grid_row.rows[0].bars] == [4, 4, 4]
    assert why.texts == ["because 10", "because 3", "because 8", "because 9"]
    by_used = find_results(survey_id=survey.pk, question="nps", by="used").groups
    assert [(group.group, group.finished) for group in by_used] == [("app", 4)]
    assert find_results(survey_id=survey.pk, where={"nps": "3"}).questions[0].n == 1
    page = list_responses(survey_id=survey.pk, limit=4)
    assert len(page.rows) == 4
    assert len(list_responses(survey_id=survey.pk, limit=4, cursor=page.next_cursor).rows) == 2


@pytest.mark.parametrize(
    ("where", "behind"),
    [("nps=9", [9]), ("used=shop", [9, 3]), ("again=true", [9]), ("nps=1e999", []), ("nps=NaN", []), ("why=x", [])],
)
def test_responses__behind_a_number_of_the_results__are_as_many_as_it_counts(
    data_dir: Path, where: str, behind: list[int]
) -> None:
    survey = publish()
    answer(survey, {"nps": 9, "used": ["app", "shop"], "again": True})
    answer(survey, {"nps": 3, "used": ["shop"], "again": False})
    answer(survey, {"used": ["app"]}, finish=False, page="one")
    name, _, value = where.partition("=")
    rows = list_responses(survey_id=survey.pk, state="complete", where={name: value}).rows
    assert sorted((row.answers["nps"] for row in rows), reverse=True) == behind
    assert find_results(survey_id=survey.pk, where={name: value}).questions[0].n == len(behind)
    assert len(list_responses(survey_id=survey.pk, question="used").rows) == 3
    assert len(list_responses(survey_id=survey.pk, question="nps").rows) == 2
    today = timezone.now().date()
    assert len(list_responses(survey_id=survey.pk, since=today, until=today + timedelta(days=1)).rows) == 3
    assert list_responses(survey_id=survey.pk, until=today).rows == []


def test_results__of_an_anonymous_survey__are_of_five_and_more(data_dir: Path) -> None:
    survey = publish(anonymous=True)
    for number in range(6):
        found = find_results(survey_id=survey.pk)
        assert (found.finished, found.questions[0].n) == (0 if number < 5 else 5, 0 if number < 5 else 5)
        answer(
            survey, {"nps": number, "used": ["app" if number < 2 else "shop"], **({"why": "x"} if number == 0 else {})}
        )
    found = find_results(survey_id=survey.pk, question="nps", by="used")
    assert (found.finished, found.begun) == (5, 5)
    assert [(group.is_hidden, group.finished) for group in found.groups] == [(True, None), (True, None)]
    assert (found.questions[4].is_hidden, found.questions[4].texts, found.pages) == (True, [], [])
    assert find_results(survey_id=survey.pk, where={"nps": "1"}).questions[0].n == 0
    with pytest.raises(ResponsesAnonymous):
        list_responses(survey_id=survey.pk)


def test_results__of_a_segment__are_of_its_customers_and_so_are_the_responses_behind(data_dir: Path) -> None:
    lake = Lake.shared(data_dir)
    told = [
        observation("Profile Updated", user_id=name, properties={"country": country, "name": name})
        for name, country in (("ann", "DE"), ("bo", "DE"), ("cy", "AT"))
    ]
    with Recorder(lake=lake, clock=lambda: NOW) as recorder:
        recorder.record(observations(*told))
    germans = {"type": "trait", "name": "country", "test": {"op": "is", "value": "DE"}}
    slug = create_segment(lake=lake, name="Germans", condition=germans)
    survey = publish()
    people = [("user_id", "ann"), ("user_id", "bo"), ("user_id", "cy"), ("email", "new@example.com")]
    for one, score in zip(invite_people(survey_id=survey.pk, people=people), (10, 9, 1, 2), strict=True):
        given = Given(secrets.token_urlsafe(18), {"nps": score})
        finish_answers(asked=find_asked(token=one.token), given=given)
    answer(survey, {"nps": 0})
    found = find_results(survey_id=survey.pk, segment=slug, lake=lake)
    assert found.questions[0].score == net_promoter(2, 0, 2)
    groups = find_results(survey_id=survey.pk, question="nps", by="segment", lake=lake).groups
    assert [(one.group, one.finished) for one in groups] == [("?", 3), (slug, 2)]
    rows = list_responses(survey_id=survey.pk, segment=slug, lake=lake).rows
    assert sorted(row.answers["nps"] for row in rows) == [9, 10]
    ids = {name: anchor_of(("user_id", name)) for name in ("ann", "bo", "cy")}
    known = {row.endpoint: row.customer_id for row in list_responses(survey_id=survey.pk).rows}
    assert known == {f"user_id:{name}": ids[name] for name in ids} | {"email:new@example.com": None, None: None}
