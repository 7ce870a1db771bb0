"""What was written in a survey: by question, how it was meant and what it names, and nothing of few."""

import pytest

from regard.foundation.lake.api import Lake
from regard.understand.voice.asked import written_in
from regard.understand.voice.operations import find_topics_anew

pytestmark = pytest.mark.django_db


def test_texts__of_a_survey__are_told_by_question_with_their_topics(shop: Lake) -> None:
    find_topics_anew(lake=shop)
    (late,) = written_in(lake=shop, survey="survey-email")
    assert (late.question, late.texts) == ("why", 100)
    assert late.labels["negative"] >= 50
    assert late.topics[0].texts >= 40
    assert 0 < late.topics[0].negative <= late.topics[0].texts
    (staff,) = written_in(lake=shop, survey="survey-reviews")
    assert staff.labels["positive"] >= 80
    assert written_in(lake=shop, survey="survey-none") == []


def test_texts__of_an_anonymous_survey__tell_of_nothing_that_few_wrote(shop: Lake) -> None:
    find_topics_anew(lake=shop)
    assert written_in(lake=shop, survey="survey-email", least=101) == []
    (late,) = written_in(lake=shop, survey="survey-email", least=60)
    assert {count for count in late.labels.values() if count} <= set(range(60, 101))
    assert all(one.texts >= 60 and (one.negative == 0 or one.negative >= 60) for one in late.topics)
