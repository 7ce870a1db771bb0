"""What staff wrote about a customer in a watch goes with the customer."""

import pytest
from django.utils import timezone

from regard.record.privacy.finding import Person, erase_rows
from regard.record.privacy.places import TABLES
from regard.understand.watch.models import Decision, Watch

pytestmark = pytest.mark.django_db


def test_decision__names_somebody_who_is_erased__is_emptied_and_the_others_stay() -> None:
    person = Person(customer_id="cus_1", identifiers=(("email", "ann@example.com"),))
    watch = Watch.objects.create(
        slug="care", name="Care", kind="metric", metrics=["csat"], watch_from="2026-01-01", opened_at=timezone.now()
    )
    for text in ("Call ann@example.com back.", "Call the vendor."):
        Decision.objects.create(watch=watch, at=timezone.now(), text=text)
    place = next(place for place in TABLES if place.table == "watch_decision")
    assert erase_rows(person=person, place=place) == 1
    assert sorted(Decision.objects.values_list("text", flat=True)) == ["", "Call the vendor."]
