import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from regard.foundation.accounts.tests.factories import EMAIL, PASSWORD, make_key, make_user
from regard.foundation.audit.api import acting_as, list_entries, note, note_look, trim, verify
from regard.foundation.audit.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir")]
Capture = Callable[..., Any]


def sql(statement: str, *parameters: str) -> None:
    """What somebody with a psql and the owner's rights would do."""
    with connection.cursor() as cursor:
        cursor.execute("alter table audit_entry disable trigger user")
        cursor.execute(statement, parameters)
        cursor.execute("alter table audit_entry enable trigger user")


def some_entries(count: int = 5) -> None:
    for number in range(count):
        note(verb="exported", subject=f"customer:cus_{number}", detail={"rows": number, "share": 0.1})


def test_note__of_several__chains_them_without_gaps() -> None:
    some_entries()
    entries = list(Entry.objects.order_by("number"))
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.prev_hash for entry in entries] == ["0" * 64, *[entry.hash for entry in entries[:-1]]]
    assert verify().is_intact


@pytest.mark.parametrize("statement", ["update audit_entry set verb = 'x'", "delete from audit_entry where number = 2"])
def test_entries__changed_or_deleted__are_refused_by_the_database(statement: str) -> None:
    some_entries()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.count() == 5


def test_entries__emptied_at_once__are_refused_by_the_database() -> None:
    some_entries()
    statement = "set local regard.is_test = 'no'; truncate audit_entry"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.count() == 5


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "user:9"),
        ("verb", "viewed"),
        ("subject", "customer:cus_8"),
        ("detail", '{"rows": 3, "share": "0.1"}'),
        ("at", "2020-01-01"),
        ("hash", "f" * 64),
        ("prev_hash", "f" * 64),
    ],
)
def test_verify__of_one_value_changed_behind_our_back__names_the_entry(column: str, value: str) -> None:
    some_entries()
    sql(f"update audit_entry set {column} = %s where number = 3", value)
    found = verify()
    assert not found.is_intact
    assert found.broken_number == 3


def test_verify__of_an_entry_taken_out__names_what_is_missing() -> None:
    some_entries()
    sql("delete from audit_entry where number = 3")
    assert verify().fault == "Entry 3 is missing: after 2 comes 4."


def test_verify__of_a_head_taken_off__says_where_the_log_no_longer_begins() -> None:
    some_entries()
    sql("delete from audit_entry where number < 3")
    assert verify().fault == "The log begins at entry 3, and no entry says that those before it were trimmed."


def test_verify__of_a_tail_cut_off__is_told_by_the_sealed_head(django_capture_on_commit_callbacks: Capture) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        some_entries()
    assert verify().sealed_number == 5
    sql("delete from audit_entry where number > 3")
    assert verify().fault == "Entry 5 was sealed and is gone: the log was cut after entry 3."


def test_verify__of_a_chain_written_anew__is_told_by_the_sealed_head(
    django_capture_on_commit_callbacks: Capture,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        some_entries()
    sql("delete from audit_entry")
    some_entries(6)
    assert verify().fault == "Entry 5 is not the one that was sealed: the chain was written anew."


def test_head__sealed_out_of_order__stays_at_the_newest(
    django_capture_on_commit_callbacks: Capture, data_dir: Path
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        some_entries(2)
    for callback in reversed(callbacks):
        callback()
    assert json.loads((data_dir / "audit_head").read_text())["number"] == 2


def test_trim__of_old_entries__leaves_a_chain_that_verifies(django_capture_on_commit_callbacks: Capture) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        some_entries(3)
        between = timezone.now()
        some_entries(2)
    assert trim(before=between) == 3
    assert [entry.number for entry in Entry.objects.order_by("number")] == [4, 5, 6]
    assert verify().is_intact
    assert trim(before=timezone.now()) == 3
    assert verify().is_intact
    some_entries(1)
    assert verify().is_intact


def test_note__of_an_address__keeps_a_digest() -> None:
    note(verb="exported", subject="email:grace@fernweh.example", detail={"to": ["Grace <grace@fernweh.example>"]})
    kept = Entry.objects.get()
    assert "grace@" not in f"{kept.subject} {kept.detail}"
    assert kept.subject.startswith("email:digest:")
    assert verify().is_intact


def test_look__twice_in_five_minutes__is_noted_once_per_actor() -> None:
    for actor in ("user:1", "user:1", "user:2"):
        with acting_as(actor=actor):
            note_look(subject="customer:cus_1", operation="get_one_customer")
    assert [row.actor for row in list_entries(verb="viewed").rows] == ["user:2", "user:1"]


def test_sign_in__out_and_failures__are_noted_without_addresses() -> None:
    make_user()
    client = Client()
    client.post("/accounts/login/", {"login": EMAIL, "password": "wrong"})
    client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    client.post("/accounts/logout/")
    said = [row.verb for row in list_entries().rows]
    assert said == ["signed_out", "signed_in", "sign_in_failed", "added"]
    assert "@" not in json.dumps([[row.subject, row.detail] for row in list_entries().rows])


def test_list__over_rest__pages_filters_and_names_who_acted() -> None:
    make_user()
    key = {"Authorization": f"Bearer {make_key()}"}
    some_entries(5)
    first = Client().get("/api/audit", {"verb": "exported", "limit": "3"}, headers=key).json()
    assert (first["total"], len(first["rows"])) == (5, 3)
    second = Client().get("/api/audit", {"verb": "exported", "cursor": first["next_cursor"]}, headers=key).json()
    assert [row["subject"] for row in second["rows"]] == ["customer:cus_1", "customer:cus_0"]
    Client().get("/api/customers", headers=key)
    (look,) = Client().get("/api/audit", {"verb": "viewed"}, headers=key).json()["rows"]
    assert look["actor"].startswith("key:")
    assert look["detail"] == {"operation": "get_customers"}
    assert Client().get("/api/audit/verification", headers=key).json()["is_intact"]
    assert Client().get("/api/audit", {"cursor": "x"}, headers=key).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_note__from_many_threads_at_once__stays_one_chain() -> None:
    def run() -> None:
        for _ in range(10):
            some_entries(1)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = verify()
    assert (found.is_intact, found.entries, found.sealed_number) == (True, 40, 40)
