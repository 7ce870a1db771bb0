"""Watches: what was planted is found once, explained, answered, and looked at again without a change."""

from datetime import timedelta
from pathlib import Path

import pytest

from regard.analytics.metrics.measure import UnknownMetric
from regard.analytics.scope import Scope
from regard.analytics.watching.season import UnknownCountry
from regard.analytics.watching.thresholds import RateRefused
from regard.foundation.audit.api import list_entries
from regard.foundation.lake.api import Lake
from regard.understand.watch.api import (
    NoWatch,
    WatchRefused,
    acknowledge_alert,
    close_watch,
    create_watch,
    decide,
    find_watch,
    list_courses,
    list_watches,
    look,
    resolve_alert,
)
from regard.understand.watch.tasks import look_at_watches
from regard.understand.watch.tests.factories import BROKEN_ON, WATCHED_FROM, record_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    lake = Lake.shared(data_dir)
    record_shop(lake)
    return lake


def watch_care(lake: Lake, **given: object) -> str:
    wanted = {"metrics": ["csat", "experience", "orders"], "watch_from": WATCHED_FROM, "slug": "care"} | given
    return create_watch(lake=lake, name="Customer care", **wanted)  # type: ignore[arg-type]


def test_look__chat_broke__raises_one_alert_for_both_scores_and_names_the_chat(lake: Lake) -> None:
    assert look(lake=lake, slug=watch_care(lake)) == 1
    page = find_watch(slug="care")
    (alert,) = page.alerts
    assert {finding.metric for finding in alert.findings} == {"csat", "experience"}
    assert abs((alert.since - BROKEN_ON).days) <= 2
    assert (alert.state, alert.until, page.watch.state) == ("open", None, "alert")
    csat = next(finding for finding in alert.findings if finding.metric == "csat")
    named = [(cause["dimension"], cause["value"]) for cause in csat.explained_by if cause["explains"]]
    assert ("channel", "chat") in named
    assert not csat.is_better
    assert csat.actual is not None
    assert csat.expected is not None
    assert csat.actual < csat.expected - 10
    assert alert.title.startswith("CSAT lower")
    assert "chat" in alert.title.lower()
    assert alert.after_action.days_to_detect <= 6


def test_look__again__changes_nothing(lake: Lake) -> None:
    look(lake=lake, slug=watch_care(lake))
    before = find_watch(slug="care").alerts
    assert look(lake=lake, slug="care") == 0
    assert look(lake=lake, slug="care", force=True) == 0
    assert find_watch(slug="care").alerts == before


def test_look__day_by_day__raises_the_alert_once_with_the_first_day_it_had(data_dir: Path) -> None:
    lake = Lake.shared(data_dir)
    record_shop(lake, until=9)
    raised = [look(lake=lake, slug=watch_care(lake))]
    for ago in (8, 5, 0):
        record_shop(lake, until=ago)
        look_at_watches(0)
    (alert,) = find_watch(slug="care").alerts
    assert abs((alert.since - BROKEN_ON).days) <= 2
    assert raised == [1]


def test_look__nothing_happened__raises_nothing(data_dir: Path) -> None:
    lake = Lake.shared(data_dir)
    record_shop(lake, chat_breaks=False)
    assert look(lake=lake, slug=watch_care(lake, false_alarms=0.1)) == 0
    page = find_watch(slug="care")
    assert (page.watch.state, page.alerts, page.median_days_to_detect) == ("calm", [], None)
    courses = list_courses(slug="care")
    assert [course.metric for course in courses] == ["csat", "experience", "orders"]
    judged = [band for course in courses for band in course.bands if band["score"] is not None]
    inside = [band["low"] <= band["value"] <= band["high"] for band in judged]
    assert sum(inside) / len(inside) > 0.9


def test_alert__answered_and_resolved__is_told_in_the_timeline_and_audited(lake: Lake) -> None:
    look(lake=lake, slug=watch_care(lake))
    decide(slug="care", text="Switch the chat off until Monday.", by="mia@example.com", alert=1)
    page = find_watch(slug="care")
    assert (page.watch.state, page.alerts[0].state) == ("answered", "acknowledged")
    assert page.alerts[0].after_action.hours_to_answer is not None
    with pytest.raises(WatchRefused, match="acknowledged already"):
        acknowledge_alert(slug="care", number=1)
    resolve_alert(slug="care", number=1, reason="fixed", text="The vendor put it right.", by="mia@example.com")
    with pytest.raises(WatchRefused, match="resolved already"):
        resolve_alert(slug="care", number=1, reason="fixed")
    close_watch(slug="care", conclusion="It was the vendor.")
    page = find_watch(slug="care")
    assert [moment.kind for moment in page.timeline] == [
        "began",
        "alert",
        "acknowledged",
        "decided",
        "resolved",
        "closed",
    ]
    assert page.watch.state == "closed"
    assert look(lake=lake, slug="care", force=True) == 0
    verbs = [entry.verb for entry in list_entries().rows if entry.subject == "watch:care"]
    assert verbs == ["closed", "resolved", "decided", "created"]


def test_alert__resolved_as_the_new_level__is_expected_from_then_on(lake: Lake) -> None:
    look(lake=lake, slug=watch_care(lake))
    resolve_alert(slug="care", number=1, reason="new_level")
    assert look(lake=lake, slug="care") == 0
    page = find_watch(slug="care")
    assert page.watch.state == "calm"
    csat = next(course for course in list_courses(slug="care") if course.metric == "csat")
    assert csat.bands[-1]["expected"] < 70


def test_create__of_what_cannot_be_watched__is_refused_and_nothing_is_kept(lake: Lake) -> None:
    with pytest.raises(UnknownMetric):
        watch_care(lake, metrics=["happiness"])
    with pytest.raises(UnknownCountry, match="two letters"):
        watch_care(lake, country="Atlantis")
    with pytest.raises(RateRefused):
        watch_care(lake, false_alarms=0.0)
    refused: tuple[dict[str, object], ...] = (
        {"metrics": []},
        {"kind": "party"},
        {"grain": "hour"},
        {"slug": "Not a slug"},
    )
    for wrong in refused:
        with pytest.raises(WatchRefused):
            watch_care(lake, **wrong)
    with pytest.raises(WatchRefused, match="not before"):
        watch_care(lake, baseline_since=WATCHED_FROM + timedelta(days=1))
    with pytest.raises(NoWatch):
        find_watch(slug="care")
    assert list_watches() == []


def test_scope__of_a_watch__is_what_is_measured(lake: Lake) -> None:
    watch_care(lake, metrics=["csat"], scope=Scope(channels=("phone",)))
    assert look(lake=lake, slug="care") == 0
    assert list_watches()[0].about == "phone"


def test_follow__segment_gone__says_so_and_looks_at_the_others(lake: Lake) -> None:
    from regard.record.segments.api import create_segment, delete_segment
    from regard.record.segments.tests.test_segments import BUYERS

    create_segment(lake=lake, name="Buyers", condition=BUYERS)
    watch_care(lake, slug="buyers", scope=Scope(segment="segment:buyers"))
    delete_segment(lake=lake, slug="buyers")
    watch_care(lake)
    look_at_watches(0)
    states = {row.slug: (row.trouble, row.looked_at is not None, row.state) for row in list_watches()}
    assert "buyers" in states["buyers"][0]
    assert states["care"] == ("", True, "alert")
