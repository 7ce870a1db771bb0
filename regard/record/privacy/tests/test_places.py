"""Every place where something is kept was looked at: it holds people, or it says why not."""

import pytest
from django.apps import apps
from django.db import connection

from regard.foundation.lake.api import TABLES as LAKE_TABLES
from regard.record.privacy.places import LAKE, NOBODY, PASSING, TABLES

pytestmark = pytest.mark.django_db


def placed() -> list[str]:
    return [*(place.table for place in TABLES), *NOBODY, *PASSING]


def test_tables__of_the_database__are_placed_each_once() -> None:
    there = set(connection.introspection.table_names())
    assert there - set(placed()) == set(), "Say in places.py whether the table holds people, and how they are found."
    assert set(placed()) - there == set(), "These tables are gone; take them out of places.py."
    assert len(placed()) == len(set(placed()))


def test_models__have_tables_that_are_placed() -> None:
    assert {model._meta.db_table for model in apps.get_models(include_auto_created=True)} <= set(placed())


def test_tables__of_the_log__are_placed() -> None:
    assert set(LAKE) == set(LAKE_TABLES)


@pytest.mark.parametrize("place", TABLES, ids=lambda place: place.table)
def test_columns__by_which_rows_are_found__are_there(place: object) -> None:
    from regard.record.privacy.places import TablePlace

    assert isinstance(place, TablePlace)
    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, place.table)}
    named = {*place.customer, *place.anchor, *place.texts, *(place.endpoint or ())}
    assert named
    assert named <= columns
